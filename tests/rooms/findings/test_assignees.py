"""A finding is given to an account with a day and a note, and stays so through inspections while it is found."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from kobling.records.rights import Role
from kobling.rooms.audit.queries import entries
from kobling.rooms.findings import actions
from kobling.rooms.findings.models import Assignee
from kobling.rooms.findings.queries import NoSuchFinding, assigned_findings, assignees, finding, findings
from kobling.rooms.findings.records import FindingState
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.people import actions as people
from kobling.rooms.people.queries import user
from kobling.rooms.people.records import Assignment
from kobling.rooms.todos.queries import todos_of
from tests.rooms import small

NOON = datetime(2021, 6, 30, 12, tzinfo=UTC)
HERE, TODAY = "lilleby", date(2021, 6, 30)
MAY = date(2021, 7, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stored():
    import_facts(facts=small.facts(), by="office", at=NOON)
    for name, role in {"anna": Role.READER, "bo": Role.READER, "councillor": Role.COUNCILLOR}.items():
        people.add(name=name, assignment=Assignment(role, HERE), password="en lang adgangskode", by="office", at=NOON)
    look()


def look(on=TODAY):
    actions.inspect(municipality=HERE, on=on, by="office", at=NOON + timedelta(days=900))


def key(name):
    return user(name).key


def give(to, number=1, **more):
    account = to and key(to)
    told = {"due": MAY, "note": "Se på det."} | more
    actions.assign(municipality=HERE, finding=number, account=account, by="office", at=NOON, **told)


def waiting(name):
    return [todo.key for todo in todos_of(key(name), HERE, TODAY) if todo.kind == "finding"]


def test_it_waits_for_the_account_until_it_is_answered():
    give("anna")

    (todo,) = (one for one in todos_of(key("anna"), HERE, TODAY) if one.kind == "finding")
    assert (todo.due, todo.note, todo.finding) == (MAY, "Se på det.", finding(HERE, 1).finding)
    assert waiting("bo") == []

    actions.answer(municipality=HERE, finding=1, reason="Det er aftalt.", by="office", at=NOON)
    assert waiting("anna") == []


def test_it_stays_given_through_inspections_and_is_free_when_it_is_resolved():
    give("anna")
    look()
    look(TODAY + timedelta(days=1))
    assert waiting("anna") == ["finding:finding:1:"]

    mended = small.goal("a", small.target("a1"), responsible="council")
    number = next(one.number for one in findings(HERE) if one.finding.code == "D110")
    give("bo", number)
    import_facts(facts=small.facts(goals=[mended]), by="office", at=NOON, replace=True)
    look(TODAY + timedelta(days=2))
    assert finding(HERE, number).state is FindingState.CLEARED
    assert waiting("bo") == []
    with pytest.raises(actions.AlreadyCleared):
        give("anna", number)

    import_facts(facts=small.facts(), by="office", at=NOON, replace=True)
    look(TODAY + timedelta(days=3))
    assert waiting("bo") == [f"finding:finding:{number}:"], "found again, it is still given to the same"


def test_the_newest_holds_and_all_are_kept():
    give("anna")
    give("anna")
    give("bo", due=None, note="")
    give(None)

    found = finding(HERE, 1)
    assert [(one.account, one.due, one.note) for one in found.assignees] == [
        (key("anna"), MAY, "Se på det."),
        (key("bo"), None, None),
        (None, None, None),
    ]
    assert found.assignee is None
    assert (assignees(HERE), assigned_findings(HERE)) == ({}, ())
    assert [entry.details["account"] for entry in entries() if entry.action == "assign finding"] == [
        key("anna"),
        key("bo"),
        None,
    ]


def test_who_does_not_see_the_working_pages_is_given_none():
    people.close(name="bo", by="office", at=NOON)
    for name in ("councillor", "bo"):
        with pytest.raises(actions.NotReader):
            give(name)
    with pytest.raises(NoSuchFinding):
        give("anna", 999)
    with pytest.raises(actions.NoteTooLong):
        give("anna", note="x" * 1001)


def test_the_database_refuses_to_change_whom_it_was_given_to():
    give("anna")
    with pytest.raises(DatabaseError), transaction.atomic():
        Assignee.objects.update(account=key("bo"))
