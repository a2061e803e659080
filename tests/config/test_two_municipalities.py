"""Two municipalities in one database never see each other.

Both have the same facts under the same keys, but every text of the neighbour holds a marker. All that is done by people
of the neighbour holds it too: comments, drafts, reasons, answers, releases, and the names of accounts. Then everything
that one who may do everything here can open is searched for the marker: pages, searches, files, the API and the site.
"""

import io
import zipfile
from datetime import date

import pytest
from django.db import connection
from django.test import Client, override_settings

from kobling.records.facts import MunicipalityFacts
from kobling.records.rights import Role
from kobling.rooms.change_drafts import actions as drafts
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.comments.actions import write
from kobling.rooms.comments.records import Subject
from kobling.rooms.facts.kinds import KINDS
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.findings import actions as findings
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.people import actions as people
from kobling.rooms.people.models import User
from kobling.rooms.people.records import Assignment
from kobling.rooms.publishing.actions import approve_release
from kobling.rooms.releases import queries as releases
from kobling.web.public.site import Site
from kobling.web.staff.addresses import ROOTS
from kobling.web.staff.forms.index import fact_index
from tests.guards.url_access import ANYBODY, STAFF, TABLE
from tests.web.staff.users import NOON, PASSWORD, route_address
from tools.repository import ROOT

pytestmark = pytest.mark.django_db
HERE, THERE = "kaedekoebing", "nabokoebing"
MARKER = "zqxjkv"
DAY = date(2020, 11, 30)


def marked(value):
    """Stored values with the marker in every text in a language."""
    if isinstance(value, dict):
        is_text = "da" in value and set(value) <= {"da", "en"} and isinstance(value["da"], str)
        if is_text and " " in value["da"] and "{" not in value["da"]:
            return {language: text and f"{MARKER} {text}" for language, text in value.items()}
        return {name: marked(one) for name, one in value.items()}
    return [marked(one) for one in value] if isinstance(value, list) else value


def account(name, municipality):
    for role in (Role.STRATEGY, Role.ADMINISTRATOR):
        assignment = Assignment(role, municipality)
        if role is Role.STRATEGY:
            people.add(name=name, assignment=assignment, password=PASSWORD, by="operator", at=NOON)
        else:
            people.assign(name=name, assignment=assignment, by="operator", at=NOON)
    return User.objects.get(name=name)


def live_in(municipality, words, by, other):
    """Do everything in a municipality that leaves words behind."""
    common = {"municipality": municipality, "at": NOON, "by": by.key}
    goal = municipality_facts(municipality).goals[0]
    renamed = goal.model_copy(update={"short": goal.short.model_copy(update={"da": f"{words} nyt navn"})})
    for _time in range(2):
        edits = Edits((FactEdit(goal, renamed),))
        number = drafts.save_change_draft(**common, edits=edits, title=f"{words} kladde")
    drafts.submit_change_draft(**common, number=number)
    drafts.send_back_change_draft(**(common | {"by": other.key}), number=number, reason=f"{words} grund")
    drafts.submit_change_draft(**common, number=number)
    findings.inspect(municipality=municipality, on=DAY, by=by.key, at=NOON)
    findings.answer(**common, finding=1, reason=f"{words} svar")
    create_release(**common, on=DAY)
    approve_release(municipality=municipality, number=1, embargo_until=None, by=other.key, at=NOON)
    create_release(**common, on=DAY)
    for about in (Subject("goal", goal.key), Subject("change_draft", "1"), Subject("release", "2")):
        write(**common, about=about, text=f"{words} kommentar @{other.name}", accounts={other.name: other.key})


@pytest.fixture(scope="module")
def office(module_database):
    """The office here, where a neighbour has all the same with the marker."""
    facts = read_folder(ROOT / "examples" / HERE).model_copy(update={"drawings": ()})
    stored = marked(facts.model_dump(mode="json", by_alias=True))
    stored["municipality"] |= {"code": "998", "slug": THERE, "host": None}
    for one in (facts, MunicipalityFacts.model_validate(stored)):
        import_facts(facts=one, by="operator", at=NOON, replace=True)
    accounts = {
        slug: [account(f"{words}-{name}", slug) for name in ("anna", "bo")]
        for slug, words in ((HERE, "her"), (THERE, MARKER))
    }
    live_in(THERE, MARKER, *accounts[THERE])
    live_in(HERE, "her", *accounts[HERE])
    return accounts[HERE][0], accounts[THERE][0]


def texts_of(answer):
    """What an answer holds, that of the files in an archive each by itself."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(body))
        return [archive.read(name).decode(errors="replace") for name in archive.namelist()]
    return [body.decode(errors="replace")]


def filled_in(route, account):
    """The address of a route, with a fact here of the kind that it is of."""
    facts = municipality_facts(HERE)
    keys = {
        "/konti/": account.key,
        "/tal/": facts.measurements[0].indicator,
        "/tiltag/": facts.initiatives[0].key,
        "/udvalg/": facts.bodies[0].key,
    }
    key = next((key for part, key in keys.items() if part in route), facts.goals[0].key)
    kind = {"kind": "goal"} if "kommentarer" in route else {}
    return f"/{ROOTS['da']}{route_address(route, municipality=HERE, key=key, **kind).lstrip('/')}"


def pages(account, kinds=KINDS[:3]):
    """The addresses of all working pages here, with a list, a form and a fact of each of these kinds, and searches."""
    routes = [danish for (danish, _english), who in STAFF.items() if ANYBODY not in who and "registre" not in danish]
    yield from (filled_in(route, account) for route in routes)
    root = f"/{ROOTS['da']}{HERE}"
    for number in (1, 2):
        yield from (f"{root}/kladder/{number}/", f"{root}/udgivelser/{number}/", f"{root}/kommentarer/{number}/")
    for kind in kinds:
        key = next(iter(fact_index(HERE).facts(kind)), None)
        yield f"{root}/oplysninger/{kind.name}/?q={MARKER}"
        if key is not None:
            yield from (f"{root}/oplysninger/{kind.name}/{key}/", f"{root}/oplysninger/{kind.name}/{key}/ret/")
    yield from (f"{root}/oplysninger/?q={MARKER}", f"{root}/excel/hent/", f"{root}/udkast/soeg/?q={MARKER}")
    yield from ("/arbejde/ind/konto/", "/arbejde/")


def found_in(visitor, addresses):
    """The addresses whose answer holds the marker, apart from what was asked for; and how many were answered."""
    holding, answered = [], 0
    for address in addresses:
        answer = visitor.get(address)
        answered += answer.status_code == 200
        asked = address.partition("q=")[2]
        texts = (text.replace(f"q={asked}", "").replace(f'value="{asked}"', "") for text in texts_of(answer))
        holding += [address for text in texts if MARKER in (text if not asked else text.replace(asked, "", 3))]
    return holding, answered


@pytest.mark.parametrize("kinds", [KINDS[:3], pytest.param(KINDS, marks=pytest.mark.exhaustive)], ids=["some", "all"])
@override_settings(REGISTERS={})
def test_nothing_of_a_neighbour_is_seen_on_the_working_pages_or_in_their_files(office, kinds):
    mine, theirs = office
    visitor, neighbour = Client(), Client()
    visitor.force_login(mine)
    neighbour.force_login(theirs)
    addresses = list(dict.fromkeys(pages(mine, kinds)))

    holding, answered = found_in(visitor, addresses)

    assert holding == []
    assert answered > 40
    own, _answered = found_in(neighbour, [address.replace(HERE, THERE) for address in addresses if "q=" not in address])
    assert len(own) > 30


def test_nothing_of_a_neighbour_is_in_the_site_the_open_data_or_what_is_stored_of_a_release(office):
    site = Site(releases.release(HERE, 1))
    bodies = {
        address: getattr(site.open(address), "body", b"").decode(errors="replace") for address in site.addresses()
    }
    api = [route for route in TABLE if route.startswith("api/v1/<municipality>") and "<" not in route[20:]]
    for route in api:
        answer = Client().get("/" + route.replace("<municipality>", HERE), headers={"host": "localhost"})
        bodies[route] = "".join(texts_of(answer))

    assert len(bodies) > 50
    assert [address for address, body in bodies.items() if MARKER in body] == []


def test_nobody_writes_to_a_neighbour(office):
    """A user of this municipality posts every form of this one to the addresses of the other."""
    visitor = Client()
    visitor.force_login(office[0])
    theirs = [address.replace(HERE, THERE) for address in pages(office[0]) if f"/{HERE}/" in address]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_entry")
        before = cursor.fetchone()

        assert {visitor.post(address, {"text": "x", "apply": "1"}).status_code for address in theirs} <= {403, 405}

        cursor.execute("SELECT count(*) FROM audit_entry")
        assert cursor.fetchone() == before
