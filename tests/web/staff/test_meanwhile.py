"""What others do between the moment a page has read and the moment it locks the municipality: it answers in words.

The rival acts when the lock is asked for, before it is given, on the same connection: the worst moment there is.
"""

import re
from datetime import date
from html import unescape

import pytest

from kobling.records.base import AccountKey
from kobling.records.rights import Role
from kobling.rooms.change_drafts import actions as drafts
from kobling.rooms.change_drafts.queries import change_draft
from kobling.rooms.changes.actions import change_facts
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.changes.queries import revision
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.municipality import actions as municipality_actions
from kobling.rooms.people import actions as people
from kobling.rooms.people.models import User
from kobling.rooms.publishing.actions import approve_release
from kobling.rooms.releases.queries import summary
from tests.rooms import small
from tests.web.staff.users import HERE, NOON, import_municipality, signed_in_client

pytestmark = pytest.mark.django_db
ROOT = f"/arbejde/{HERE}"
RIVAL = AccountKey("krival22")
GOALS = [small.goal("a", small.target("a1")), small.goal("b", small.target("b1"))]
MINE, THEIRS = 1, 2
"""The user's own change draft, and another's that waits for the user."""


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()
    import_facts(facts=small.facts(goals=GOALS), by="office", at=NOON, replace=True)
    create_release(municipality=HERE, on=NOON.date(), by="office", at=NOON)


def goal():
    return next(goal for goal in municipality_facts(HERE).goals if goal.key == "b")


def named(name):
    return goal().model_copy(update={"short": goal().short.model_copy(update={"da": name})})


def wanted(name):
    return Edits((FactEdit(goal(), named(name)),))


def save(edits, by, **more):
    return drafts.save_change_draft(municipality=HERE, edits=edits, title="Navnet", by=by, at=NOON, **more)


@pytest.fixture
def office():
    """A browser of the strategy office, with its account's key; there is a change draft of its own, and another's."""
    visitor = signed_in_client(Role.STRATEGY)
    account = User.objects.get(name__startswith="user-strategy")
    save(wanted("Vores"), account.key)
    save(wanted("Deres"), RIVAL)
    drafts.submit_change_draft(municipality=HERE, number=THEIRS, by=RIVAL, at=NOON)
    return visitor, account


def change(after):
    change_facts(municipality=HERE, edits=Edits((FactEdit(goal(), after),)), by=RIVAL, at=NOON)


RIVALS = {
    "removes it": lambda _account: change(None),
    "changes it": lambda _account: change(named("Nabo")),
    "puts other contents into it": lambda account: save(wanted("Andet"), account.key, number=MINE),
    "withdraws it": lambda _account: drafts.withdraw_change_draft(municipality=HERE, number=THEIRS, by=RIVAL, at=NOON),
    "closes the account": lambda account: people.close(name=account.name, by=RIVAL, at=NOON),
    "approves it": lambda _account: approve_release(
        municipality=HERE, number=1, embargo_until=None, by="council", at=NOON
    ),
    "makes another": lambda _account: create_release(
        municipality=HERE, on=date(2020, 11, 29), by="office", at=NOON, anyway="Dagen var forkert."
    ),
}


def form_of(visitor, page, marked):
    """The address and the fields of the form of a page whose HTML holds a text."""
    forms = re.findall(r"<form.*?</form>", visitor.get(page).content.decode(), re.DOTALL)
    [form] = [one for one in forms if marked in one]
    fields = re.findall(r'<(?:input|textarea)[^>]*name="([^"]*)"(?:[^>]*value="([^"]*)")?', form)
    action = re.search(r'<form[^>]*action="([^"]+)"', form)
    return action[1] if action else page, {name: unescape(value) for name, value in fields}


def state():
    """Whatever a rival or a form may have altered."""
    return revision(HERE), *(change_draft(HERE, number) for number in (MINE, THEIRS)), summary(HERE, 1)


CHANGE = ("oplysninger/goal/b/ret/?field=short", 'name="f.short.da"', {"f.short.da": "Mit", "apply": "1"})
END = ("oplysninger/goal/b/afslut/", "delete", {"delete-apply": "1"})
MOVE = ("oplysninger/goal/b/", 'value="up"', {"place": "up"})
APPLY = (f"kladder/{MINE}/", 'value="apply"', {"step": "apply"})
APPROVE = (f"kladder/{THEIRS}/", 'value="approve"', {"step": "approve"})
PUBLISH = ("udgivelser/1/", 'name="seen"', {})

CASES = [
    (CHANGE, "changes it", 422),
    (CHANGE, "closes the account", 302),
    (APPLY, "puts other contents into it", 422),
    (APPROVE, "withdraws it", 422),
    (APPROVE, "closes the account", 302),
    (PUBLISH, "makes another", 422),
    (PUBLISH, "closes the account", 302),
]
MORE = [
    (CHANGE, "removes it", 422),
    (END, "removes it", 302),
    (END, "changes it", 422),
    (MOVE, "removes it", 302),
    (MOVE, "closes the account", 302),
    (END, "closes the account", 302),
    (APPLY, "changes it", 422),
    (APPLY, "removes it", 422),
    (APPLY, "closes the account", 302),
    (APPROVE, "changes it", 422),
    (PUBLISH, "approves it", 422),
    (PUBLISH, "removes it", 422),
]


@pytest.mark.parametrize(
    ("form", "rival", "status"), [*CASES, *(pytest.param(*more, marks=pytest.mark.exhaustive) for more in MORE)]
)
def test_what_a_rival_has_done_is_answered_in_words_and_nothing_is_stored(office, monkeypatch, form, rival, status):
    """What the rival has done is undone with the rest of the request, since both are on one connection."""
    visitor, account = office
    page, marked, pressed = form
    address, fields = form_of(visitor, f"{ROOT}/{page}", marked)
    lock, before, rivals = municipality_actions.lock, state(), []

    def lock_after_the_rival(municipality):
        monkeypatch.setattr(municipality_actions, "lock", lock)
        RIVALS[rival](account)
        rivals.append(state())
        lock(municipality)

    monkeypatch.setattr(municipality_actions, "lock", lock_after_the_rival)
    answer = visitor.post(address, fields | pressed)

    assert answer.status_code == status, answer.content.decode()
    assert len(rivals) == 1
    assert state() in (before, *rivals)
    if rival == "closes the account":
        assert answer.url == "/arbejde/ind/"
