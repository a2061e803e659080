"""Every staff page, asked for by everybody: visitors are sent to sign in, others get what their role reaches."""

import re

import pytest
from django.test import Client, override_settings
from django.urls import resolve

from kobling.records.rights import Role
from kobling.rooms.change_drafts.actions import save_change_draft, share_change_draft
from kobling.rooms.changes.edits import Edits
from kobling.rooms.comments.actions import write
from kobling.rooms.comments.records import Subject
from kobling.rooms.findings.queries import findings
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.people.queries import names
from kobling.rooms.people.records import Place
from kobling.rooms.registers.actions import hand_in_file
from kobling.web.staff.addresses import ROOTS
from tests.guards.url_access import ANYBODY, STAFF, WRITES
from tests.rooms import small
from tests.rooms.registers.town import statbank
from tests.sources.statbank.fake import FakeStatBank
from tests.web.staff.users import ACCOUNT, HERE, NOON, import_municipality, route_address, signed_in_client

pytestmark = pytest.mark.django_db

PAGES = [
    ("/" + ROOTS[language] + route_address(route).lstrip("/"), who)
    for routes, who in STAFF.items()
    for language, route in zip(("da", "en"), routes, strict=True)
    if ANYBODY not in who
]

POSTED = {"/" + ROOTS["da"] + route_address(route).lstrip("/"): who for route, (who, _where) in WRITES.items()}
"""The pages that take POST, with the roles whose POST is not refused."""
SENT = {
    f"/arbejde/{HERE}/konti/{ACCOUNT}/": {"do": "withdraw"},
    f"/arbejde/{HERE}/kladder/1/": {"step": "approve"},
}
"""What is sent to the pages that refuse a request without a step; it changes nothing."""


@pytest.fixture(scope="module")
def fake():
    with FakeStatBank() as started:
        yield started


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database, fake):
    import_municipality()
    create_release(municipality=HERE, on=NOON.date(), by="office", at=NOON)
    write(municipality=HERE, about=Subject("release", "1"), text="Hvorfor?", by="office", at=NOON, accounts={})
    edit = Edits(added=(small.facts(measurements=[small.measurement("members", "2018", 55.0)]).measurements))
    save_change_draft(municipality=HERE, edits=edit, title="Et tal", by="office", at=NOON)
    hand_in_file(municipality=HERE, name="x.csv", content=b"kommune;aar;antal\n791;2019;1\n", by="office", at=NOON)
    storby = {"code": "998", "slug": "storby", "name": "Storby Kommune"}
    import_facts(facts=small.facts(municipality=storby), by="office", at=NOON, replace=True)
    with override_settings(REGISTERS={"statbank": lambda: statbank(fake)}):
        yield


def asked(visitor, page):
    """Ask for a page; where it only takes what is posted, post nothing."""
    answer = visitor.get(page)
    return visitor.post(page) if answer.status_code == 405 else answer


def test_there_are_pages_in_both_languages():
    assert len(PAGES) == 2 * sum(ANYBODY not in who for who in STAFF.values()) > 10


@pytest.mark.parametrize(("page", "who"), PAGES)
def test_a_visitor_is_sent_to_sign_in(page, who):
    answer = asked(Client(), page)

    assert answer.status_code == 302
    assert answer.url.startswith("/en/work/in/" if page.startswith("/en/") else "/arbejde/ind/")


def test_a_page_is_one_view_in_both_languages():
    """So what a role opens is asked for in one of them."""
    views = [resolve(page).func for page, _ in PAGES]

    assert views[::2] == views[1::2]


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_what_the_table_says_and_nothing_else(role):
    visitor = signed_in_client(role)
    share_change_draft(municipality=HERE, number=1, readers=list(names()), by="office", at=NOON)
    pages = dict(PAGES[::2])
    opened = {page: asked(visitor, page).status_code for page in pages}

    assert {page: status != 403 for page, status in opened.items()} == {
        page: role in who for page, who in pages.items()
    }
    # To draw what says nothing of what to draw is understood and refused.
    assert set(opened.values()) <= {200, 302, 403, 422}
    posted = {page: visitor.post(page, SENT.get(page, {})).status_code for page in POSTED}
    assert {page: status != 403 for page, status in posted.items()} == {
        page: role in who for page, who in POSTED.items()
    }
    assert set(posted.values()) <= {200, 302, 403, 422}
    elsewhere = [page.replace("lilleby", "storby") for page in pages if "lilleby" in page]
    assert {asked(visitor, page).status_code for page in elsewhere} == {403}
    elsewhere = [page.replace("lilleby", "storby") for page in POSTED]
    assert {visitor.post(page).status_code for page in elsewhere} == {403}


def test_every_page_that_takes_a_post_is_in_the_table():
    """So a new one fails until it is said who may, and where it is tried inside and outside a place."""
    visitor = signed_in_client(Role.STRATEGY, of=None)
    reading = [page for page, _ in PAGES[::2] if page not in POSTED]

    assert POSTED.keys() <= {page for page, _ in PAGES}
    assert {page: visitor.post(page).status_code for page in reading} == dict.fromkeys(reading, 405)


def test_the_other_municipality_is_open_to_its_own():
    assert signed_in_client(of="storby").get("/arbejde/storby/").status_code == 200


def test_a_councillor_comes_to_the_releases_and_is_offered_nothing_else():
    visitor = signed_in_client(Role.COUNCILLOR)
    first = visitor.get("/arbejde/")
    page = visitor.get(first.url).content.decode()

    assert first.url == "/arbejde/lilleby/udgivelser/"
    assert set(re.findall(r'href="/arbejde/lilleby/(.*?)"', page)) == {
        "mig/",
        "papirer/",
        "soeg/",
        "udgivelser/",
        "udgivelser/1/",
    }


@pytest.mark.parametrize(("place", "status"), [(Place("goal", "a"), 302), (Place("goal", "b"), 403)])
def test_a_finding_is_answered_by_those_where_its_fact_lies(place, status):
    visitor = signed_in_client(Role.OWNER, place=place)
    number = next(one.number for one in findings("lilleby") if one.finding.subject == ("goal", "a"))
    page = f"/arbejde/lilleby/fund/{number}/"

    assert ("<textarea" in visitor.get(page).content.decode()) == (status == 302)
    assert visitor.post(page, {"reason": "Det er fint."}).status_code == status


def test_what_is_not_there_looks_like_what_may_not_be_seen():
    visitor = signed_in_client(Role.READER)
    secret = visitor.get("/arbejde/storby/")
    missing = [
        visitor.get(f"/arbejde/lilleby/{page}") for page in ("fund/999/", "regler/d999/", "led/goal/zz/", "led/x/y/")
    ]

    assert {one.status_code for one in missing} == {secret.status_code} == {403}
    # Apart from the link to the same address in English.
    said = {re.sub(rb'<a class="language".*?</a>', b"", one.content) for one in [secret, *missing]}
    assert len(said) == 1


def test_a_reader_may_not_answer_a_finding():
    answer = signed_in_client(Role.READER).post("/arbejde/lilleby/fund/1/", {"reason": "Det er fint."})

    assert answer.status_code == 403


@pytest.mark.parametrize(("page", "who"), PAGES)
def test_no_page_may_be_kept_by_a_browser_or_a_cache(page, who):
    answer = asked(signed_in_client(Role.STRATEGY), page)

    assert answer["Cache-Control"] == "no-store"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_a_form_from_another_site_is_refused():
    visitor = signed_in_client(Role.STRATEGY)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = visitor.cookies

    assert strict.post("/arbejde/lilleby/fund/tjek/").status_code == 403
