"""Findings are kept, answered, reopened and cleared; the same facts give the same findings."""

import dataclasses
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from kobling.core.chain import WHOLE_MUNICIPALITY, Evidence, Finding
from kobling.records.base import InvisibleCharacter
from kobling.rooms.audit.queries import entries
from kobling.rooms.audit.reasons import NoReason
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.findings.actions import AlreadyCleared, FutureDay, answer, inspect
from kobling.rooms.findings.models import Finding as FindingRow
from kobling.rooms.findings.queries import (
    NoSuchFinding,
    facts_fingerprint,
    finding,
    findings,
    inspect_facts,
    listed_findings,
    open_findings_naming,
    runs,
)
from kobling.rooms.findings.records import EventKind, FindingState, finding_from_json, finding_to_json
from kobling.rooms.folder.actions import import_facts
from tests.rooms import small

pytestmark = pytest.mark.django_db

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
DAY = date(2020, 11, 30)
LATER = datetime(2021, 1, 15, 12, tzinfo=UTC)
HERE = "lilleby"


@pytest.fixture
def kept():
    import_facts(facts=small.facts(), by="office", at=NOON, replace=True)


def changed(**parts):
    import_facts(facts=small.facts(**parts), by="office", at=NOON, replace=True)


def look(on=DAY, at=NOON, **more):
    return inspect(municipality=HERE, on=on, by="anna", at=at, **more)


def of(code):
    return next(one for one in findings(HERE) if one.finding.code == code)


def say(number, reason="Udvalgene er ikke sat endnu.", at=NOON):
    answer(municipality=HERE, finding=number, reason=reason, by="bo", at=at)


OWNED = small.goal("a", small.target("a1"), responsible="council")


def test_a_run_is_kept_with_who_when_on_which_day_and_of_which_facts(kept):
    number, made = look()

    (run,) = runs(HERE)
    assert (run.number, run.by, run.at, run.day, run.seed) == (number, "anna", NOON, DAY, 302)
    assert run.facts == facts_fingerprint(small.facts())
    assert run.found == made.findings
    assert [one.finding for one in findings(HERE, state=FindingState.OPEN)] == list(made.findings)


def test_lists_counts_and_pages_of_a_node_find_the_same_findings(kept):
    made = look()[1]
    say(of("D110").number)
    everything = findings(HERE)
    nodes = {ref for one in everything for ref in (one.finding.subject, *(item.ref for item in one.finding.evidence))}

    assert [(one.number, one.state, one.finding.code, one.finding.subject) for one in everything] == [
        (one.number, one.state, one.code, one.subject) for one in listed_findings(HERE)
    ]
    assert [one.state for one in listed_findings(HERE, state=FindingState.ANSWERED)] == [FindingState.ANSWERED]
    assert findings(HERE, numbers=[2, 1]) == everything[:2]
    for ref in (*nodes, *made.chain_graph.graph.nodes):
        assert open_findings_naming(HERE, ref) == tuple(
            one
            for one in everything
            if one.state is FindingState.OPEN
            and ref in {one.finding.subject, *(item.ref for item in one.finding.evidence)}
        )


def test_findings_are_read_without_all_that_their_runs_found(kept, django_assert_num_queries):
    """A run is as long as all findings: read with each of them, it would make their time grow with their square."""
    look()

    with django_assert_num_queries(6) as captured:
        findings(HERE)

    assert not [query["sql"] for query in captured if '"findings_run"."found"' in query["sql"]]


def test_the_database_and_the_folder_are_found_the_same_faults_with(kept):
    assert municipality_facts(HERE) == small.facts()
    assert look()[1].findings == inspect_facts(small.facts(), on=DAY).findings


def test_the_same_facts_give_the_same_findings_and_a_second_run_changes_nothing(kept):
    first, second = look()[1], look()[1]

    assert first.findings == second.findings
    assert [len(one.events) for one in findings(HERE)] == [1] * len(first.findings)
    assert runs(HERE)[0].facts == runs(HERE)[1].facts


def test_an_answer_stands_while_the_facts_stand(kept):
    look()
    number = of("D110").number
    say(number)
    look(on=date(2021, 1, 15), at=LATER)

    told = finding(HERE, number)
    assert told.state is FindingState.ANSWERED
    assert (told.answer.by, told.answer.reason, told.answer.at) == ("bo", "Udvalgene er ikke sat endnu.", NOON)
    assert told.since == DAY
    assert finding(HERE, number) in findings(HERE, state=FindingState.ANSWERED)


def test_an_answered_finding_reopens_when_the_facts_behind_it_change(kept):
    look()
    number = of("D104").number
    say(number)
    before = finding(HERE, number)
    changed(measurements=[small.measurement("members", "2020", 60.0)])
    look(on=date(2021, 1, 15), at=LATER)

    after = finding(HERE, number)
    assert before.state is FindingState.ANSWERED
    assert after.state is FindingState.OPEN
    assert after.events[-1].what is EventKind.REOPENED
    assert after.answer is None
    assert after.finding.fingerprint != before.finding.fingerprint


def test_a_finding_is_cleared_by_the_run_that_no_longer_finds_it_and_may_return(kept):
    look()
    number = of("D110").number
    changed(goals=[OWNED])
    second, _ = look()

    cleared = finding(HERE, number)
    assert cleared.state is FindingState.CLEARED
    assert (cleared.events[-1].what, cleared.events[-1].run) == (EventKind.CLEARED, second)

    changed()
    look(on=date(2021, 1, 15), at=LATER)
    back = finding(HERE, number)
    assert (back.state, back.events[-1].what, back.since) == (FindingState.OPEN, EventKind.RETURNED, date(2021, 1, 15))


def test_rules_that_were_not_asked_clear_nothing(kept):
    look()
    changed(goals=[OWNED])
    look(select=("D2",))

    assert of("D110").state is FindingState.OPEN


def test_a_run_on_an_earlier_day_is_kept_and_moves_nothing(kept):
    look()
    before = findings(HERE)
    look(on=date(2018, 1, 1))

    assert findings(HERE) == before
    assert [run.moved for run in runs(HERE)] == [True, False]
    assert [one.code for one in runs(HERE)[1].found] == ["D101", "D107"]


def test_a_day_that_has_not_come_is_refused(kept):
    with pytest.raises(FutureDay):
        look(on=date(2020, 12, 1))
    assert runs(HERE) == ()


@pytest.mark.parametrize(
    ("reason", "error"),
    [("", NoReason), ("  \n ", NoReason), ("\x00", InvisibleCharacter), ("a\u2028b", InvisibleCharacter)],
)
def test_an_answer_says_why(kept, reason, error):
    look()
    with pytest.raises(error):
        say(1, reason)
    assert finding(HERE, 1).state is FindingState.OPEN


def test_what_is_not_there_or_cleared_is_not_answered(kept):
    look()
    number = of("D110").number
    changed(goals=[OWNED])
    look()

    with pytest.raises(AlreadyCleared):
        say(number)
    for missing in (0, -1, 10**9, 10**12):
        with pytest.raises(NoSuchFinding):
            say(missing)


def test_everything_is_told_in_the_audit(kept):
    look()
    say(1)
    imported, run, answered = entries()

    assert [one.action for one in (imported, run, answered)] == ["import", "inspect", "answer"]
    assert (run.by, run.details["facts"]) == ("anna", facts_fingerprint(small.facts()))
    assert run.details["found"] == [one.number for one in findings(HERE)]
    assert (answered.by, answered.details["reason"]) == ("bo", "Udvalgene er ikke sat endnu.")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE findings_run SET day = '2019-01-01'",
        "DELETE FROM findings_event",
        "UPDATE findings_event SET reason = 'noget andet'",
        "DELETE FROM findings_run WHERE number = 2",
    ],
)
def test_the_database_refuses_to_change_what_was_found_and_said(kept, statement):
    look()
    say(1)
    before = findings(HERE), runs(HERE)
    look(select=("D4",))

    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert (findings(HERE), runs(HERE)[:1]) == before


def test_two_faults_of_one_rule_at_one_thing_keep_their_own_answers(kept):
    """No rule finds two at one thing in a folder yet; the rows of one are taken for the other's here."""
    look()
    first = FindingRow.objects.get(number=1)
    FindingRow.objects.filter(number=2).update(
        code=first.code, subject_kind=first.subject_kind, subject_key=first.subject_key, fingerprint="0" * 16
    )
    say(1)
    look()

    assert finding(HERE, 1).state is FindingState.ANSWERED
    assert [event.what for event in finding(HERE, 1).events] == [EventKind.FOUND, EventKind.ANSWERED]
    assert finding(HERE, 2).state is FindingState.CLEARED


def test_a_fault_with_new_facts_is_the_open_one_and_not_one_that_is_cleared(kept):
    """No rule finds two at one thing in a folder yet; the rows of one are taken for the other's here."""
    look()
    first = FindingRow.objects.get(number=1)
    FindingRow.objects.filter(number=1).update(state=FindingState.CLEARED, fingerprint="1" * 16)
    FindingRow.objects.filter(number=2).update(
        code=first.code, subject_kind=first.subject_kind, subject_key=first.subject_key, fingerprint="2" * 16
    )
    look()

    assert finding(HERE, 1).state is FindingState.CLEARED
    assert (finding(HERE, 2).state, finding(HERE, 2).events[-1].what) == (FindingState.OPEN, EventKind.CHANGED)
    assert finding(HERE, 2).finding.fingerprint == first.fingerprint


def test_a_finding_comes_back_from_json_as_it_was():
    evidence = (Evidence(WHOLE_MUNICIPALITY, "%(n)s", {"n": 3}), Evidence(WHOLE_MUNICIPALITY))
    figures = {"day": date(2020, 2, 29), "share": 37.5, "kroner": 10**12, "text": "»æøå«"}
    made = Finding("D999", WHOLE_MUNICIPALITY, "%(text)s", figures, evidence, "f" * 16)

    assert finding_from_json(finding_to_json(made)) == made
    assert dataclasses.asdict(finding_from_json(finding_to_json(made))) == dataclasses.asdict(made)
