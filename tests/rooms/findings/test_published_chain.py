"""What a release tells of the chain: the coupling's levels, no names, and no number that tells of few leaders."""

import json
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from kobling.core.chain import DOWN_LEVELS, UP_LEVELS, Level, Strength, compute_couplings, count_reach
from kobling.records.municipality import Publish, PublishedChain
from kobling.rooms.findings.graph import build_graph
from kobling.rooms.findings.published_chain import published_chain
from kobling.rooms.findings.queries import inspect_facts
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.releases import queries as releases
from tests.rooms import small
from tools.repository import ROOT

DAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def kaedekoebing():
    return read_folder(ROOT / "examples" / "kaedekoebing")


@pytest.fixture(scope="module")
def chain(kaedekoebing):
    return published_chain(kaedekoebing, on=DAY)


def test_every_goal_has_the_couplings_levels(kaedekoebing, chain):
    graph = build_graph(kaedekoebing).graph

    for one, found in zip(chain.goals, compute_couplings(graph, on=DAY), strict=True):
        assert one.goal == found.goal.key
        levels = (*found.down, *found.up)
        assert [(link.level, link.strength) for link in one.links] == [(it.level, it.strength) for it in levels]
        for link, level in zip(one.links, levels, strict=True):
            assert link.count in {len(level.refs), None if link.level is Level.COMMITMENT else len(level.refs)}
        assert (one.furthest_down, one.furthest_up) == (found.furthest_down, found.furthest_up)


def test_the_days_are_the_quarters_of_the_term_and_the_day_itself(kaedekoebing, chain):
    graph = build_graph(kaedekoebing).graph

    assert chain.days[-1].day == DAY
    assert [one.day.isoformat() for one in chain.days[-4:-1]] == ["2023-09-30", "2023-12-31", "2024-03-31"]
    assert all(one.day >= date(2022, 1, 1) for one in chain.days)
    for one in chain.days:
        found = count_reach(compute_couplings(graph, on=one.day), on=one.day)
        assert (one.goals, one.down) == (found.goals, found.down)
        assert one.up | {None: one.unmeasured} == found.up
        assert sum(one.down.values()) == one.goals == sum(one.up.values()) + one.unmeasured


def test_no_name_no_text_and_no_finding_is_in_it(kaedekoebing, chain):
    """Keys of goals, days, numbers and the names of levels and strengths: nothing else."""
    goals = {goal.key for goal in kaedekoebing.goals}
    allowed = goals | {level.value for level in (*DOWN_LEVELS, *UP_LEVELS)} | {strength.value for strength in Strength}

    def strings(value):
        if isinstance(value, dict):
            for inner in value.values():
                yield from strings(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from strings(inner)
        elif isinstance(value, str):
            yield value

    said = set(strings(json.loads(chain.model_dump_json())))
    assert said - allowed == {one.day.isoformat() for one in chain.days}


LEADERS = [{"key": f"l{number}", "title": f"Leder {number}", "level": 2} for number in range(9)]


def promised(*of):
    """The numbers of commitments of two goals under one theme, where leaders promise something for these."""
    commitments = [
        {"key": f"c{number}", "term": "2018-2021", "text": "Noget.", "level": 2, "leader": leader, **about}
        for number, (leader, about) in enumerate(of)
    ]
    kept = small.facts(goals=[small.goal("a"), small.goal("b")], leaders=LEADERS, commitments=commitments)
    made = published_chain(kept, on=date(2020, 6, 1))
    return [next(link.count for link in one.links if link.level is Level.COMMITMENT) for one in made.goals]


def by(count, start=0, **about):
    return [(f"l{number}", about) for number in range(start, start + count)]


@pytest.mark.parametrize(
    ("commitments", "told"),
    [
        ([], [0, 0]),
        (by(4, goal="a"), [None, 0]),
        (by(5, goal="a"), [5, 0]),
        (by(4, theme="liv"), [None, None]),
        (by(5, theme="liv"), [5, 5]),
        # Six less five would tell of the one leader who promised something for a.
        ([*by(5, theme="liv"), *by(1, start=5, goal="a")], [None, 5]),
        # Five commitments, and one leader behind them all.
        ([("l0", {"goal": "a"})] * 5, [None, 0]),
        # Nobody knows whose they are.
        ([(None, {"goal": "a"})] * 5, [None, 0]),
    ],
)
def test_a_number_that_tells_of_few_leaders_is_withheld(commitments, told):
    assert promised(*commitments) == told


def test_a_municipality_that_publishes_nothing_of_it_has_nothing_in_its_release():
    kept = small.facts()
    quiet = kept.municipality.model_copy(update={"publish": Publish(chain=PublishedChain.NOTHING)})

    assert published_chain(kept, on=DAY) is not None
    assert published_chain(kept.model_copy(update={"municipality": quiet}), on=DAY) is None


@pytest.mark.django_db
@pytest.mark.parametrize("choice", PublishedChain)
def test_the_release_holds_what_the_municipality_chose(choice):
    kept = small.facts()
    chosen = kept.municipality.model_copy(update={"publish": Publish(chain=choice)})
    noon = datetime(2020, 11, 30, 12, tzinfo=UTC)
    import_facts(facts=kept.model_copy(update={"municipality": chosen}), by="office", at=noon, replace=True)

    head = create_release(municipality="lilleby", on=date(2020, 11, 30), by="office", at=noon)

    made = releases.release("lilleby", head.number)
    assert made.has_valid_checksum()
    if choice is PublishedChain.NOTHING:
        assert made.document.chain is None
        assert b'"chain"' not in made.document.canonical_bytes()
    else:
        assert [one.goal for one in made.document.chain.goals] == [goal.key for goal in made.document.goals]


def test_what_is_found_is_counted_where_the_municipality_has_chosen_that_and_not_where_it_is_answered(kaedekoebing):
    municipality = kaedekoebing.municipality.model_copy(update={"publish_decouplings": True})
    chosen = kaedekoebing.model_copy(update={"municipality": municipality})
    findings = inspect_facts(chosen, on=DAY).findings
    answered = frozenset(one.fingerprint for one in findings if one.code == findings[0].code)

    every, rest = (published_chain(chosen, on=DAY, answered=some) for some in (frozenset(), answered))

    assert published_chain(kaedekoebing, on=DAY).found == ()
    assert {one.rule: one.count for one in every.found} == Counter(one.code for one in findings)
    assert {one.rule for one in every.found} - {one.rule for one in rest.found} == {findings[0].code}
    assert "found" not in json.loads(published_chain(kaedekoebing, on=DAY).model_dump_json())
    assert set(json.loads(every.model_dump_json())["found"][0]) == {"rule", "count"}
