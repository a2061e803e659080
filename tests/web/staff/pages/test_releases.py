"""Releases on the working pages: made, commented on, approved by another, and read early."""

import html
import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from kobling.records.base import Text
from kobling.records.rights import Role
from kobling.rooms.audit import queries as audit
from kobling.rooms.comments.queries import threads
from kobling.rooms.comments.records import Subject
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.messages.queries import outbox
from kobling.rooms.people.queries import names
from kobling.rooms.publishing.actions import approve_release
from kobling.rooms.releases import queries
from tests.rooms import small
from tests.spaces import plain
from tests.web.staff.users import HERE, NOON, import_municipality, signed_in_client

LIST = f"/arbejde/{HERE}/udgivelser/"
FIRST = f"{LIST}1/"
HOSTILE = "<script>alert(1)</script>\n\n{{ staff }} @user-strategy-lilleby"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()


@pytest.fixture
def maker():
    return signed_in_client()


@pytest.fixture
def approver():
    return signed_in_client(of=None)


@pytest.fixture
def councillor():
    return signed_in_client(Role.COUNCILLOR)


def text_of(answer, status=200):
    assert answer.status_code == status
    return plain(html.unescape(answer.content.decode()))


def seen():
    return {"seen": queries.summary(HERE, 1).sha256}


def drafted(**more):
    return create_release(**({"municipality": HERE, "on": NOON.date(), "by": "office", "at": NOON} | more))


def test_a_draft_is_made_by_one_approved_by_another_and_public_at_its_hour(maker, approver, councillor):
    assert maker.post(LIST, {"day": "2020-11-30"}).url == FIRST
    assert "Du har selv lavet udkastet" in text_of(maker.get(FIRST))
    assert "Du har selv lavet udkast 1" in text_of(maker.post(f"{FIRST}godkend/", seen()), 422)
    assert councillor.post(f"{FIRST}godkend/", seen()).status_code == 403
    assert "Udkast 1 pr. 30. november 2020" in text_of(councillor.get(f"{FIRST}sider/"))

    until = timezone.localdate() + timedelta(days=9)
    answer = approver.post(f"{FIRST}godkend/", seen() | {"day": until.isoformat(), "clock": "09:00"})
    assert answer.url == FIRST
    assert queries.summary(HERE, 1).is_under_embargo(timezone.now())

    assert "Du er ikke en af dem" in text_of(councillor.get(FIRST))
    assert councillor.get(f"{FIRST}sider/").status_code == councillor.get(f"{FIRST}sider/metode/").status_code == 403
    assert "Vælg et af navnene" in text_of(approver.post(f"{FIRST}laesere/", {"name": "ukendt"}), 422)
    assert approver.post(f"{FIRST}laesere/", {"name": "User-councillor-lilleby"}).url == FIRST
    for page in ("sider/", "", "sider/metode/"):
        assert councillor.get(FIRST + page).status_code == 200
    assert "under embargo til" in text_of(councillor.get(f"{FIRST}sider/"))
    (reading,) = queries.embargo_readings(queries.summary(HERE, 1))
    assert names()[reading.account] == "user-councillor-lilleby"
    assert "Hvem der har læst den under embargo" in text_of(councillor.get(FIRST))

    assert approver.post(f"{FIRST}kald-tilbage/", {"reason": " "}).status_code == 422
    assert approver.post(f"{FIRST}kald-tilbage/", {"reason": "Et tal skal ses efter."}).url == FIRST
    assert approver.post(f"{FIRST}godkend/", seen()).url == FIRST
    assert "bliver aldrig fjernet" in text_of(maker.get(FIRST))
    assert [entry.details.get("alone") for entry in audit.entries() if entry.action == "release.approve"] == [None] * 2


def test_one_person_is_enough_where_the_municipality_says_so(maker):
    here = small.facts().municipality.model_copy(update={"approve_alone": True})
    import_facts(facts=small.facts(municipality=here), by="office", at=NOON, replace=True)
    maker.post(LIST, {"day": "2020-11-30"})

    assert "må én person gøre det hele" in text_of(maker.get(LIST))
    assert maker.post(f"{FIRST}godkend/", seen()).url == FIRST
    assert list(audit.entries())[-1].details["alone"] is True


def test_what_is_unlikely_or_wrong_is_said_and_nothing_is_made(maker):
    ahead = (timezone.localdate() + timedelta(days=400)).isoformat()
    assert "Er det meningen?" in text_of(maker.post(LIST, {"day": ahead}), 422)
    assert "Det er ikke en dag" in text_of(maker.post(LIST, {"day": "i morgen"}), 422)
    assert queries.summaries(HERE) == ()

    assert maker.post(LIST, {"day": ahead, "anyway": "Budgettet er vedtaget."}).status_code == 302
    correction = {"day": "2020-11-30", "corrects": "1", "reason": "Et tal var forkert."}
    assert "ikke offentlig" in text_of(maker.post(LIST, correction), 422)


def test_a_correction_without_differences_is_asked_about_in_words(maker, approver):
    drafted()
    approver.post(f"{FIRST}godkend/", seen())
    drafted(corrects=1, reason=Text(da="Et tal var skrevet forkert af."))
    sent = {"seen": queries.summary(HERE, 2).sha256}

    asked = text_of(approver.post(f"{LIST}2/godkend/", sent), 422)
    assert "siger det samme: ingen oplysning, intet tal og ingen status er anderledes." in asked
    assert approver.post(f"{LIST}2/godkend/", sent | {"anyway": "Kun begrundelsen mangler."}).status_code == 302


def test_an_approval_is_of_what_was_read_and_given_once(approver):
    drafted()
    stale = seen()
    import_facts(
        facts=small.with_measurements(small.measurement("members", "2018", 55.0)), by="office", at=NOON, replace=True
    )
    assert "ændret én gang" in text_of(approver.get(FIRST))
    drafted(anyway="Et tal er kommet.")

    assert "er lavet på ny" in text_of(approver.post(f"{FIRST}godkend/", stale), 422)
    refused = approver.post(f"{FIRST}godkend/", seen() | {"day": "2020-12-01", "clock": "09:00"})
    assert "Er det meningen?" in text_of(refused, 422)
    assert "klokkeslæt" in text_of(approver.post(f"{FIRST}godkend/", seen() | {"clock": "9"}), 422)
    night = {"day": "2999-03-31", "clock": "02:30"}
    assert "findes ikke den nat" in text_of(approver.post(f"{FIRST}godkend/", seen() | night), 422)
    assert approver.post(f"{FIRST}godkend/", seen()).url == FIRST
    assert "allerede godkendt" in text_of(approver.post(f"{FIRST}godkend/", seen()), 422)


def test_a_draft_of_what_is_gone_is_refused_in_words(approver):
    drafted()
    import_facts(facts=small.facts(stories=[]), by="office", at=NOON, replace=True)

    text = text_of(approver.post(f"{FIRST}godkend/", seen()), 422)

    assert "fjernet eller rettet, siden det blev lavet" in text
    assert "(historie): st" in text


def test_what_differs_is_on_one_page_in_words_and_by_goal(maker, councillor):
    drafted()
    approve_release(municipality=HERE, number=1, embargo_until=None, by="council", at=NOON)
    goals = [small.goal("a", small.target("a1", value=70)), small.goal("b")]
    figures = [
        small.measurement("members", "2019", 59.0),
        small.measurement("members", "2019", 58.0, drawn=date(2020, 6, 1)),
        small.measurement("members", "2018", 57.0),
    ]
    import_facts(facts=small.facts(goals=goals, measurements=figures), by="office", at=NOON, replace=True)
    drafted(corrects=1, reason=Text(da="Et tal var skrevet forkert af."))

    assert maker.get(f"{FIRST}sider/metode/").url == f"/{HERE}/metode/"
    text = text_of(maker.get(f"{LIST}2/"))

    assert "Den retter udgivelse 1: Et tal var skrevet forkert af." in text.replace("</p>", "")
    for sentence in (
        "før »80 %«, nu »70 %«",
        "Nyt tal for 2018: 57 %.",
        "Tallet for 2019 er rettet fra 59 % til 58 %.",
        "Målet er nyt.",
    ):
        assert sentence in text
    assert f'href="{LIST}2/sider/maal/maal-a/"' in text
    assert f'href="/arbejde/{HERE}/oplysninger/goal/a/"' in text
    assert f"/arbejde/{HERE}/oplysninger/goal" not in text_of(maker.get(f"{LIST}2/?as=councillor"))
    assert f"/arbejde/{HERE}/oplysninger/goal" not in text_of(councillor.get(f"{LIST}2/"))


def test_a_councillor_comments_on_a_draft_and_the_text_is_harmless(maker, councillor):
    drafted()
    page = f"/arbejde/{HERE}/kommentarer/release/1/"

    written = councillor.post(page, {"text": HOSTILE, "name": "user-councillor-lilleby"})

    assert written.url == f"{FIRST}#comment-1"
    shown = maker.get(FIRST).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<script>" not in shown
    assert "{{ staff }}" in shown
    (message,) = outbox(names().keys())
    assert "/arbejde/lilleby/kommentarer/release/1/#comment-1" in message.body
    assert not {"alert", "user-councillor-lilleby"} & set(re.findall(r"[\w-]+", f"{message.subject} {message.body}"))

    assert "venter på godkendelse · 1 åben kommentar" in text_of(maker.get(LIST))
    one = f"/arbejde/{HERE}/kommentarer/1/"
    assert "Kun den, der har skrevet" in text_of(maker.post(one, {"act": "delete"}), 422)
    assert "for lang" in text_of(maker.post(page, {"text": "x" * 4001}), 422)
    assert "Vælg et af navnene" in text_of(maker.post(page, {"text": "Ja", "name": "ukendt"}), 422)
    assert maker.post(page, {"text": "Ja.", "reply_to": "1"}).status_code == 302
    assert maker.post(one, {"act": "settle"}).status_code == 302
    assert councillor.post(one, {"text": "Rettet"}).status_code == 302
    assert councillor.post(one, {"act": "delete"}).status_code == 302
    text = text_of(maker.get(FIRST))
    assert "Slettet af den, der skrev den." in text
    assert "Afsluttet" in text
    (thread,) = threads(HERE, Subject("release", "1"))
    assert [reply.text for reply in thread.replies] == ["Ja."]
    assert councillor.get(f"/arbejde/{HERE}/kommentarer/goal/a/").status_code == 403
