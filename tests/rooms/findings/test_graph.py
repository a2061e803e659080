"""A municipality's facts as the graph that the rules read."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given

from kobling.core.chain import ALLOWED_ENDS, Link, LinkKind, NodeKind, Ref, inspect
from kobling.core.status import Status
from kobling.records.facts import MunicipalityFacts
from kobling.records.municipality import Leader
from kobling.rooms.findings.graph import build_graph
from kobling.rooms.findings.queries import facts_fingerprint, inspect_facts
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.folder.writer import write_folder
from kobling.rooms.publishing.points import IndicatorPoints
from tests.laws import examples
from tests.rooms import small
from tests.rooms.folder import sample
from tests.rooms.strategies import facts

DAY = date(2020, 6, 30)


@pytest.fixture
def eksempelby(tmp_path):
    return read_folder(sample.write(tmp_path / "eksempelby", sample.FILES))


def links(made, kind):
    return {(str(link.start), str(link.end)) for link in made.graph.links if link.kind is kind}


def test_everything_in_the_folder_is_in_the_graph(eksempelby):
    """Counted by hand in the folder of tests/rooms/folder/sample.py."""
    made = build_graph(eksempelby)

    kinds = [ref.kind for ref in made.graph.nodes]
    assert {kind: kinds.count(kind) for kind in NodeKind if kind in kinds} == {
        NodeKind.TERM: 2,
        NodeKind.VISION: 1,
        NodeKind.THEME: 2,
        NodeKind.GOAL: 2,
        NodeKind.TARGET: 7,
        NodeKind.INDICATOR: 5,
        NodeKind.PRIORITY: 2,
        NodeKind.BUDGET: 1,
        # Four lines, and the remainder that no line names.
        NodeKind.BUDGET_LINE: 5,
        NodeKind.AGREEMENT: 1,
        NodeKind.AGREEMENT_GOAL: 1,
        NodeKind.INITIATIVE: 1,
        NodeKind.COMMITMENT: 2,
        NodeKind.POLICY: 2,
        # The status of 2020; the themes and the policies; the priority; the joint meeting; the budget; the lab, twice.
        NodeKind.DECISION: 7,
        NodeKind.JOINT_MEETING: 1,
        NodeKind.BODY: 3,
        NodeKind.UNIT: 2,
        NodeKind.PERSON: 2,
    }
    assert set(made.origins) == set(made.graph.nodes)
    assert links(made, LinkKind.REPLACES) == {
        ("goal/foreninger", "policy/fritidspolitik"),
        ("policy/fritidspolitik", "policy/idraetspolitik"),
    }
    assert links(made, LinkKind.SHAPES) == {("agreement/skoler-2020", "budget/budget-2020")}
    assert ("commitment/direktoerens", "commitment/skolelederens") in links(made, LinkKind.LEADS_TO)
    assert ("vision/sammen", "goal/sammenhaeng") in links(made, LinkKind.LEADS_TO)
    assert ("vision/sammen", "goal/foreninger") not in links(made, LinkKind.LEADS_TO)
    assert links(made, LinkKind.JUDGES) == {("body/boern", "goal/foreninger")}
    holding = [start.split("/")[0] for start, _end in links(made, LinkKind.HOLDS)]
    assert (holding.count("body"), holding.count("unit")) == (4, 2)


def test_the_same_decision_noted_in_two_places_is_one(eksempelby):
    made = build_graph(eksempelby)
    (decision,) = [
        ref
        for ref in made.graph.nodes
        if ref.kind is NodeKind.DECISION and ref.key.startswith("byraad, 2018-12-19, 36")
    ]

    about = {link.end for link in made.graph.links if link.kind is LinkKind.ABOUT and link.start == decision}
    behind = {link.end for link in made.graph.links if link.decision == decision.key}
    assert about == {Ref(NodeKind.THEME, "liv")}
    assert behind == {Ref(NodeKind.POLICY, "fritidspolitik")}


def test_a_line_of_another_year_is_no_part_of_the_budget(eksempelby):
    made = build_graph(eksempelby)

    parts = {start for start, end in links(made, LinkKind.PART_OF) if end == "budget/budget-2020"}
    assert parts == {
        "budget_line/budget-2020.forebyggelse.boern.skoler.2020",
        "budget_line/budget-2020.forebyggelse.kultur.2020",
        "budget_line/budget-2020.bygninger.kultur.2020",
        "budget_line/budget-2020.remainder:1",
    }
    assert made.graph.nodes[Ref(NodeKind.BUDGET, "budget-2020")].total == 3_000_000


def test_a_leader_can_answer_for_a_goal_and_judge_it_and_a_body_can_be_named_before_it_has_judged():
    leader = Leader(key="chief", title="Chef", level=1)
    target = small.target("a1", kind="judged", value=None, indicator=None)
    goal = small.goal("a", target, responsible_leader="chief", judging_leader="chief", judge="council")
    made = build_graph(small.facts(goals=[goal], leaders=[leader]))
    nobody = build_graph(small.facts(goals=[small.goal("a", target)], leaders=[leader]))

    assert ("person/chief", "goal/a") in links(made, LinkKind.ANSWERS_FOR)
    assert links(made, LinkKind.JUDGES) == {("person/chief", "goal/a"), ("body/council", "goal/a")}
    assert inspect(made.graph, on=DAY, select=["D102", "D103", "D110"], seed=1) == ()
    assert {one.code for one in inspect(nobody.graph, on=DAY, select=["D102", "D103", "D110"], seed=1)} == {
        "D102",
        "D103",
        "D110",
    }


def test_a_year_that_has_ended_does_not_take_its_priority_back(eksempelby):
    view = build_graph(eksempelby).graph.on(date(2021, 6, 30))

    assert Ref(NodeKind.PRIORITY, "boern-2019") in view.nodes
    assert Ref(NodeKind.PRIORITY, "boern-2019") not in build_graph(eksempelby).graph.on(date(2019, 2, 4)).nodes


def money(**more):
    """The budget of 2020 with one line of 100 kroner for the goal a, and what more is said."""
    given = {
        "key": "b",
        "term": "2018-2021",
        "name": "Budget 2020",
        "year": 2020,
        "adopted": "2019-10-09",
        "lines": [{"track": "t", "year": 2020, "agreed": 100}],
    }
    track = {"key": "t", "term": "2018-2021", "name": "Spor", "goals": ["a"]}
    return small.facts(tracks=[track], budgets=[given | more])


def budget_days(view):
    return {str(ref) for ref in view.nodes if ref.kind in {NodeKind.BUDGET, NodeKind.BUDGET_LINE}}


def test_a_budget_is_for_a_year():
    lines = [{"track": "t", "year": year, "agreed": 100} for year in (2019, 2020, 2021)]
    graph = build_graph(money(lines=lines)).graph
    whole = {"budget/b", *(f"budget_line/b.t.{year}" for year in (2019, 2020, 2021))}

    assert budget_days(graph.on(date(2019, 10, 8))) == set()
    assert budget_days(graph.on(date(2019, 10, 9))) == whole
    assert budget_days(graph.on(date(2020, 12, 31))) == whole
    assert budget_days(graph.on(date(2021, 1, 1))) == {"budget_line/b.t.2021"}
    assert budget_days(graph.on(date(2022, 1, 1))) == set()


@pytest.mark.parametrize(("last", "on"), [("2020-06-30", date(2020, 7, 1)), ("2021-06-30", date(2021, 7, 1))])
def test_a_budget_that_says_when_it_ends_ends_then(last, on):
    graph = build_graph(money(valid_to=last)).graph

    assert budget_days(graph.on(on - timedelta(1))) == {"budget/b", "budget_line/b.t.2020"}
    assert budget_days(graph.on(on)) == set()


def test_the_money_of_a_year_that_has_ended_is_not_done_for_a_goal():
    said = money().model_copy(update={"initiatives": ()})

    assert inspect_facts(said, on=date(2020, 6, 1), select=("D106",)).findings == ()
    assert [one.subject.key for one in inspect_facts(said, on=date(2021, 6, 1), select=("D106",)).findings] == ["a"]


def without_goal(**more):
    (found,) = inspect_facts(money(**more), on=DAY, select=("D108",)).findings
    return found.figures, {one.ref.key: dict(one.figures) for one in found.evidence}


REST = {"name": "Ikke fordelt", "agreed": 23}


def test_what_no_line_names_is_found_even_where_a_line_has_no_amount():
    lines = [{"track": "t", "year": 2020, "agreed": 100}, {"track": "t", "year": 2020, "committee": "council"}]
    figures, evidence = without_goal(lines=lines, remainders=[REST], sums=[{"agreed": 123}])

    assert figures == {"without": 23, "total": 123, "percent": 18.7}
    assert evidence == {"b.remainder:1": {"kroner": 23}}


def test_a_remainder_of_a_track_is_for_the_goals_of_the_track():
    made = build_graph(money(remainders=[REST | {"track": "t", "committee": "council"}]))

    assert ("goal/a", "budget_line/b.remainder:1") in links(made, LinkKind.LEADS_TO)
    assert ("body/council", "budget_line/b.remainder:1") in links(made, LinkKind.HOLDS)


def test_a_remainder_of_another_year_or_of_another_amount_or_below_nought_is_no_part_of_the_year():
    others = [REST | {"year": 2021}, {"name": "Afvigelse", "realised": 7}, {"name": "For meget", "agreed": -5}]
    made = build_graph(money(remainders=[*others, REST | {"year": 2020}]))

    assert {key for key, end in links(made, LinkKind.PART_OF) if end == "budget/b"} == {
        "budget_line/b.t.2020",
        "budget_line/b.remainder:4",
    }
    assert Ref(NodeKind.BUDGET_LINE, "b.remainder:1") in made.graph.nodes
    assert Ref(NodeKind.BUDGET_LINE, "b.remainder:2") not in made.graph.nodes


def goals_decided(*decisions):
    """A goal of its own for each of these decisions; the keys of what there is in the graph then."""
    goals = [
        small.goal(f"g{index}", wordings=[{"text": "Det sker", "decision": decision}])
        for index, decision in enumerate(decisions)
    ]
    made = build_graph(small.facts(goals=goals, stories=[], initiatives=[]))
    about = {end: start for start, end in links(made, LinkKind.ABOUT)}
    return [about[f"goal/g{index}"] for index in range(len(decisions))]


def test_two_decisions_of_a_meeting_are_never_taken_for_one():
    same_day = {"body": "council", "date": "2018-12-19"}
    said = [
        {},
        {"item": "36"},
        {"case": "36"},
        {"item": "36", "case": "1"},
        {"item": "36, 1"},
        {"item": "36\\, 1"},
        {"item": ", 36"},
        {"case": "36, 1"},
        {"item": "1, 2", "case": "3"},
        {"item": "1", "case": "2, 3"},
    ]
    keys = goals_decided(*(same_day | one for one in said))

    assert len(set(keys)) == len(said)
    assert keys[1:3] == ["decision/council, 2018-12-19, 36", "decision/council, 2018-12-19, , 36"]
    assert goals_decided(same_day, same_day) == ["decision/council, 2018-12-19"] * 2


def test_decisions_with_keys_of_their_own_are_never_taken_for_one():
    """A body decides several things on a day, and nobody has written down under which item."""
    taken = {"term": "2018-2021", "body": "council", "date": "2019-05-08"}
    said = [taken | {"key": key, "what": key, "goals": [goal]} for key, goal in (("x", "a"), ("y", "b"))]
    wording = {"text": "Målet nås", "decision": {"body": "council", "date": "2019-05-08"}}
    goals = [small.goal("a"), small.goal("b"), small.goal("c", wordings=[wording])]
    made = build_graph(small.facts(goals=goals, decisions=said))

    assert {start for start, end in links(made, LinkKind.ABOUT) if end == "goal/c"} == {"decision/council, 2019-05-08"}
    assert {("decision/x", "goal/a"), ("decision/y", "goal/b")} <= links(made, LinkKind.ABOUT)
    assert not {("decision/x", "goal/b"), ("decision/y", "goal/a")} & links(made, LinkKind.ABOUT)


def given_up(**more):
    given = {"key": "p", "term": "2018-2021", "committee": "kultur", "goal": "a", "year": 2019} | more
    committee = {"key": "kultur", "name": "Kulturudvalget", "kind": "standing_committee"}
    council = {"key": "council", "name": "Byrådet", "kind": "council"}
    return build_graph(small.facts(bodies=[council, committee], priorities=[given])).graph.nodes[
        Ref(NodeKind.PRIORITY, "p")
    ]


@pytest.mark.parametrize(
    ("given_as", "days"),
    [
        ({}, (date(2019, 1, 1), None)),
        ({"decision": {"body": "kultur", "date": "2019-02-05"}}, (date(2019, 2, 5), None)),
        ({"valid_from": "2019-03-01", "valid_to": "2019-12-31"}, (date(2019, 3, 1), None)),
        ({"valid_from": "2019-03-01", "valid_to": "2019-06-30"}, (date(2019, 3, 1), date(2019, 6, 30))),
        ({"valid_to": "2018-12-31"}, (date(2018, 12, 31), date(2018, 12, 31))),
    ],
)
def test_when_a_priority_was_given_and_taken_back(given_as, days):
    node = given_up(**given_as)

    assert (node.valid_from, node.valid_to) == days


def test_a_target_is_read_on_every_day_that_changed_it():
    """80 percent by 2025: 59 % of 1,165 in 2019, drawn 15 January 2020, too old 366 + 180 days after the year."""
    node = build_graph(small.facts()).graph.nodes[Ref(NodeKind.TARGET, "a.a1")]

    first, last = node.readings
    assert (first.day, last.day) == (date(2020, 1, 15), date(2019, 12, 31) + timedelta(366 + 180 + 1))
    assert last.status == Status.TOO_OLD
    assert first.status not in {Status.NO_DATA, Status.TOO_OLD, Status.REACHED}
    assert node.met_at_baseline is False


@pytest.mark.parametrize(("value", "met"), [(95.0, True), (80.5, None), (20.0, False)])
def test_a_target_that_was_met_from_the_start_is_known(value, met):
    made = build_graph(small.facts(measurements=[small.measurement("members", "2019", value)]))

    assert made.graph.nodes[Ref(NodeKind.TARGET, "a.a1")].met_at_baseline is met


def test_whether_a_target_was_met_from_the_start_is_judged_by_what_was_known_then():
    """95 percent, drawn 15 January 2020, is corrected to 20 on 1 March."""
    first = small.measurement("members", "2019", 95.0)
    graph = build_graph(small.facts(measurements=[first, first | {"value": 20.0, "drawn": "2020-03-01"}])).graph

    def met(*day):
        return graph.on(date(*day)).nodes[Ref(NodeKind.TARGET, "a.a1")].met_at_baseline

    assert (met(2020, 1, 14), met(2020, 1, 15), met(2020, 2, 29), met(2020, 3, 1)) == (None, True, True, False)
    found = [bool(inspect(graph, on=date(2020, month, 20), select=["D402"], seed=1)) for month in (1, 3)]
    assert found == [True, False]


def test_what_is_measured_later_is_not_known_before():
    made = build_graph(small.with_measurements(small.measurement("members", "2020", 60.0)))

    def known(day):
        return [one.period.code for one in made.graph.on(day).nodes[Ref(NodeKind.INDICATOR, "members")].measured]

    assert known(date(2020, 1, 14)) == []
    assert known(date(2020, 1, 15)) == ["2019"]
    assert known(date(2021, 1, 15)) == ["2019", "2020"]


@examples(20, suppress_health_check=list(HealthCheck))
@given(facts())
def test_every_municipality_that_can_be_imported_can_be_inspected(said: MunicipalityFacts):
    made = build_graph(said)

    assert all((link.start.kind, link.end.kind) in ALLOWED_ENDS[link.kind] for link in made.graph.links)
    assert set(made.origins) == set(made.graph.nodes)
    assert all(isinstance(link, Link) for link in made.graph.links)
    found = inspect_facts(said, on=DAY).findings
    assert found == inspect_facts(MunicipalityFacts.model_validate(said.model_dump()), on=DAY).findings
    assert {one.subject for one in found} <= {*made.graph.nodes, Ref(NodeKind.MUNICIPALITY, "municipality")}


def test_a_folder_written_and_read_again_is_found_the_same_faults_with(eksempelby, tmp_path):
    write_folder(eksempelby, tmp_path / "again")
    again = read_folder(tmp_path / "again")

    assert facts_fingerprint(again) == facts_fingerprint(eksempelby)
    assert inspect_facts(again, on=DAY).findings == inspect_facts(eksempelby, on=DAY).findings


@examples(15, suppress_health_check=list(HealthCheck))
@given(facts())
def test_figures_drawn_after_the_day_change_nothing_on_the_day(said: MunicipalityFacts):
    """What is measured later is another fact of a later day; only a target met at its baseline is told at once."""
    earlier = said.model_copy(
        update={"measurements": tuple(one for one in said.measurements if one.drawn <= DAY and one.period.start <= DAY)}
    )
    rules = ["D101", "D104", "D105", "D106", "D2", "D401"]

    assert inspect(build_graph(said).graph, on=DAY, select=rules, seed=1) == inspect(
        build_graph(earlier).graph, on=DAY, select=rules, seed=1
    )


@pytest.mark.parametrize(
    ("said", "since"),
    [
        ([(1, True)], None),
        ([(1, True), (2, False), (3, False)], date(2020, 1, 2)),
        ([(1, False), (2, None)], date(2020, 1, 1)),
        ([(1, False), (2, True)], None),
        ([], None),
    ],
)
def test_a_stopped_table_is_known_from_the_first_drawing_that_saw_it(said, since):
    draw = {"register_name": "statbank", "table": "T1", "select": {"Tid": ["*"]}, "time": "Tid"}
    drawings = [
        {
            "key": f"d{day}",
            "indicator": "members",
            "register_name": "statbank",
            "register_title": "Danmarks Statistik",
            "table": "T1",
            "query": "T1",
            "day": date(2020, 1, day),
            "at": f"2020-01-{day:02}T08:00:00Z",
            "active": active,
            "outcome": "unchanged",
            "by": "office",
        }
        for day, active in said
    ]
    made = build_graph(small.facts(indicators=[small.indicator("members", draw=draw)], drawings=drawings))

    assert made.graph.nodes[Ref(NodeKind.INDICATOR, "members")].retired == since


def test_equal_facts_have_one_fingerprint():
    nothing, minus_nothing = (small.facts(measurements=[small.counted("members", "2019", one)]) for one in (0.0, -0.0))

    assert nothing == minus_nothing
    assert facts_fingerprint(nothing) == facts_fingerprint(minus_nothing) != facts_fingerprint(small.facts())


def test_points_are_asked_once_a_day_of_each_indicator(monkeypatch):
    days = []
    made = IndicatorPoints.__init__

    def counted(self, figures, *, on, **more):
        days.append((on, figures.measurements))
        made(self, figures, on=on, **more)

    monkeypatch.setattr(IndicatorPoints, "__init__", counted)
    build_graph(small.with_measurements(small.measurement("members", "2020", 60.0)))

    assert len(days) == len(set(days))


def met_from_the_start(*measured, unit="persons", **target):
    measurements = [small.counted("members", period, value) for period, value in measured]
    facts = small.facts(
        goals=[small.goal("a", small.target("a1", **target))],
        indicators=[small.indicator("members", unit=unit)],
        measurements=measurements,
    )
    graph = build_graph(facts).graph
    return (
        graph.nodes[Ref(NodeKind.TARGET, "a.a1")].met_at_baseline,
        [finding.code for finding in inspect(graph, on=date(2022, 6, 1), select=["D402"], seed=1)],
    )


@pytest.mark.parametrize(
    ("direction", "value", "met"),
    [("up", 5, False), ("up", 0, True), ("up", -5, True), ("down", -5, False), ("down", 0, True), ("down", 20, True)],
)
def test_a_relative_change_that_asks_for_nothing_was_met_from_the_start(direction, value, met):
    """A sign that contradicts the direction can be stored still: 20 percent more, where fewer is better."""
    seen = met_from_the_start(
        ("2018", 100.0), ("2019", 110.0), kind="relative_change", direction=direction, value=value
    )

    assert seen == (met, ["D402"] if met else [])


def test_a_relative_change_from_nothing_has_no_level_to_meet():
    assert met_from_the_start(("2018", 0.0), ("2019", 1.0), kind="relative_change", value=-5) == (None, [])


@pytest.mark.parametrize(("value", "met"), [(90, True), (120, False)])
def test_a_recurring_target_that_was_met_in_the_first_period_was_met_from_the_start(value, met):
    seen = met_from_the_start(("2018", 100.0), ("2019", 80.0), kind="recurring", value=value, deadline=None)

    assert seen == (met, ["D402"] if met else [])


def test_a_mere_direction_is_never_met_from_the_start():
    assert met_from_the_start(("2018", 1.0), ("2019", 2.0), kind="direction_only", value=None) == (None, [])


@pytest.mark.parametrize(("chosen", "least"), [({}, 0.15), ({"least_silo_index": 0.3}, 0.3)])
def test_a_municipality_chooses_from_when_working_apart_is_a_finding(chosen, least):
    municipality = {"code": "999", "slug": "lilleby", "name": "Lilleby Kommune"} | chosen

    inspected = inspect_facts(small.facts(municipality=municipality), on=DAY, select=("D302",))

    assert inspected.silos.least_index == least
