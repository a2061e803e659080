"""A calendar is read at a secret address as programs do, holds what its account may see, and is revoked."""

from datetime import date, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from kobling.records.rights import Role
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.people import actions as people
from kobling.rooms.people.records import Place
from kobling.rooms.todos.models import CalendarAddress
from tests.rooms import small
from tests.web.staff.users import NOON, import_municipality, signed_in_client

pytestmark = pytest.mark.django_db
OWN = "/arbejde/lilleby/mig/kalender/"
HOSTILE = "Trin; med, komma\\ og\nBEGIN:VEVENT\nSUMMARY:falsk " + "æøå" * 40


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()
    steps = [
        {"key": "hostile", "name": HOSTILE, "topic": "goals", "month": 2, "last_month": 3},
        {"key": "plain", "name": "Budget", "topic": "budget", "month": 10, "day": 15, "role": "strategy_office"},
    ]
    import_facts(facts=small.facts(steps=steps), by="office", at=NOON, replace=True)


def owner():
    return signed_in_client(Role.OWNER, place=Place("goal", "a"))


def address(visitor):
    return visitor.post(OWN, {"make": "yes"}).context["secret"]


def events(body):
    return list(Calendar.from_ical(body).walk("VEVENT"))


def test_a_program_reads_it_without_signing_in():
    feed = Client().get(address(owner()))

    assert feed["Content-Type"] == "text/calendar; charset=utf-8"
    assert feed["Cache-Control"] == "no-store"
    assert all(len(line) <= 75 for line in feed.content.split(b"\r\n"))
    found = events(feed.content)
    names = {str(one["summary"]) for one in found}
    assert any(name.startswith("Skriv et tal: Medlemmer") for name in names)
    assert "Budget" in names
    assert len({str(one["uid"]) for one in found}) == len(found)
    assert all(one["dtstart"].dt < one["dtend"].dt and one["dtstamp"].dt for one in found)
    assert all(str(one["url"]).startswith("http://testserver/arbejde/lilleby/") for one in found)


def test_a_step_of_several_days_ends_the_day_after_its_last():
    spans = {
        (one["dtstart"].dt, one["dtend"].dt)
        for one in events(Client().get(address(owner())).content)
        if str(one["summary"]).startswith("Trin")
    }

    assert spans
    assert all(last == date(first.year, 3, 31) + timedelta(days=1) for first, last in spans)


def test_hostile_names_are_text():
    found = events(Client().get(address(owner())).content)

    assert all(str(one["summary"]) != "falsk" and not str(one["summary"]).startswith("falsk") for one in found)
    assert any("BEGIN:VEVENT" in str(one["summary"]) for one in found)


def test_its_identifiers_stay_and_its_words_are_in_the_language():
    visitor = owner()
    english = visitor.post("/en/work/lilleby/me/calendar/", {"make": "yes"}).context["secret"]
    first, second = (events(Client().get(english).content) for _ in range(2))

    assert "/en/work/in/calendar/" in english
    assert [str(one["uid"]) for one in first] == [str(one["uid"]) for one in second]
    assert any(str(one["summary"]).startswith("Enter a figure") for one in first)


def test_a_new_address_ends_the_old_one_and_a_revoked_one_leads_nowhere():
    visitor = owner()
    old = address(visitor)
    new = address(visitor)
    assert [Client().get(one).status_code for one in (old, new)] == [404, 200]
    assert "Der er en adresse" in visitor.get(OWN).content.decode()
    assert new not in visitor.get(OWN).content.decode()

    visitor.post(OWN, {"revoke": "yes"})
    assert Client().get(new).status_code == 404
    assert Client().get("/arbejde/ind/kalender/x.ics").status_code == 404


def test_the_secret_is_not_kept_and_ends_with_the_account():
    visitor = owner()
    secret = address(visitor)
    token = secret.rpartition("/")[2].removesuffix(".ics")
    assert token not in str(list(CalendarAddress.objects.values()))

    people.close(name="user-owner-lilleby", by="office", at=NOON)
    assert Client().get(secret).status_code == 404
