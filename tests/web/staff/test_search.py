"""Search on the working pages: by stems and synonyms, in what the reader may see, of one municipality alone."""

import re
import time
from typing import Annotated

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kobling.records import declarations
from kobling.records.agreements import Agreement
from kobling.records.base import Internal, Visibility
from kobling.records.rights import Role
from kobling.rooms.change_drafts.actions import save_change_draft, share_change_draft
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.findings.actions import inspect
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.people.queries import user
from kobling.rooms.people.records import Place
from kobling.web.staff import search
from tests.rooms import small
from tests.spaces import plain
from tests.web.staff.users import HERE, NOON, signed_in_client

pytestmark = pytest.mark.django_db
PAGE = f"/arbejde/{HERE}/soeg/"
FAR = "andenby"
SECRET = "hemmelighedskraemmeri"
AGREEMENT = {"key": "ag", "term": "2018-2021", "name": "Aftalen", "units": ["kultur"], "note": SECRET}
DRAFT = "Kladdehemmelighed"
INDEXES = (search._shared_index, search._used_visibilities, search._owned)  # noqa: SLF001
"""What is kept of the declarations before."""


def facts(*goals, **more):
    return small.facts(goals=[small.goal("a", small.target("a1"), short="Færre unge ryger"), *goals], **more)


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    """Two municipalities with the same facts, a release and a draft."""
    agreement = {
        "units": [{"key": "kultur", "name": {"da": "Kultur"}, "kind": "directorate"}],
        "agreements": [AGREEMENT],
    }
    for slug, code in ((HERE, small.facts().municipality.code), (FAR, "888")):
        here = small.facts().municipality.model_copy(update={"slug": slug, "code": code})
        import_facts(facts=facts(**agreement).model_copy(update={"municipality": here}), by="office", at=NOON)
        inspect(municipality=slug, on=NOON.date(), by="office", at=NOON)
        create_release(municipality=slug, on=NOON.date(), by="office", at=NOON)


@pytest.fixture
def _declared(monkeypatch, request):
    """The note of an agreement is seen by those whom the test says."""
    as_it_is = Agreement.model_fields["note"].annotation
    declared = Annotated[as_it_is, Internal("it is negotiated", request.param)]
    monkeypatch.setitem(Agreement.__annotations__, "note", declared)
    kept = (declarations.visibilities, declarations._marker, declarations._hints, *INDEXES)  # noqa: SLF001
    for cached in kept:
        cached.cache_clear()
    yield
    monkeypatch.undo()
    for cached in kept:
        cached.cache_clear()


def found(client, query, page=PAGE):
    """Return the addresses that a query finds, below the municipality, and how many the page says there are."""
    answer = client.get(page, {"q": query})
    assert answer.status_code == 200
    text = plain(answer.content.decode())
    hits = text.partition('role="status">')[2]
    count = int(re.match(r"[\d.]+", hits)[0].replace(".", ""))
    return re.findall(r'<li><p><a href="/[^"]*?/lilleby/([^"]*)"', hits), count


def test_facts_are_found_by_word_stem_synonym_and_key():
    client = signed_in_client(Role.READER)

    for query in ("færre unge", "rygning", "UNGE RYGER", "faerre", "a færre"):
        assert "oplysninger/goal/a/" in found(client, query)[0], query
    for query in ("ag aftalen", "aftaler"):
        assert found(client, query)[0][0] == "oplysninger/agreement/ag/"
    assert found(client, SECRET)[0] == ["oplysninger/agreement/ag/"]
    english = client.get(f"/en/work/{HERE}/search/", {"q": "ag aftalen"}).content.decode()
    assert "/facts/agreement/ag/" in english


def test_findings_releases_and_pages_are_found_too():
    client = signed_in_client(Role.STRATEGY)

    findings = [address for address in found(client, "færre unge ryger")[0] if address.startswith("fund/")]
    assert findings
    assert found(client, "udgivelse 30 november")[0] == ["udgivelser/1/"]
    assert "fund/" in found(client, "fund")[0]
    assert found(client, "log")[0] == []
    assert found(signed_in_client(Role.ADMINISTRATOR), "log")[0] == ["log/"]


def test_a_draft_is_found_by_those_who_may_read_it():
    author, reader = signed_in_client(Role.READER), signed_in_client(Role.OWNER)
    key = user("user-reader-lilleby").key
    goal = municipality_facts(HERE).goals[0]
    edit = FactEdit(goal, goal.model_copy(update={"short": goal.short.model_copy(update={"da": "Nyt"})}))
    save_change_draft(municipality=HERE, edits=Edits((edit,)), title=DRAFT, by=key, at=NOON)

    assert found(author, DRAFT) == (["kladder/1/"], 1)
    assert found(reader, DRAFT) == ([], 0)
    share_change_draft(municipality=HERE, number=1, readers=[user("user-owner-lilleby").key], by=key, at=NOON)
    assert found(reader, DRAFT) == (["kladder/1/"], 1)


@pytest.mark.parametrize("_declared", [Visibility.OFFICE, Visibility.OWNERS], indirect=True)
@pytest.mark.usefixtures("_declared")
@pytest.mark.parametrize("role", [Role.READER, Role.ANALYST, Role.ADMINISTRATOR, Role.SECRETARY])
def test_a_field_that_is_not_seen_is_neither_found_nor_counted(role):
    assert found(signed_in_client(role), SECRET) == ([], 0)
    assert found(signed_in_client(Role.STRATEGY), SECRET) == (["oplysninger/agreement/ag/"], 1)


@pytest.mark.parametrize("_declared", [Visibility.OWNERS], indirect=True)
@pytest.mark.usefixtures("_declared")
def test_an_owner_finds_what_owners_see_of_their_own():
    leader = signed_in_client(Role.LEADER, place=Place("unit", "kultur"))

    assert found(leader, SECRET) == (["oplysninger/agreement/ag/"], 1)


def test_nothing_of_another_municipality_is_found():
    elsewhere = signed_in_client(Role.READER, of=FAR)
    everywhere = signed_in_client(Role.STRATEGY, of=None)

    assert elsewhere.get(PAGE, {"q": "unge"}).status_code == 403
    answer = plain(everywhere.get(PAGE, {"q": "unge"}).content.decode())
    assert FAR not in answer
    assert found(everywhere, SECRET) == (["oplysninger/agreement/ag/"], 1)


def test_a_councillor_finds_releases_and_no_facts():
    councillor = signed_in_client(Role.COUNCILLOR)

    assert found(councillor, "unge") == ([], 0)
    assert found(councillor, "udgivelse")[0] == ["udgivelser/", "udgivelser/1/"]


def test_what_was_opened_last_is_listed_for_oneself_alone():
    client, other = signed_in_client(Role.READER), signed_in_client(Role.ANALYST)
    for address in ("oplysninger/goal/a/", "fund/1/", "oplysninger/goal/a/"):
        assert client.get(f"/arbejde/{HERE}/{address}").status_code == 200

    page = plain(client.get(PAGE).content.decode()).partition('id="recent"')[2]
    assert re.findall(r'<li><p><a href="/arbejde/lilleby/([^"]*)"', page) == ["oplysninger/goal/a/", "fund/1/"]
    assert 'id="recent"' not in other.get(PAGE).content.decode()


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", '" onfocus="x', "%00", "æ" * 500, "   "])
def test_any_query_is_shown_harmless(query):
    answer = signed_in_client(Role.READER).get(PAGE, {"q": query})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert 'onfocus="x' not in answer.content.decode()


@pytest.mark.parametrize("count", [30, pytest.param(500, marks=pytest.mark.exhaustive)])
def test_more_facts_and_findings_take_no_more_queries(count):
    client = signed_in_client(Role.STRATEGY)

    def queries():
        found(client, "unge")
        with CaptureQueriesContext(connection) as captured:
            began = time.perf_counter()
            _hits, number = found(client, "unge")
        return len(captured), number, time.perf_counter() - began

    few, _number, _seconds = queries()
    more = [small.goal(f"g{number}", small.target(f"g{number}t"), short=f"Unge {number}") for number in range(count)]
    import_facts(facts=facts(*more), by="office", at=NOON, replace=True)
    inspect(municipality=HERE, on=NOON.date(), by="office", at=NOON)

    many, number, seconds = queries()
    assert many == few
    assert number > 2 * count
    assert seconds < 2
