"""While another change is being saved, a page says so, and what was sent can be sent again."""

import re
from html import unescape
from threading import Event

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import timezone

from kobling.records.rights import Role
from kobling.rooms.comments.queries import threads
from kobling.rooms.comments.records import Subject
from kobling.rooms.facts.lock import lock_facts
from kobling.rooms.facts.queries import definitions
from kobling.rooms.findings.queries import finding
from kobling.rooms.findings.records import FindingState
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.people.actions import Letter, invite
from kobling.rooms.people.models import User
from kobling.rooms.people.records import Assignment
from tests.rooms.at_once import SECONDS, alone, at_once, database_of_many
from tests.rooms.registers.town import statbank, take
from tests.web.staff.pages.test_figures import CHOICE, NEW, TABLE
from tests.web.staff.users import HERE, PASSWORD, import_municipality, signed_in_client

IMPATIENT = {"sqlite": "PRAGMA busy_timeout = 20", "postgresql": "SET lock_timeout = '20ms'"}
REASON = "Det er <med vilje>,\r\nog det bliver det ved med."

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _shared(request, tmp_path):
    with database_of_many(request, tmp_path):
        yield


def while_locked(ask):
    """What is answered while another has locked the municipality and writes."""
    is_locked, is_answered = Event(), Event()

    def lock():
        with transaction.atomic():
            lock_facts(pk_of(HERE))
            if connection.vendor == "postgresql":  # SQLite has one lock for everything
                with connection.cursor() as cursor:
                    cursor.execute("LOCK TABLE audit_entry, django_session IN SHARE ROW EXCLUSIVE MODE")
            is_locked.set()
            is_answered.wait(SECONDS)

    def answer():
        try:
            is_locked.wait(SECONDS)
            with connection.cursor() as cursor:
                cursor.execute(IMPATIENT[connection.vendor])
            return ask()
        finally:
            is_answered.set()

    _, answered = at_once(lock, answer)
    if isinstance(answered, Exception):
        raise answered
    return answered


def sent_again(page):
    """The fields of the form that sends everything again."""
    fields = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page, re.DOTALL):
        if name != "csrfmiddlewaretoken":
            fields.setdefault(name, []).append(unescape(value))
    return fields


def check_is_busy(page):
    """The page says that another change is being saved; return it."""
    assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (503, "10", "no-store")
    text = page.content.decode()
    assert "Lige nu bliver en anden ændring gemt" in text
    return text


def test_a_choice_of_figures_is_kept_and_saved_by_the_next_attempt(fake):
    visitor = alone(lambda: (take(), signed_in_client())[1])
    form = CHOICE | NEW
    with override_settings(REGISTERS={"statbank": lambda: statbank(fake)}):
        file = SimpleUploadedFile("tal.xlsx", b"PK")
        page = check_is_busy(while_locked(lambda: visitor.post(TABLE, form | {"file": file})))

        assert "<blockquote><p>Folketal i Ådalen</p></blockquote>" in page
        assert re.search(
            r'"multipart/form-data">.*Vælg filen tal.xlsx igen</label>\s*<input [^>]*name="file"', page, re.DOTALL
        )
        assert sent_again(page) == {name: value if isinstance(value, list) else [value] for name, value in form.items()}
        assert len(alone(lambda: definitions(pk_of(HERE)))) == 2

        saved = alone(lambda: visitor.post(TABLE, sent_again(page)))

    assert saved.status_code == 302
    assert len(alone(lambda: definitions(pk_of(HERE)))) == 3


@pytest.mark.embedded  # PostgreSQL's disk is not ours to fill; the same page answers its SQLSTATE
def test_where_the_disk_is_full_nothing_typed_is_lost_and_the_next_attempt_saves_it():
    visitor = alone(lambda: (import_municipality(), signed_in_client())[1])
    address, form = f"/arbejde/{HERE}/kommentarer/goal/a/", {"text": REASON * 70}

    def ask_until_the_disk_is_full():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1")  # the present size, since that is more
        answers = (visitor.post(address, form) for _attempt in range(100))
        return next((number, answer) for number, answer in enumerate(answers) if answer.status_code != 302)

    kept, page = alone(ask_until_the_disk_is_full)

    assert (page.status_code, page["Retry-After"]) == (503, "10")
    assert "Der er ikke plads til at gemme" in page.content.decode()
    assert sent_again(page.content.decode()) == {"text": [form["text"]]}
    assert len(alone(lambda: threads(HERE, Subject("goal", "a")))) == kept
    assert alone(lambda: visitor.post(address, sent_again(page.content.decode()))).status_code == 302
    assert len(alone(lambda: threads(HERE, Subject("goal", "a")))) == kept + 1


def invited():
    """A browser in which somebody has opened an invitation."""
    tokens = []

    def write(token, _until):
        tokens.append(token)
        return Letter("Invitation", "Vælg en adgangskode.")

    import_municipality()
    reader = Assignment(Role.READER, HERE)
    where = {"email": "eva@lilleby.dk", "language": "da", "assignment": reader}
    invite(name="eva", **where, write=write, by="operator", at=timezone.now())
    visitor = Client()
    visitor.get(f"/arbejde/ind/invitation/{tokens[0]}/")
    return visitor


def test_an_invited_person_keeps_the_form_and_no_password_is_shown():
    visitor, password = alone(invited), {"password": PASSWORD, "again": PASSWORD}

    page = check_is_busy(while_locked(lambda: visitor.post("/arbejde/ind/vaelg-adgangskode/", password)))

    assert PASSWORD not in page
    assert alone(lambda: visitor.post("/arbejde/ind/vaelg-adgangskode/", password)).status_code == 302


def test_an_answer_signing_in_and_signing_out_wait_for_another_attempt_too():
    visitor = alone(lambda: (import_municipality(), signed_in_client())[1])
    address = f"/arbejde/{HERE}/fund/1/"

    page = check_is_busy(while_locked(lambda: visitor.post(address, {"reason": REASON})))
    assert f'<form method="post" action="{address}">' in page
    assert "<blockquote><p>Det er &lt;med vilje&gt;,<br>og det" in page
    assert sent_again(page) == {"reason": [REASON]}
    assert alone(lambda: finding(HERE, 1)).state is FindingState.OPEN
    assert alone(lambda: visitor.post(address, sent_again(page))).status_code == 302

    name = alone(lambda: User.objects.get(pk=visitor.session[SESSION_KEY]).name)
    known = {"name": name, "password": PASSWORD}
    page = check_is_busy(while_locked(lambda: Client().post("/arbejde/ind/", known)))
    assert f'value="{name}"' in page
    assert PASSWORD not in page

    check_is_busy(while_locked(lambda: visitor.post("/arbejde/ud/")))
    assert while_locked(lambda: visitor.get(f"/arbejde/{HERE}/fund/")).status_code == 200
