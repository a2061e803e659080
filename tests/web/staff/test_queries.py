"""No page asks the database more often where a municipality has more of everything."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kobling.records.rights import Role
from kobling.rooms.change_drafts.actions import save_change_draft
from kobling.rooms.change_drafts.queries import change_drafts_of
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.comments.actions import write
from kobling.rooms.comments.records import Subject
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.findings.actions import inspect
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.people import actions as people
from kobling.rooms.people.models import User
from kobling.rooms.people.records import Assignment
from kobling.web.staff.addresses import ROOTS
from tests.guards.url_access import ANYBODY, STAFF
from tests.rooms import small
from tests.web.staff.users import HERE, NOON, PASSWORD, import_municipality, route_address, signed_in_client

pytestmark = pytest.mark.django_db
LEFT_OUT = ("registre", "mappe/", "excel/hent", "fortryd")
"""A register's table is asked for elsewhere; a file, and what is taken back, depend on what they hold."""
PAGES = [
    f"/{ROOTS['da']}{route_address(routes[0]).lstrip('/')}"
    for routes, who in STAFF.items()
    if ANYBODY not in who and not any(part in routes[0] for part in LEFT_OUT)
]


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()


def grow(by, count):
    """Let there be so many of everything that a page lists, and one change draft of them all."""
    keys = ["a", *(f"g{number}" for number in range(count))]
    goals = [small.goal(key, small.target(f"{key}1", indicator=f"i{key}"), responsible="council") for key in keys]
    facts = small.facts(
        goals=goals,
        indicators=[small.indicator("members"), *(small.indicator(f"i{key}") for key in keys)],
        measurements=[small.measurement(f"i{key}", year, 50.0) for key in ["a", *keys[1:]] for year in ("2018", "2019")]
        + [small.measurement("members", "2019", 59.0)],
        priorities=[
            {"key": f"p{key}", "term": "2018-2021", "committee": "council", "goal": key, "year": 2020} for key in keys
        ],
    )
    import_facts(facts=facts, by="office", at=NOON, replace=True)
    inspect(municipality=HERE, on=NOON.date(), by="office", at=NOON)
    create_release(municipality=HERE, on=NOON.date(), by="office", at=NOON, anyway="Der er kommet mere.")
    renamed = tuple(
        FactEdit(goal, goal.model_copy(update={"short": goal.short.model_copy(update={"da": f"Nyt {goal.key}"})}))
        for goal in municipality_facts(HERE).goals
    )
    kept = {"number": 1} if change_drafts_of(HERE, by) else {}
    save_change_draft(municipality=HERE, edits=Edits(renamed), title="Nye navne", by=by, at=NOON, **kept)
    for number in range(count):
        save_change_draft(municipality=HERE, edits=Edits(renamed[:1]), title="Et navn", by=by, at=NOON)
        account = {"name": f"k{count}-{number}", "assignment": Assignment(Role.READER, HERE), "password": PASSWORD}
        people.add(**account, by="office", at=NOON)
        for about in (Subject("release", "1"), Subject("goal", "a")):
            write(municipality=HERE, about=about, text=f"Hvorfor {number}?", by=by, at=NOON, accounts={})


def counted(visitor):
    """How often each page asks the database, when it has been asked for before."""
    counts = {}
    for page in PAGES:
        visitor.get(page)
        with CaptureQueriesContext(connection) as asked:
            answer = visitor.get(page)
        if answer.status_code == 200:
            counts[page] = len(asked)
    return counts


def test_no_page_asks_more_often_where_there_is_more():
    visitor = signed_in_client(Role.STRATEGY)
    account = User.objects.get(name__startswith="user-strategy")
    people.assign(name=account.name, assignment=Assignment(Role.ADMINISTRATOR, HERE), by="office", at=NOON)
    grow(account.key, 1)
    few = counted(visitor)
    grow(account.key, 4)
    many = counted(visitor)

    assert len(many) > 30
    assert {page: (few[page], asked) for page, asked in many.items() if asked > few[page]} == {}
