from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from kobling.rooms.audit import actions, queries

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def write_two() -> None:
    for subject in ("first", "æøå"):
        actions.record(by="somebody", action="try", subject=subject, details={"n": [1, None, "å"]}, at=NOON)


def test_entries_are_listed_in_order_and_their_digests_match():
    write_two()

    found = list(queries.entries())

    assert [entry.subject for entry in found] == ["first", "æøå"]
    assert found[0].details == {"n": [1, None, "å"]}
    assert queries.first_broken_entry() is None


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET subject = 'other'", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_the_trail(statement):
    write_two()

    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert len(list(queries.entries())) == 2


@pytest.mark.parametrize(
    "statement",
    [
        """UPDATE audit_entry SET "at" = '2020-11-30 12:00:01+00:00' WHERE subject = 'first'""",
        """UPDATE audit_entry SET "by" = 'other' WHERE subject = 'first'""",
        "UPDATE audit_entry SET action = 'other' WHERE subject = 'first'",
        "UPDATE audit_entry SET subject = 'other' WHERE subject = 'first'",
        "UPDATE audit_entry SET details = '{}' WHERE subject = 'first'",
        "UPDATE audit_entry SET previous = 'other' WHERE subject = 'first'",
        "UPDATE audit_entry SET digest = 'other' WHERE subject = 'first'",
        "DELETE FROM audit_entry WHERE subject = 'first'",
    ],
)
def test_a_change_past_the_triggers_is_detected(statement):
    write_two()
    first, second = (entry.number for entry in queries.entries())
    triggers = {
        "sqlite": ["DROP TRIGGER audit_entry_no_update", "DROP TRIGGER audit_entry_no_delete"],
        "postgresql": ["DROP TRIGGER audit_entry_frozen ON audit_entry"],
    }[connection.vendor]

    with connection.cursor() as cursor:
        for step in (*triggers, statement):
            cursor.execute(step)

    assert queries.first_broken_entry() == (first if statement.startswith("UPDATE") else second)
