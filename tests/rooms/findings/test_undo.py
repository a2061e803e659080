"""An inspection is previewed exactly, and undone without a trace in the findings."""

from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kobling.rooms.audit.queries import entries
from kobling.rooms.findings.actions import AnsweredSince, NotNewestRun, answer, inspect, undo_inspection
from kobling.rooms.findings.queries import finding, findings, newest_run, preview_inspection, runs
from kobling.rooms.findings.records import EventKind, FindingState
from kobling.rooms.folder.actions import import_facts
from tests.laws import examples
from tests.rooms import small

NOON = datetime(2021, 6, 30, 12, tzinfo=UTC)
HERE = "lilleby"
DAYS = [date(2019, 6, 30), date(2020, 11, 30), date(2021, 6, 30)]
FACTS = [
    small.facts(),
    small.facts(goals=[small.goal("a", small.target("a1"), responsible="council")]),
    small.facts(measurements=[small.measurement("members", "2019", 61.0)]),
    small.facts(initiatives=[]),
]

pytestmark = pytest.mark.django_db


@contextmanager
def rolled_back():
    """Leave nothing in the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def keep(facts=FACTS[0]):
    import_facts(facts=facts, by="office", at=NOON, replace=True)


def look(on=DAYS[1]):
    return inspect(municipality=HERE, on=on, by="anna", at=NOON)[0]


def undo(run):
    undo_inspection(municipality=HERE, run=run, by="bo", at=NOON)


def say(number):
    answer(municipality=HERE, finding=number, reason="Det er aftalt.", by="bo", at=NOON)


def states():
    """Every finding without what has happened to it; of what only undone runs found, the state alone."""
    return {
        one.number: (one.state, *((one.finding, one.since, one.answer and one.answer.reason) if is_known(one) else ()))
        for one in findings(HERE)
    }


def is_known(tracked):
    undone = {event.run for event in tracked.events if event.what is EventKind.UNDONE}
    return any(event.run not in undone for event in tracked.events)


def find_again():
    """What is open or answered, whatever its number."""
    return sorted((one.state, one.finding.fingerprint) for one in findings(HERE) if one.state != FindingState.CLEARED)


STEPS = st.one_of(
    st.tuples(st.just("import"), st.integers(0, len(FACTS) - 1)),
    st.tuples(st.just("inspect"), st.sampled_from(DAYS)),
    st.tuples(st.just("answer"), st.integers(0, 5)),
    st.tuples(st.just("undo"), st.none()),
)


def take(step, argument):
    if step == "import":
        keep(FACTS[argument])
    elif step == "inspect":
        look(argument)
    elif step == "answer":
        answerable = [one.number for one in findings(HERE) if one.state is not FindingState.CLEARED]
        if argument < len(answerable):
            say(answerable[argument])
    elif newest_run(HERE) is not None:
        with suppress(AnsweredSince):
            undo(newest_run(HERE).number)


@given(st.lists(STEPS, max_size=8), st.sampled_from(DAYS))
@examples(20, suppress_health_check=[HealthCheck.too_slow])
def test_a_preview_is_what_happens_and_an_undone_inspection_leaves_the_findings_as_they_were(steps, day):
    with rolled_back():
        keep()
        for step in steps:
            take(*step)
        before, last_before = states(), newest_run(HERE)
        preview = preview_inspection(HERE, on=day)

        number = look(day)

        made = [event for one in findings(HERE) for event in one.events if event.run == number]
        assert sorted(event.what for event in made) == sorted(what for what, _, _ in preview.events)
        assert runs(HERE)[-1].moved == preview.moves
        after = find_again()
        if preview.moves:
            undo(number)
            assert newest_run(HERE) == last_before
            now = states()
            assert {one: now[one] for one in before} == before
            assert {now[one][0] for one in now.keys() - before.keys()} <= {FindingState.CLEARED}
            look(day)
            assert find_again() == after


def test_what_an_inspection_of_the_wrong_day_did_is_undone():
    keep()
    right = look(DAYS[1])
    number = next(one.number for one in findings(HERE) if one.finding.code == "D110")
    say(number)
    keep(FACTS[1])
    wrong = look(DAYS[2])
    assert finding(HERE, number).state is FindingState.CLEARED

    undo(wrong)

    kept = finding(HERE, number)
    assert (kept.state, kept.answer.reason, kept.since) == (FindingState.ANSWERED, "Det er aftalt.", DAYS[1])
    assert [event.what for event in kept.events[-2:]] == [EventKind.CLEARED, EventKind.UNDONE]
    assert newest_run(HERE).number == right
    assert [run.undone for run in runs(HERE)] == [False, True]
    assert preview_inspection(HERE, on=DAYS[1]).moves
    newest = list(entries())[-1]
    assert (newest.action, newest.by, newest.details["run"]) == ("undo inspect", "bo", wrong)
    assert number in newest.details["undone"]


def test_only_the_newest_run_can_be_undone_and_only_once():
    keep()
    first, second = look(), look()
    for wrong in (first, 99):
        with pytest.raises(NotNewestRun):
            undo(wrong)
    undo(second)
    with pytest.raises(NotNewestRun):
        undo(second)
    undo(first)

    assert newest_run(HERE) is None
    assert {one.state for one in findings(HERE)} == {FindingState.CLEARED}


def test_a_run_of_an_earlier_day_moved_nothing_and_is_not_undone():
    keep()
    look(DAYS[1])
    assert not preview_inspection(HERE, on=DAYS[0]).moves
    assert preview_inspection(HERE, on=DAYS[0]).events == ()

    with pytest.raises(NotNewestRun):
        undo(look(DAYS[0]))


def test_an_answer_given_since_is_not_lost():
    keep()
    run = look()
    say(1)

    with pytest.raises(AnsweredSince) as refused:
        undo(run)

    assert refused.value.findings == (1,)
    assert finding(HERE, 1).state is FindingState.ANSWERED


def test_a_preview_is_of_its_facts_and_of_the_run_before_it():
    keep()
    first = preview_inspection(HERE, on=DAYS[1]).version
    assert preview_inspection(HERE, on=DAYS[1]).version == first

    look()
    second = preview_inspection(HERE, on=DAYS[1]).version
    keep(FACTS[1])

    assert len({first, second, preview_inspection(HERE, on=DAYS[1]).version}) == 3


def test_the_database_refuses_to_forget_that_a_run_was_undone():
    keep()
    undo(look())

    for statement in ("DELETE FROM findings_undonerun", "UPDATE findings_undonerun SET by = 'other'"):
        with pytest.raises(DatabaseError, match="only added"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
