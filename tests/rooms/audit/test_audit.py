from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from kobling.rooms.audit import actions, queries

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def write_two() -> None:
    for subject in ("first", "æøå"):
        actions.record(by="somebody", action="try", subject=subject, details={"n": [1, None, "å"]}, at=NOON)


def test_what_is_recorded_is_told_in_order_and_the_trail_is_whole():
    write_two()

    told = list(queries.entries())

    assert [deed.subject for deed in told] == ["first", "æøå"]
    assert told[0].details == {"n": [1, None, "å"]}
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
        "UPDATE audit_entry SET subject = 'other' WHERE subject = 'first'",
        "DELETE FROM audit_entry WHERE subject = 'first'",
    ],
)
def test_somebody_who_gets_past_the_database_is_found_out(statement):
    write_two()
    first, second = (deed.number for deed in queries.entries())
    triggers = {
        "sqlite": ["DROP TRIGGER audit_entry_no_update", "DROP TRIGGER audit_entry_no_delete"],
        "postgresql": ["DROP TRIGGER audit_entry_frozen ON audit_entry"],
    }[connection.vendor]

    with connection.cursor() as cursor:
        for step in (*triggers, statement):
            cursor.execute(step)

    assert queries.first_broken_entry() == (first if statement.startswith("UPDATE") else second)
