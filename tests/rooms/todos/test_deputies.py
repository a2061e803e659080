"""A deputy sees what waits for who is away, and may do of it what the own role allows."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kobling.records.rights import Role
from kobling.rooms.audit.queries import entries
from kobling.rooms.change_drafts import actions as drafts
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.people import actions as people
from kobling.rooms.people.queries import user
from kobling.rooms.people.records import Assignment
from kobling.rooms.todos import actions
from kobling.rooms.todos.queries import deputy_of, todos_of
from tests.rooms import placed

NOON = datetime(2021, 2, 1, 12, tzinfo=UTC)
HERE, FIRST, LAST = "lilleby", date(2021, 2, 1), date(2021, 2, 14)
ACCOUNTS = {
    "office": (Role.STRATEGY, None),
    "office2": (Role.STRATEGY, None),
    "owner": (Role.OWNER, placed.GOAL_A),
    "other": (Role.OWNER, placed.GOAL_B),
    "analyst": (Role.ANALYST, None),
    "councillor": (Role.COUNCILLOR, None),
}
FIGURE = "figure:indicator:members:2020"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stored():
    import_facts(facts=placed.FACTS, by="office", at=NOON)
    for name, (role, place) in ACCOUNTS.items():
        assignment = Assignment(role, HERE, place)
        people.add(name=name, assignment=assignment, password="en meget lang adgangskode", by="office", at=NOON)


def key(name):
    return user(name).key


def away(name, deputy, first_day=FIRST, last_day=LAST):
    days = {"first_day": first_day, "last_day": last_day}
    actions.name_deputy(municipality=HERE, account=key(name), deputy=key(deputy), by=key(name), at=NOON, **days)


def of_others(name, on=FIRST):
    """What a deputy sees of others, each with whether they may do it."""
    return {todo.key: todo.is_permitted for todo in todos_of(key(name), HERE, on) if todo.on_behalf_of is not None}


@pytest.mark.parametrize(("deputy", "permitted"), [("analyst", True), ("other", False)])
def test_the_deputy_may_do_what_the_own_role_allows(deputy, permitted):
    away("owner", deputy)

    assert of_others(deputy) == {FIGURE: permitted}
    assert FIGURE in {todo.key for todo in todos_of(key("owner"), HERE, FIRST)}, "it waits for the owner too"


def test_it_begins_and_ends_with_its_days():
    away("owner", "analyst")

    assert [bool(of_others("analyst", day)) for day in (FIRST - timedelta(days=1), LAST, LAST + timedelta(days=1))] == [
        False,
        True,
        False,
    ]


def test_what_a_deputy_has_already_is_not_listed_twice():
    away("office", "office2")
    figure = "figure:indicator:other:2020"
    away("other", "office")

    listed = [todo.key for todo in todos_of(key("office"), HERE, FIRST)]
    assert listed.count(figure) == 1
    assert of_others("office2") == {}


def test_a_draft_that_the_deputy_may_not_read_keeps_its_title():
    goal = municipality_facts(HERE).goals[0]
    edits = Edits((FactEdit(goal, goal.model_copy(update={"short": type(goal.short)(da="Kort")})),))
    number = drafts.save_change_draft(municipality=HERE, edits=edits, title="Hemmeligt", by=key("owner"), at=NOON)
    drafts.submit_change_draft(municipality=HERE, number=number, by=key("owner"), at=NOON)
    away("office", "other")

    (todo,) = (one for one in todos_of(key("other"), HERE, FIRST) if one.kind == "approve_draft")
    assert (todo.is_permitted, todo.title) == (False, "")


@pytest.mark.parametrize("deputy", ["owner", "councillor"])
def test_oneself_and_who_sees_no_working_pages_are_no_deputies(deputy):
    with pytest.raises(actions.NotDeputy):
        away("owner", deputy)
    with pytest.raises(actions.EndsBeforeItBegins):
        away("owner", "analyst", LAST, FIRST)


def test_a_deputy_is_replaced_and_removed_and_ends_with_the_account():
    away("owner", "other")
    away("owner", "analyst")
    assert deputy_of(key("owner"), HERE).deputy == key("analyst")

    closed = key("analyst")
    people.close(name="analyst", by="office", at=NOON)
    assert todos_of(closed, HERE, FIRST) == ()

    actions.remove_deputy(municipality=HERE, account=key("owner"), by="office", at=NOON)
    assert deputy_of(key("owner"), HERE) is None
    assert [one.action for one in entries() if "deputy" in one.action] == [
        "name deputy",
        "name deputy",
        "remove deputy",
    ]
