"""Signing in and out, and being led to where one wanted to go and nowhere else."""

import pytest
from django.test import Client, override_settings

from kobling.records.rights import Role
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.people import actions
from kobling.rooms.people.lockout import MAX_WRONG_PASSWORDS
from kobling.rooms.people.records import Assignment
from kobling.rooms.releases.actions import approve
from tests.rooms import small
from tests.spaces import plain
from tests.web.staff.users import NOON, PASSWORD, import_municipality, signed_in_client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()
    actions.add(name="bo", assignment=Assignment(Role.STRATEGY, "lilleby"), password=PASSWORD, by="operator", at=NOON)


def sign_in(visitor, password=PASSWORD, *, at="/arbejde/ind/", **more):
    return visitor.post(at, {"name": "bo", "password": password} | more)


def test_a_visitor_signs_in_and_comes_to_the_page_that_was_wanted():
    visitor = Client()
    sent = visitor.get("/arbejde/lilleby/fund/?state=open&rule=D1")
    page = visitor.get(sent.url)

    assert "Log ind" in page.content.decode()
    assert 'value="/arbejde/lilleby/fund/?state=open&amp;rule=D1"' in page.content.decode()
    there = sign_in(visitor, at=sent.url, next="/arbejde/lilleby/fund/?state=open&rule=D1")
    assert there.url == "/arbejde/lilleby/fund/?state=open&rule=D1"
    assert visitor.get(there.url).status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.org/",
        "//example.org/",
        "/\\example.org",
        "javascript:alert(1)",
        "http:///example.org",
        "\t//x.y",
    ],
)
def test_nobody_is_led_to_another_site(elsewhere):
    assert sign_in(Client(), next=elsewhere).url == "/arbejde/"


def test_a_wrong_password_is_refused_and_the_name_is_kept():
    answer = sign_in(Client(), "forkert")

    assert answer.status_code == 403
    text = answer.content.decode()
    assert "Brugernavnet eller adgangskoden er forkert" in text
    assert 'value="bo"' in text
    assert 'forkert"' not in text


def test_a_lockout_after_wrong_passwords_shows_until_when():
    visitor = Client()
    for _ in range(MAX_WRONG_PASSWORDS):
        sign_in(visitor, "forkert")

    text = plain(sign_in(visitor).content.decode())

    assert "forkert adgangskode eller kode for mange gange" in text
    assert "Prøv igen efter kl. " in text


def test_in_english():
    text = sign_in(Client(), "wrong", at="/en/work/in/").content.decode()

    assert "The user name or the password is wrong." in text
    assert '<html lang="en">' in text


def test_signing_out_closes_the_session():
    visitor = signed_in_client()
    assert visitor.get("/arbejde/ud/").status_code == 405

    assert visitor.post("/arbejde/ud/").url == "/arbejde/ind/"
    assert visitor.get("/arbejde/lilleby/").status_code == 302


def test_a_new_password_signs_out_whoever_was_in():
    visitor = Client()
    sign_in(visitor)
    assert visitor.get("/arbejde/lilleby/").status_code == 200

    actions.set_password(name="bo", password="en helt anden lang kode", by="operator", at=NOON)

    assert visitor.get("/arbejde/lilleby/").status_code == 302


def test_a_closed_user_is_out_at_once():
    visitor = Client()
    sign_in(visitor)
    actions.close(name="bo", by="operator", at=NOON)

    assert visitor.get("/arbejde/lilleby/").status_code == 302


def test_one_municipality_is_opened_straight_away_and_several_are_chosen_among():
    everybody = signed_in_client(of=None)
    assert everybody.get("/arbejde/").url == "/arbejde/lilleby/"

    other = small.facts(municipality={"code": "998", "slug": "storby", "name": "Storby Kommune"})
    import_facts(facts=other, by="office", at=NOON, replace=True)

    text = everybody.get("/arbejde/").content.decode()
    assert 'href="/arbejde/storby/"' in text
    assert 'href="/arbejde/lilleby/"' in text
    assert signed_in_client().get("/arbejde/").url == "/arbejde/lilleby/"


def test_among_several_municipalities_each_leads_to_what_waits():
    other = small.facts(municipality={"code": "998", "slug": "storby", "name": "Storby Kommune"})
    import_facts(facts=other, by="office", at=NOON, replace=True)
    create_release(municipality="lilleby", on=NOON.date(), by="office", at=NOON)
    approve(municipality="lilleby", number=1, by="other", at=NOON, embargo_until=None)

    text = signed_in_client(Role.OWNER, of=None).get("/arbejde/").content.decode()

    assert 'href="/arbejde/lilleby/mig/"' in text
    assert 'href="/arbejde/storby/"' in text


def test_cookies_are_for_this_site_and_out_of_reach_of_scripts():
    visitor = Client()
    sign_in(visitor)

    for cookie in visitor.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


@override_settings(SESSION_COOKIE_SECURE=True)
def test_a_served_site_asks_for_https():
    visitor = Client()
    sign_in(visitor)

    assert visitor.cookies["sessionid"]["secure"]


def test_the_public_pages_set_no_cookie():
    assert not Client().get("/").cookies


def test_the_sign_in_page_begins_no_session():
    """Nothing is written for a visitor, a search engine among them, who only looks at it."""
    visitor = Client()
    visitor.get("/arbejde/ind/")

    assert "sessionid" not in visitor.cookies
