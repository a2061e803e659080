"""What waits in words, with the page where it is done: an address that is there, in both languages."""

from datetime import date

import pytest
from django.urls import resolve

from kobling.core.chain import Finding, NodeKind, Ref
from kobling.rooms.comments.records import CHANGE_DRAFT, RELEASE, Subject
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.todos.records import FINDING, Todo, TodoKind
from kobling.web.staff.todo_words import shown_todos
from tests.rooms import small
from tests.web.staff.users import HERE, NOON

ABOUT = {
    TodoKind.FIGURE: Subject("indicator", "members"),
    TodoKind.FETCH: Subject("indicator", "members"),
    TodoKind.APPROVE_DRAFT: Subject(CHANGE_DRAFT, "1"),
    TodoKind.DRAFT_SENT_BACK: Subject(CHANGE_DRAFT, "1"),
    TodoKind.APPROVE_RELEASE: Subject(RELEASE, "1"),
    TodoKind.FINDING: Subject(FINDING, "1"),
}
FOUND = Finding("D110", Ref(NodeKind.GOAL, "a"), "no committee carries it", {}, (), "0")
TODOS = tuple(
    Todo(
        kind,
        ABOUT.get(kind, Subject("initiative", "i")),
        date(2020, 12, 1),
        None,
        detail="2020",
        finding=FOUND if kind is TodoKind.FINDING else None,
    )
    for kind in TodoKind
)


@pytest.fixture(autouse=True)
def _stored(db):
    import_facts(facts=small.facts(), by="office", at=NOON)


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_kind_has_words_and_a_page(language):
    shown = shown_todos(TODOS, municipality=HERE, language=language)

    assert [one.todo for one in shown] == list(TODOS)
    assert all(one.what and one.about for one in shown)
    assert all(resolve(one.path.split("?")[0].split("#")[0]).namespace == f"staff-{language}" for one in shown)


def test_a_figure_names_its_period_and_leads_to_its_form():
    (figure,) = shown_todos(TODOS[:1], municipality=HERE, language="da")

    assert (figure.what, str(figure.about)) == ("Skriv et tal", "Medlemmer, 2020")
    assert figure.path == "/arbejde/lilleby/tal/members/skriv/"
