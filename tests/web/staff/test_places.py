"""Every page that changes a placed fact, asked for inside and outside the place of a role; see url_access.WRITES."""

import pytest

from kobling.records.rights import Role
from kobling.rooms.audit.queries import entries
from kobling.rooms.change_drafts.actions import save_change_draft
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.findings.actions import inspect
from kobling.rooms.findings.queries import findings
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.people.models import User
from tests.guards.url_access import FACT, WRITES
from tests.guards.url_access import HERE as MUNICIPALITY
from tests.rooms.placed import CHANGED, COMMITTEE_1, EVERY_FACT, FACTS, GOAL_A, UNIT_MID, name_of
from tests.web.staff.pages.test_facts import sent
from tests.web.staff.users import HERE, NOON, route_address, signed_in_client

pytestmark = pytest.mark.django_db

ROOT = f"/arbejde/{HERE}"
PLACED = {Role.SECRETARY: COMMITTEE_1, Role.LEADER: UNIT_MID, Role.OWNER: GOAL_A}
OF_FACTS = [route for route, (_who, where) in WRITES.items() if where == "a fact"]
KIND_OF = {
    f"{MUNICIPALITY}/tiltag/<slug:key>/afslut/": "initiative",
    f"{MUNICIPALITY}/tal/<slug:key>/skriv/": "measurement",
}
"""The kind of fact of the routes that are of one kind."""
FACTS_BY_NAME = {name_of(fact): fact for fact in EVERY_FACT}
HAVE_NO_PAGE = {"measurement", "municipality"}
"""A figure is changed on the page of its indicator; the municipality is of no place, and its key is its code."""
SAMPLE = {
    ("priority", "p1"),
    ("priority", "p2"),
    ("commitment", "c"),
    ("goal", "a"),
    ("goal", "b"),
    ("initiative", "i"),
}


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_facts(facts=FACTS, by="office", at=NOON, replace=True)
    inspect(municipality=HERE, on=NOON.date(), by="office", at=NOON)


def recorded():
    """Return how many entries the audit trail has."""
    return sum(1 for _entry in entries())


def pages(names):
    """Yield the page of every fact on every route that is of it, with its name."""
    for route in OF_FACTS:
        for kind, key in sorted(names):
            if KIND_OF.get(route, kind) == kind and (route in KIND_OF or kind not in HAVE_NO_PAGE):
                parts = {"kind": kind, "key": key}
                yield f"/arbejde{route_address(route, **parts)}", (kind, key)


def statuses(visitor, page):
    return [visitor.get(page).status_code, visitor.post(page).status_code]


def check(role, place, names):
    office, visitor = signed_in_client(), signed_in_client(role, place=place)
    done = recorded()
    for page, name in pages(names):
        expected = statuses(office, page) if name in CHANGED[role, place] else None
        found = statuses(visitor, page)
        assert (found == expected) if expected else (set(found) <= {403, 405} and found[1] == 403), page
    assert recorded() == done


@pytest.mark.parametrize(("role", "place"), PLACED.items())
def test_a_fact_is_changed_where_it_lies(role, place):
    check(role, place, SAMPLE)


@pytest.mark.exhaustive
@pytest.mark.parametrize(("role", "place"), CHANGED)
def test_every_fact_is_changed_where_it_lies(role, place):
    check(role, place, FACTS_BY_NAME)


def test_every_route_of_facts_is_tried():
    asked = {page.rstrip("/").rpartition("/")[2] for page, _ in pages(SAMPLE | {("measurement", "members")})}

    assert asked == {"ret", "afslut", "flyt", "fortryd", "1", "skriv"}
    assert all(route.startswith(FACT[0]) or route in KIND_OF for route in OF_FACTS)


def decision(visitor, body):
    typed = {"body": body, "day": "2020-01-15", "what": "Det er besluttet.", "goal.0": "a", "save": "1"}
    return visitor.post(f"{ROOT}/beslutninger/ny/", typed)


def priority(visitor, committee):
    return visitor.post(f"{ROOT}/prioriteringer/?year=2019", {f"r.{committee}.a": "3", "revision": "1"})


def agreement(visitor, key):
    return visitor.post(f"{ROOT}/aftaler/tag-maal-med/", {"goal": "b", "agreement": key})


def story(visitor, goal):
    page = f"{ROOT}/ny/story/"
    typed = {"f.title.da": "En dag", "f.text.da": "Det gik.", "f.date": "2020-01-01", "f.goals.0": goal, "apply": "1"}
    return visitor.post(page, sent(visitor.get(page)) | typed)


def answer(visitor, goal):
    number = next(one.number for one in findings(HERE) if one.finding.subject == ("goal", goal))
    return visitor.post(f"{ROOT}/fund/{number}/", {"reason": "Det er fint."})


def draft(visitor, goal):
    """Apply a draft of one's own that somebody else could have helped to write."""
    before = FACTS_BY_NAME["goal", goal]
    edit = FactEdit(before, type(before).model_validate(before.model_dump() | {"notes": ["Rettet."]}))
    author = User.objects.get(name__startswith="user-").key
    number = save_change_draft(municipality=HERE, edits=Edits((edit,)), title="En note", by=author, at=NOON)
    done = recorded()
    visitor.post(f"{ROOT}/kladder/{number}/", {"step": "apply"})
    return recorded() > done


FORMS = {
    f"{MUNICIPALITY}/beslutninger/ny/": (Role.SECRETARY, decision, "k1", "k2"),
    f"{MUNICIPALITY}/prioriteringer/": (Role.SECRETARY, priority, "k1", "k2"),
    f"{MUNICIPALITY}/aftaler/tag-maal-med/": (Role.LEADER, agreement, "low", "side"),
    f"{MUNICIPALITY}/ny/<slug:kind>/": (Role.OWNER, story, "a", "b"),
    f"{MUNICIPALITY}/fund/<int:number>/": (Role.OWNER, answer, "a", "b"),
    f"{MUNICIPALITY}/kladder/<int:number>/": (Role.OWNER, draft, "a", "b"),
}
"""The forms that name a fact in what is sent: a role, what it sends, and a place inside and outside of its own."""


def test_every_form_that_names_a_fact_is_tried():
    assert FORMS.keys() == {route for route, (_who, where) in WRITES.items() if where == "a form"}


@pytest.mark.parametrize(("role", "send", "inside", "outside"), FORMS.values(), ids=FORMS)
def test_a_form_changes_what_lies_in_the_place_of_its_user(role, send, inside, outside):
    visitor, counts = signed_in_client(role, place=PLACED[role]), []
    for place in (outside, inside):
        done = recorded()
        answered = send(visitor, place)
        counts.append(answered if isinstance(answered, bool) else recorded() > done)

    assert counts == [False, True]
