"""Digests: who gets one, what stands in it, and that it leads to the field and is gone when that is done."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kobling.records.rights import Role
from kobling.rooms.change_drafts import actions as drafts
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.comments.records import Subject
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.messages import digests as choices
from kobling.rooms.messages.actions import choose_digest
from kobling.rooms.messages.delivery import deliver
from kobling.rooms.messages.models import DigestChoice as ChoiceRow
from kobling.rooms.messages.models import Message
from kobling.rooms.messages.records import Cadence, DigestChoice
from kobling.rooms.people.models import User
from kobling.rooms.people.queries import user
from kobling.rooms.people.records import Place
from kobling.rooms.todos.records import Todo, TodoKind
from kobling.web.staff.background import composers
from kobling.web.staff.digests import AHEAD, is_reminded_of, send_due_digests
from tests.laws import examples
from tests.rooms.messages.mail_server import mail_server, use
from tests.web.staff.users import import_municipality, signed_in_client

pytestmark = pytest.mark.django_db
OWN = "/arbejde/ind/konto/"


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()


@pytest.fixture(scope="module")
def running_server():
    with mail_server() as server:
        yield server


@pytest.fixture
def server(running_server, settings):
    use(settings, running_server)
    settings.PUBLIC_ADDRESS = "https://maal.test/"
    return running_server.reset()


NAME = "user-owner-lilleby"


def owner(name=NAME, email="ejer@lilleby.test"):
    client = signed_in_client(Role.OWNER, place=Place("goal", "a"))
    User.objects.filter(name=name).update(email=email)
    return client


def send(at=None):
    """Do what the worker does about digests; return how many were put into the outbox."""
    at = at or timezone.now()
    begun = send_due_digests(at)
    deliver(now=lambda: at, compose=composers())
    return begun


def test_a_digest_leads_to_the_field_and_what_is_done_is_gone(server):
    client = owner()
    assert (send(), len(server.taken)) == (1, 1)
    [mail] = server.taken
    text = mail.get_body("plain").get_content()
    html = mail.get_body("html").get_content()
    [link] = re.findall(r"https://maal\.test(/\S+/skriv/)\s", text)
    assert f'href="https://maal.test{link}"' in html
    assert mail["Subject"] == "1 ting venter på dig"
    assert mail["List-Unsubscribe"] == "<https://maal.test/arbejde/ind/konto/#mail>"
    assert NAME not in text + html
    assert client.get(link).status_code == 200

    year = timezone.localdate().year - 1
    asked = {"f.period": str(year), "f.value": "60", "f.n": "1165", "version": "", "answer": "Ja."}
    assert "?saved=" in client.post(link, asked).url
    ChoiceRow.objects.update(considered=None)
    assert (send(timezone.now() + timedelta(days=1)), len(server.taken)) == (0, 1)


def test_what_is_done_while_a_digest_waits_is_not_in_it_and_none_is_sent_for_nothing(server):
    client = owner()
    begun = timezone.now()
    assert send_due_digests(begun) == 1
    year = timezone.localdate().year - 1
    asked = {"f.period": str(year), "f.value": "60", "f.n": "1165", "version": "", "answer": "Ja."}
    client.post("/arbejde/lilleby/tal/members/skriv/", asked)
    deliver(now=timezone.now, compose=composers())

    assert (server.offered, Message.objects.count()) == (0, 0)


def test_a_person_is_considered_once_in_each_week_and_never_gets_two_on_a_day(server):
    owner()
    assert [send(), send(), send()] == [1, 0, 0]
    ChoiceRow.objects.update(considered=None)
    assert send() == 1
    assert len(server.taken) == 1
    send(timezone.now() + timedelta(days=1, minutes=1))
    assert len(server.taken) == 2


def test_in_ones_own_language_at_the_cadence_that_one_chooses(server):
    client = owner()
    page = client.get(OWN).content.decode()
    assert '<option value="weekly" selected>' in page
    chosen = {"do": "mail", "email": "ny@lilleby.test", "language": "en", "cadence": "never", "grace": "7"}
    assert client.post(OWN, chosen).status_code == 302
    assert choices.choice_of(user(NAME).key) == DigestChoice(Cadence.NEVER, 7)
    assert (send(), send(timezone.now() + timedelta(days=40))) == (0, 0)

    client.post(OWN, chosen | {"cadence": "daily"})
    refused = client.post(OWN, chosen | {"email": "ny@"})
    assert refused.status_code == 422
    assert 'value="ny@"' in refused.content.decode()
    assert send() == 1
    assert (server.taken[0]["Subject"], server.taken[0]["To"]) == ("1 thing waits for you", "ny@lilleby.test")
    assert "https://maal.test/en/work/lilleby/figures/members/enter/" in server.taken[0].get_body("plain").get_content()
    client.post(OWN, chosen | {"email": ""})
    assert choices.choices_due(date(2030, 1, 1)) == {}


def test_hostile_words_are_text_in_the_mail(server):
    signed_in_client(Role.STRATEGY)
    User.objects.filter(name="user-strategy-lilleby").update(email="kontor@lilleby.test")
    hostile = "<script>alert(1)</script> {{ x }}"
    (goal,) = municipality_facts("lilleby").goals
    edits = Edits((FactEdit(goal, type(goal).model_validate(goal.model_dump() | {"short": "Nyt"})),))
    at = timezone.now() - timedelta(days=9)
    drafts.save_change_draft(municipality="lilleby", edits=edits, title=hostile, by="kandre23", at=at)
    drafts.submit_change_draft(municipality="lilleby", number=1, by="kandre23", at=at)
    send()

    [mail] = server.taken
    assert hostile in mail.get_body("plain").get_content()
    html = mail.get_body("html").get_content()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ x }}" in html
    assert "<script" not in html


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@examples(200)
@given(on=DAYS, cadence=st.sampled_from([*Cadence]))
def test_a_period_begins_on_or_before_its_day_and_holds_all_of_it(on, cadence):
    begun = choices.begin_of(cadence, on)
    if cadence is Cadence.NEVER:
        assert begun is None
        return
    days = {Cadence.DAILY: 1, Cadence.WEEKLY: 7, Cadence.MONTHLY: 31}[cadence]
    assert begun <= on < begun + timedelta(days=days)
    assert choices.begin_of(cadence, begun) == begun
    assert choices.begin_of(cadence, begun - timedelta(days=1)) < begun


@examples(200)
@given(
    kind=st.sampled_from([*TodoKind]),
    due=st.none() | DAYS,
    since=st.none() | DAYS,
    grace=st.sampled_from([0, 3, 14]),
    on=DAYS,
)
def test_what_is_reminded_of_stays_so_until_it_is_done(kind, due, since, grace, on):
    todo, choice = Todo(kind, Subject("goal", "a"), due, since), DigestChoice(grace_days=grace)
    if is_reminded_of(todo, choice, on):
        assert is_reminded_of(todo, choice, on + timedelta(days=1))
    elif due is not None and kind is not TodoKind.FIGURE and kind is not TodoKind.FETCH:
        assert is_reminded_of(todo, choice, due - AHEAD)
    else:
        assert is_reminded_of(todo, choice, since + timedelta(days=grace))


def test_what_one_has_chosen_is_in_the_audit_trail_without_an_address(server):
    from kobling.rooms.audit.queries import entries

    client = owner()
    client.post(OWN, {"do": "mail", "email": "hemmelig@lilleby.test", "language": "da", "cadence": "daily"})
    choose_digest(choice=DigestChoice(), by=user(NAME).key, at=datetime(2026, 12, 1, tzinfo=UTC))

    assert [entry.action for entry in entries()][-3:] == ["choose address", "choose digest", "choose digest"]
    assert "hemmelig" not in str([*entries()])
