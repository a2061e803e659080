"""Whatever is sent to a working page, it answers in words; and what nothing takes changes nothing.

The addresses come from the access table, the names of what a page reads from what it asks of the request, and the forms
from the pages themselves: a new page is tried without a line here.
"""

import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import QueryDict
from django.test import Client, override_settings

from kobling.records.rights import Role
from kobling.rooms.audit.queries import newest_digest
from kobling.rooms.change_drafts.actions import save_change_draft
from kobling.rooms.changes.edits import Edits
from kobling.rooms.comments.actions import write
from kobling.rooms.comments.records import Subject
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.people import actions as people
from kobling.rooms.people.models import User
from kobling.rooms.people.records import Assignment
from kobling.web.staff.addresses import ROOTS
from tests.guards.url_access import ANYBODY, STAFF
from tests.rooms import small
from tests.web.staff.users import HERE, NOON, import_municipality, route_address, signed_in_client

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
HOSTILE = {
    "nothing sees it": "a\x00b\u202e",
    "a number too large": "9" * 30,
    "half of a character": "\ud800",
    "very long": "x" * 1_000_000,
    "many lines": "a: b\n" * 2_000,
    "below nothing": "-1",
    "too large for a column": str(2**63),
    "digits of another script": "٣",
    "no digit after all": "²",
    "not a finite number": "1e309",
    "blank": " \t\r\n ",
    "the last of days": "9999-12-31",
    "the first of days": "0001-01-01",
    "no such day": "2020-02-30",
    "no such time": "25:99",
    "another municipality": "storby",
    "markup": "'\"><script>%s {0} {{ x }}",
    "a way out": "../../etc/passwd",
    "no such item": "targets.99999",
    "a name": "@@ @kollega",
}
TAKEN_BY_NOTHING = "nothing sees it"
KINDS = [pytest.param(kind, marks=() if kind == TAKEN_BY_NOTHING else pytest.mark.exhaustive) for kind in HOSTILE]
ROUTES = [f"{ROOTS['da']}{danish}" for danish, _english in STAFF]
OPEN_PARTS = re.compile(r"<(?:str|path):(\w+)>")


class Forms(HTMLParser):
    """The forms of a page that are posted: their addresses, the names and values of their fields, and their buttons."""

    def __init__(self, page):
        super().__init__()
        self.found, self._form = [], None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        name, value, kind = (given.get(one) or "" for one in ("name", "value", "type"))
        if tag == "form":
            self._form = {"address": given.get("action") or "", "fields": [], "buttons": [], "files": []}
            self.found += [self._form] if given.get("method") == "post" else []
        elif self._form is None or not name or name == "csrfmiddlewaretoken":
            return
        elif tag == "button":
            self._form["buttons"].append((name, value))
        elif kind == "file":
            self._form["files"].append(name)
        elif tag in {"input", "select", "textarea"}:
            self._form["fields"].append((name, value))

    def handle_endtag(self, tag):
        self._form = None if tag == "form" else self._form


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()
    create_release(municipality=HERE, on=NOON.date(), by="office", at=NOON)
    write(municipality=HERE, about=Subject("release", "1"), text="Hvorfor?", by="office", at=NOON, accounts={})
    with override_settings(REGISTERS={}):
        yield


@pytest.fixture
def visitor():
    """A browser of one who may do everything, with a change draft."""
    found = signed_in_client(Role.STRATEGY)
    account = User.objects.get(name__startswith="user-strategy")
    people.assign(name=account.name, assignment=Assignment(Role.ADMINISTRATOR, HERE), by="office", at=NOON)
    edits = Edits(added=small.facts(measurements=[small.measurement("members", "2018", 55.0)]).measurements)
    save_change_draft(municipality=HERE, edits=edits, title="Et tal", by=account.key, at=NOON)
    return found


def page_of(route, **parts):
    return route_address(route, **({"token": "hemmelig"} | parts))


def encoded(pairs):
    """Pairs as a form or a query sends them, whatever is in them."""
    return "&".join("=".join(quote(one, safe="", errors="surrogatepass") for one in pair) for pair in pairs)


def answered(visitor, method, address, *, data="", content_type=FORM, changes_nothing=False):
    """Ask, and take back what came of it; the answer is none of an error of ours."""
    session, before = visitor.cookies["sessionid"].value, newest_digest()
    with transaction.atomic():
        answer = visitor.generic(method, address, data, content_type=content_type)
        assert answer.status_code < 500, (method, address, data[:200])
        assert not changes_nothing or newest_digest() == before, (address, data[:200])
        transaction.set_rollback(True)
    visitor.cookies.clear()
    visitor.cookies["sessionid"] = session
    return answer


def read_by(visitor, address, monkeypatch):
    """The names that a page asks the request for, when it is opened and when nothing is posted; and the page."""
    names = set()

    def spying(method):
        def asked(self, key, *rest):
            names.add(key)
            return method(self, key, *rest)

        return asked

    with monkeypatch.context() as patch:
        for name in ("get", "getlist", "__getitem__", "__contains__"):
            patch.setattr(QueryDict, name, spying(getattr(QueryDict, name)), raising=False)
        page = answered(visitor, "GET", address)
        answered(visitor, "POST", address)
    return sorted(names - {"csrfmiddlewaretoken"}), page


def forms_of(page):
    is_page = page.status_code == 200 and page["Content-Type"].startswith("text/html")
    return Forms(page.content.decode()).found if is_page else []


def posts(address, names, page):
    """What can be posted from a page: its forms with each of their buttons, and whatever it reads."""
    yield address, [(name, "") for name in names]
    for form in forms_of(page):
        for button in form["buttons"] or [None]:
            yield form["address"] or address, form["fields"] + ([button] if button else [])


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_answers_what_is_hostile(visitor, monkeypatch, kind):
    """All that a form has is hostile at once, so that nothing is wanted of it, not even its button."""
    hostile, nothing = HOSTILE[kind], kind == TAKEN_BY_NOTHING
    tried = 0
    for route in ROUTES:
        address = page_of(route)
        names, page = read_by(visitor, address, monkeypatch)
        if len(hostile) < 10_000:
            answered(visitor, "GET", f"{address}?{encoded([(name, hostile) for name in names])}")
        for part in OPEN_PARTS.findall(route):
            answered(visitor, "GET", quote(page_of(route, **{part: hostile[:200]}), errors="surrogatepass"))
        sent = {(to, tuple(name for name, _value in fields)) for to, fields in posts(address, names, page)}
        for to, fields in sorted(sent):
            answered(visitor, "POST", to, data=encoded([(name, hostile) for name in fields]), changes_nothing=nothing)
            tried += 1
    assert tried > len(ROUTES)


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", HOSTILE)
def test_every_page_answers_one_hostile_field_among_others(visitor, monkeypatch, kind):
    """Everything else is as the page has it: with each button, each field in turn, missing and twice too."""
    hostile = HOSTILE[kind]
    for route in ROUTES:
        address = page_of(route)
        names, page = read_by(visitor, address, monkeypatch)
        for to, fields in posts(address, names, page):
            for place, (name, value) in enumerate(fields):
                others = fields[:place] + fields[place + 1 :]
                for pairs in ([*others, (name, hostile)], others, [*fields, (name, value), (name, hostile)]):
                    answered(visitor, "POST", to, data=encoded(pairs))


def test_a_file_that_is_none_is_refused_everywhere(visitor):
    for route in ROUTES:
        page = answered(visitor, "GET", page_of(route))
        for form in (form for form in forms_of(page) if form["files"]):
            for content in (b"", b"PK\x03\x04\x00", b"\x00" * 1000, b"=cmd|' /C calc'!A0"):
                files = {name: SimpleUploadedFile("../../a\x00.xlsx", content) for name in form["files"]}
                before = newest_digest()
                answer = visitor.post(
                    form["address"] or page_of(route), {**dict(form["fields"]), "title": "Fil", **files}
                )
                assert (answer.status_code, newest_digest()) == (422, before), (route, content)


def test_nothing_is_taken_without_the_token_of_the_form(visitor):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = visitor.cookies
    closed = [page_of(route) for route, who in zip(ROUTES, STAFF.values(), strict=True) if ANYBODY not in who]

    assert {strict.post(page, {"csrfmiddlewaretoken": "x" * 64}).status_code for page in closed} == {403}
    assert {strict.post(page.replace(HERE, "storby")).status_code for page in closed} == {403}
