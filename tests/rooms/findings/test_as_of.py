"""The inspection on an earlier day is the inspection of the folder that would have been exported on that day."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kobling.core.chain import NodeKind, Ref
from kobling.core.chain.traversal import decisions_about
from kobling.records.base import Record
from kobling.rooms.findings.graph import build_graph
from kobling.rooms.findings.graph.as_of import facts_as_of
from kobling.rooms.findings.queries import inspect_facts
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.folder.writer import write_folder
from tests.laws import examples
from tests.rooms import small
from tests.rooms.strategies import facts

KAEDEKOEBING = Path(__file__).parents[3] / "examples" / "kaedekoebing"
STRUCTURAL = ("D1", "D2", "D301", "D303", "D304", "D305", "D306", "D307", "D4")


@pytest.fixture(scope="module")
def kaedekoebing():
    return read_folder(KAEDEKOEBING)


@pytest.mark.parametrize("day", [date(year, 1 + (5 * year) % 12, 15) for year in range(2017, 2027)], ids=str)
def test_kaedekoebing_on_an_earlier_day_is_its_folder_of_that_day(kaedekoebing, tmp_path, day):
    write_folder(facts_as_of(kaedekoebing, day), tmp_path / "then")
    then = read_folder(tmp_path / "then")

    assert then == facts_as_of(kaedekoebing, day)
    assert inspect_facts(kaedekoebing, on=day).findings == inspect_facts(then, on=day).findings


def test_the_folder_of_an_earlier_day_says_nothing_of_a_later_one(kaedekoebing):
    """Every day that is written anywhere in it, but those that were planned."""
    day = date(2023, 6, 15)
    planned = {"end", "deadline", "next_review", "next_publication", "start"}
    said = [
        (field, value.date() if isinstance(value, datetime) else value)
        for record in records_in(facts_as_of(kaedekoebing, day))
        for field, value in record
        if isinstance(value, date) and field not in planned
    ]

    later = {field for field, value in said if value > day}
    assert len(said) > 200
    assert later <= {"valid_to"}
    assert max(value for _field, value in said if value <= day) > date(2023, 5, 1)


def records_in(record):
    """A record, and every record inside it."""
    yield record
    for _field, value in record:
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Record):
                yield from records_in(one)


def small_then(day=date(2019, 6, 1), **changed):
    return facts_as_of(small.facts(**changed), day)


def test_what_is_named_before_it_begins_is_named_no_more():
    later = {"valid_from": "2020-01-01"}
    theme = {"key": "ny", "term": "2018-2021", "slug": {"da": "ny", "en": "new"}, "name": "Ny", **later}
    old = theme | {"key": "liv", "slug": {"da": "liv", "en": "life"}, "valid_from": None}
    then = small_then(themes=[old, theme], goals=[small.goal("a", themes=["liv", "ny"])])

    assert [one.key for one in then.themes] == ["liv"]
    assert then.goals[0].themes == ("liv",)


def test_a_decision_about_a_wording_to_come_is_about_the_goal_from_then_on():
    """On a day before the new words, the folder says nothing of them, nor of who decided them."""
    later = {
        "text": "Målet a nås snart",
        "valid_from": "2024-01-01",
        "decision": {"body": "council", "date": "2020-06-09", "item": "7"},
    }
    wordings = [small.goal("a")["wordings"][0] | {"valid_to": "2023-12-31"}, later]
    said = small.facts(goals=[small.goal("a", wordings=wordings)])

    def decided(facts, day):
        view = build_graph(facts).graph.on(day)
        return [one.day for one in decisions_about(view, view.nodes[Ref(NodeKind.GOAL, "a")])]

    before, after = date(2021, 9, 1), date(2024, 1, 1)
    assert decided(said, before) == decided(facts_as_of(said, before), before) == [date(2018, 12, 19)]
    assert decided(said, after) == [date(2018, 12, 19), date(2020, 6, 9)]


def test_a_committee_that_is_needed_before_it_begins_stays():
    committee = {"key": "ny", "name": "Nyt Udvalg", "kind": "standing_committee", "valid_from": "2020-01-01"}
    council = {"key": "council", "name": "Byrådet", "kind": "council"}
    priority = {"key": "p", "term": "2018-2021", "committee": "ny", "goal": "a", "year": 2019}

    assert [one.key for one in small_then(bodies=[council, committee]).bodies] == ["council"]
    then = small_then(bodies=[council, committee], priorities=[priority])
    assert [one.key for one in then.bodies] == ["council", "ny"]
    assert [one.key for one in then.priorities] == ["p"]


def test_what_ends_later_has_not_ended_but_an_agreement_has_its_period():
    unit = {"key": "kultur", "name": "Kultur", "kind": "directorate", "valid_to": "2020-01-01"}
    agreement = {
        "key": "x",
        "term": "2018-2021",
        "name": "Aftale",
        "units": ["kultur"],
        "valid_to": "2020-12-31",
        "signed": "2019-09-01",
        "dialogue_meetings": ["2019-05-01", "2019-10-01"],
    }
    then = small_then(units=[unit], agreements=[agreement])

    assert then.units[0].valid_to is None
    (said,) = then.agreements
    assert (said.valid_to, said.signed, said.dialogue_meetings) == (date(2020, 12, 31), None, (date(2019, 5, 1),))


def test_what_is_of_the_day_itself_is_known():
    day = "2019-06-01"
    unit = {"key": "kultur", "name": "Kultur", "kind": "directorate", "valid_from": day, "valid_to": day}
    agreement = {
        "key": "x",
        "term": "2018-2021",
        "name": "Aftale",
        "units": ["kultur"],
        "valid_from": day,
        "signed": day,
        "dialogue_meetings": [day],
    }
    indicator = small.indicator("members", reviewed=day, next_review="2020-06-01")
    said = small.facts(
        units=[unit], agreements=[agreement], indicators=[indicator], measurements=[], stories=[], initiatives=[]
    )

    assert facts_as_of(said, date(2019, 6, 1)) == said


def test_a_policy_replaced_by_a_goal_to_come_is_in_force():
    replaced = {"date": "2019-05-01", "goals": ["b"]}
    policy = {"key": "p", "term": "2018-2021", "name": "Politik", "replaced_by": replaced}
    to_come = small.goal("b", wordings=[{"text": "Nyt", "valid_from": "2020-01-01"}])

    assert small_then(policies=[policy], goals=[small.goal("a"), to_come]).policies[0].replaced_by is None
    assert small_then(policies=[policy], goals=[small.goal("a"), small.goal("b")]).policies[0].replaced_by is not None


def test_a_judgement_of_a_target_to_come_names_no_judge_yet():
    judgement = {"body": "council", "date": "2019-03-14", "verdict": "Godt", "reason": "Det går godt."}
    coming = small.target("a1", kind="judged", direction="up", value=None, deadline=None, indicator=None) | {
        "valid_from": "2020-01-01",
        "judgements": [judgement],
    }
    said, day = small.facts(goals=[small.goal("a", coming)], measurements=[]), date(2019, 6, 1)

    for on, expected in ((day, {"D102"}), (date(2020, 6, 1), set())):
        found = {finding.code for finding in inspect_facts(said, on=on, select=STRUCTURAL).findings}
        assert found & {"D102"} == expected
    then = facts_as_of(said, day)
    assert (
        inspect_facts(said, on=day, select=STRUCTURAL).findings
        == inspect_facts(then, on=day, select=STRUCTURAL).findings
    )


@examples(15, suppress_health_check=list(HealthCheck))
@given(facts(), st.data())
def test_any_municipality_on_an_earlier_day_is_its_folder_of_that_day(said, data):
    days = [day for day in build_graph(said).graph.change_days() if day < date.max] or [date(2020, 6, 30)]
    day = data.draw(st.sampled_from(days))
    then = facts_as_of(said, day)

    assert (
        inspect_facts(said, on=day, select=STRUCTURAL).findings
        == inspect_facts(then, on=day, select=STRUCTURAL).findings
    )
