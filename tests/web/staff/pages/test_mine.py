"""My page: what waits, by date, and the way from it to what is saved."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kobling.records.rights import Role
from kobling.rooms.comments.records import Subject
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.people.records import Place
from kobling.rooms.releases.actions import approve
from kobling.rooms.todos.records import Todo, TodoKind
from kobling.web.shared.localization import localized_text
from kobling.web.staff.pages.mine import grouped
from kobling.web.staff.todo_words import ShownTodo
from tests.web.staff.users import HERE, NOON, import_municipality, signed_in_client

pytestmark = pytest.mark.django_db
MINE = "/arbejde/lilleby/mig/"
WEDNESDAY = date(2020, 11, 25)
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()


def shown(due, since=None):
    todo = Todo(TodoKind.FIGURE, Subject("indicator", "members"), due, since)
    return ShownTodo(todo, "Skriv et tal", localized_text("Medlemmer"), "/")


@pytest.mark.parametrize(
    ("due", "since", "heading"),
    [
        (WEDNESDAY - timedelta(days=1), None, "Fristen er overskredet"),
        (WEDNESDAY, None, "Denne uge"),
        (date(2020, 11, 29), None, "Denne uge"),
        (date(2020, 11, 30), None, "Denne måned"),
        (date(2020, 12, 1), None, "Senere"),
        (date(2021, 11, 30), None, "Senere"),
        (None, WEDNESDAY, "Andre venter på dig"),
        (None, None, "Uden frist"),
    ],
)
def test_each_stands_under_its_date(due, since, heading):
    ((found, rows),) = grouped([shown(due, since)], WEDNESDAY)

    assert (found, len(rows)) == (heading, 1)


def test_it_says_in_words_that_nothing_waits():
    page = signed_in_client(Role.READER).get(MINE)

    assert page.status_code == 200
    assert "Der er ikke noget, der venter på dig lige nu." in page.content.decode()


def test_a_figure_leads_to_its_form_and_is_gone_when_it_is_saved():
    owner = signed_in_client(Role.OWNER, place=Place("goal", "a"))
    assert 'href="/arbejde/lilleby/tal/members/skriv/"' in owner.get(MINE).content.decode()

    year = timezone.localdate().year - 1
    asked = {"f.period": str(year), "f.value": "60", "f.n": "1165", "version": "", "answer": "Ja."}
    saved = owner.post("/arbejde/lilleby/tal/members/skriv/", asked)

    assert "?saved=" in saved.url
    assert "tal/members" not in owner.get(MINE).content.decode()


def test_who_signs_in_comes_to_what_waits_once_there_is_a_release():
    owner, reader = signed_in_client(Role.OWNER, place=Place("goal", "a")), signed_in_client(Role.READER)
    assert owner.get("/arbejde/").url == "/arbejde/lilleby/"

    create_release(municipality=HERE, on=NOON.date(), by="office", at=NOON)
    approve(municipality=HERE, number=1, by="other", at=NOON, embargo_until=None)

    assert owner.get("/arbejde/").url == MINE
    assert owner.get("/en/work/").url == "/en/work/lilleby/me/"
    assert reader.get("/arbejde/").url == "/arbejde/lilleby/"


def test_what_others_have_written_is_shown_as_text():
    from kobling.rooms.change_drafts import actions as drafts
    from kobling.rooms.changes.edits import Edits, FactEdit
    from kobling.rooms.facts.queries import municipality_facts

    office = signed_in_client(Role.STRATEGY)
    (goal,) = municipality_facts(HERE).goals
    edits = Edits((FactEdit(goal, goal.model_copy(update={"short": type(goal.short)(da="Kort")})),))
    number = drafts.save_change_draft(municipality=HERE, edits=edits, title=HOSTILE, by="kother22", at=NOON)
    drafts.submit_change_draft(municipality=HERE, number=number, by="kother22", at=NOON)

    page = office.get(MINE).content.decode()

    assert HOSTILE not in page
    assert f"/arbejde/lilleby/kladder/{number}/" in page
