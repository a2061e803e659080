from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from kobling.core.chain import (
    DOWN_LEVELS,
    UP_LEVELS,
    Body,
    Decision,
    Goal,
    Graph,
    Indicator,
    Level,
    Link,
    LinkKind,
    MeasuredPeriod,
    StatusReading,
    Strength,
    Target,
    Vision,
    compute_couplings,
    count_reach,
)
from kobling.core.periods import Period
from kobling.core.status import Status
from tests.core.chain.strategies import DAYS, faultless_chains, faulty_chains
from tests.core.chain.synthetic import DAY, faultless_chain
from tests.laws import examples

L = LinkKind


def strengths(chain):
    return {one.level: one.strength for one in (*chain.down, *chain.up)}


def whole_but(*gone, goals=10):
    """The chain of the first goal of a sound municipality, without the links that a test names."""
    parts = faultless_chain(goals=goals)
    links = [link for link in parts.required if str(link) in gone]
    assert len(links) == len(gone)
    return compute_couplings(parts.graph(without=links), on=DAY)[0]


def test_a_goal_without_faults_holds_from_the_vision_to_what_leaders_promise():
    chain = whole_but()

    assert [one.level for one in chain.down] == list(DOWN_LEVELS)
    assert {one.strength for one in chain.down} == {Strength.WHOLE}
    assert (chain.furthest_down, chain.furthest_up) == (Level.COMMITMENT, Level.STATUS)


@pytest.mark.parametrize(
    ("gone", "level", "code"),
    [
        ("goal/g000 leads_to target/g000-1", Level.GOAL, "D102"),
        ("person/g000-owner answers_for goal/g000", Level.GOAL, "D110"),
        ("decision/g000-adopted about goal/g000", Level.PRIORITY, "D202"),
        ("joint_meeting/g000-meeting about goal/g000", Level.PRIORITY, "D204"),
        ("goal/g000 leads_to agreement/d00-joint", Level.FRAME, "D304"),
        ("unit/centre-00 owns initiative/g000-project", Level.INITIATIVE, "D303"),
        ("commitment/t00-2 leads_to commitment/t00-3", Level.COMMITMENT, "D306"),
    ],
)
def test_a_link_that_a_rule_finds_fault_with_is_thin_and_says_so(gone, level, code):
    chain = whole_but(gone)
    thin = {one.level: {finding.code for finding in one.findings} for one in chain.down if one.strength != "whole"}

    assert thin == {level: {code}}
    assert strengths(chain)[level] == Strength.THIN
    assert chain.furthest_down == Level.COMMITMENT


def test_a_goal_reaches_as_far_as_its_first_missing_link():
    chain = whole_but("goal/g000 leads_to initiative/g000-project")

    assert strengths(chain)[Level.INITIATIVE] == Strength.MISSING
    assert chain.furthest_down == Level.FRAME


def test_a_goal_nobody_took_stops_at_the_committees_door():
    graph = faultless_chain(goals=10).graph()
    links = [link for link in graph.links if link.kind != L.GIVES]

    for chain in compute_couplings(Graph(graph.nodes.values(), links), on=DAY):
        assert strengths(chain)[Level.PRIORITY] == Strength.MISSING
        assert strengths(chain)[Level.FRAME] != Strength.MISSING
        assert chain.furthest_down == Level.GOAL


def test_a_target_without_figures_breaks_the_way_up():
    chain = whole_but("target/g000-1 leads_to indicator/g000-1")

    assert strengths(chain)[Level.MEASUREMENT] == Strength.MISSING
    assert chain.furthest_up is None


@pytest.mark.parametrize(
    ("status", "strength"),
    [
        (Status.IMPROVING, Strength.WHOLE),
        (Status.MISSED, Strength.WHOLE),
        (Status.CANNOT_TELL, Strength.THIN),
        (Status.TOO_OLD, Strength.THIN),
        (Status.NO_DATA, Strength.MISSING),
        (None, Strength.MISSING),
    ],
)
def test_a_status_that_says_little_is_thin(status, strength):
    parts = faultless_chain(goals=1)
    readings = () if status is None else (StatusReading(DAY, status),)
    parts.add(replace(parts.nodes[Target("g000-1").ref], readings=readings))

    assert strengths(compute_couplings(parts.graph(), on=DAY)[0])[Level.STATUS] == strength


@pytest.mark.parametrize(
    ("day", "strength"),
    [(date(2019, 6, 1), Strength.THIN), (date(2020, 1, 15), Strength.WHOLE), (date(2020, 6, 2), Strength.MISSING)],
)
def test_the_council_follows_up_when_it_takes_the_goal_up_again_after_the_newest_figure(day, strength):
    """The figure for 2019 was drawn on 15 January 2020; the decision that made the goal does not count."""
    parts = faultless_chain(goals=1)
    again = parts.add(Decision("again", day))
    parts.tie(L.TAKES, Body("council"), again)
    parts.tie(L.ABOUT, again, Goal("g000"))

    chain = compute_couplings(parts.graph(), on=DAY)[0]

    assert strengths(chain)[Level.FOLLOW_UP] == strength
    assert chain.furthest_up == (Level.STATUS if strength == Strength.MISSING else Level.FOLLOW_UP)


def test_a_decision_that_words_the_goal_anew_follows_up_on_nothing():
    parts = faultless_chain(goals=1)
    for key in ("reworded", "again"):
        decision = parts.add(Decision(key, date(2020, 1, 15)))
        parts.tie(L.TAKES, Body("council"), decision)
        parts.tie(L.ABOUT, decision, Goal("g000"))
    parts.add(replace(parts.nodes[Goal("g000").ref], set_by=frozenset({"reworded"})))

    chain = compute_couplings(parts.graph(), on=DAY)[0]

    assert [ref.key for ref in chain.up[-1].refs] == ["again"]


@pytest.mark.parametrize(
    ("readings", "strength"), [((StatusReading(DAY, Status.JUDGED),), Strength.WHOLE), ((), Strength.MISSING)]
)
def test_a_judgement_is_a_measurement(readings, strength):
    goal, judged = Goal("g"), Target("t", judged=True, readings=readings)
    links = [Link(L.LEADS_TO, goal.ref, judged.ref), Link(L.JUDGES, Body("b").ref, goal.ref)]
    graph = Graph([goal, judged, Body("b")], links)

    assert strengths(compute_couplings(graph, on=DAY)[0])[Level.MEASUREMENT] == strength


def test_a_goal_above_the_themes_needs_none():
    vision, goal = Vision("v"), Goal("g")
    graph = Graph([vision, goal], [Link(L.LEADS_TO, vision.ref, goal.ref)])
    chain = compute_couplings(graph, on=DAY)[0]

    assert strengths(chain)[Level.THEME] == strengths(chain)[Level.VISION] == Strength.WHOLE


def test_the_council_sees_the_chain_close_over_the_term():
    graph = faultless_chain(goals=10).graph()
    reached = {
        day: count_reach(compute_couplings(graph, on=day), on=day) for day in (date(2018, 6, 1), date(2019, 12, 1), DAY)
    }

    assert [one.goals for one in reached.values()] == [10, 10, 10]
    assert [one.down[Level.GOAL] for one in reached.values()] == [10, 0, 0]
    assert [one.up[None] for one in reached.values()] == [10, 0, 0]
    assert reached[DAY].down[Level.COMMITMENT] == 8
    assert reached[DAY].up[Level.STATUS] == 10


def test_a_municipality_without_goals_has_nothing_to_count():
    counted = count_reach(compute_couplings(Graph([Vision("v")], []), on=DAY), on=DAY)

    assert counted.goals == sum(counted.down.values()) == sum(counted.up.values()) == 0


@given(case=faulty_chains())
@examples(25)
def test_every_goal_is_counted_once_each_way_and_thin_links_name_their_findings(case):
    graph, _ = case
    chains = compute_couplings(graph, on=DAY)
    counted = count_reach(chains, on=DAY)

    assert counted.goals == len(chains) == sum(counted.down.values()) == sum(counted.up.values())
    assert Counter(chain.furthest_down for chain in chains) == Counter(counted.down)
    for chain in chains:
        assert [one.level for one in chain.up] == list(UP_LEVELS)
        for one in (*chain.down, *chain.up):
            assert (one.strength == Strength.MISSING) == (not one.refs)
            assert one.strength != Strength.WHOLE or not one.findings
            assert one.strength != Strength.THIN or one.findings or one.level in {Level.STATUS, Level.FOLLOW_UP}


@given(parts=faultless_chains())
@examples(15)
def test_a_whole_chain_has_no_thin_link(parts):
    for chain in compute_couplings(parts.graph(), on=DAY):
        assert {one.strength for one in chain.down} <= {Strength.WHOLE, Strength.MISSING}


@given(case=faulty_chains(), day=DAYS)
@examples(20)
def test_it_is_always_known_why_a_link_is_thin(case, day):
    levels = [level for one in compute_couplings(case[0], on=day) for level in (*one.down, *one.up)]

    assert [level for level in levels if (level.strength is Strength.THIN) != bool(why(level))] == []


def why(level):
    """What makes a link that is there thin."""
    return level.refs and (*level.findings, *level.reasons)


def test_a_status_that_tells_nothing_and_an_old_follow_up_are_named_with_their_days():
    goal, target, body = Goal("g"), Target("t", readings=(StatusReading(DAY, Status.TOO_OLD),)), Body("c", council=True)
    indicator = Indicator("i", max_age_days=9999, measured=(MeasuredPeriod(Period.parse("2019"), date(2020, 5, 1)),))
    first, second = Decision("d1", date(2018, 1, 1)), Decision("d2", date(2020, 2, 1))
    links = [Link(L.LEADS_TO, goal.ref, target.ref), Link(L.LEADS_TO, target.ref, indicator.ref)]
    for decision in (first, second):
        links += [Link(L.TAKES, body.ref, decision.ref), Link(L.ABOUT, decision.ref, goal.ref)]
    (coupling,) = compute_couplings(Graph([goal, target, indicator, body, first, second], links), on=DAY)

    reasons = {level.level: [str(reason) for reason in level.reasons] for level in coupling.up}

    assert reasons[Level.STATUS] == ["target/t: the target reads “too_old”, which does not tell how it goes"]
    assert reasons[Level.FOLLOW_UP] == [
        "decision/d2: the council last followed up on 2020-02-01, before the newest figure was known on 2020-05-01"
    ]
