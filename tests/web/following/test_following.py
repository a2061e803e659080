"""A reader asks for mails, confirms, gets one at each release, and unsubscribes; nobody learns who follows."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from kobling.records.rights import Role
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.followers import subscriptions
from kobling.rooms.followers.models import Follower, Request
from kobling.rooms.messages.delivery import deliver
from kobling.rooms.messages.models import Message
from kobling.rooms.publishing.actions import approve_release
from kobling.web.public.views import PAGE_CACHE
from kobling.web.staff.background import composers
from tests.rooms.messages.mail_server import mail_server, use
from tests.web.staff.users import NOON, import_municipality, signed_in_client

pytestmark = pytest.mark.django_db
PAGE, ENGLISH = "/foelg/lilleby/", "/en/follow/lilleby/"
READER = "laeser@post.test"


def publish(number=1):
    create_release(municipality="lilleby", on=date(2020, 11, 30), by="office", at=NOON, anyway="igen")
    approve_release(municipality="lilleby", number=number, embargo_until=None, by="council", at=NOON)


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    import_municipality()
    publish()


@pytest.fixture(scope="module")
def running_server():
    with mail_server() as server:
        yield server


@pytest.fixture
def server(running_server, settings):
    use(settings, running_server)
    settings.PUBLIC_ADDRESS = settings.FOLLOW_ADDRESS = "https://maal.test/"
    yield running_server.reset()
    cache.clear()


def work(at=None):
    """Do what the worker does."""
    at = at or timezone.now()
    if subscriptions.is_release_due(at):
        subscriptions.announce_releases(at)
    deliver(now=lambda: at, compose=composers())


def link(mail):
    [found] = re.findall(r"https://maal\.test(/(?:foelg|en/follow)/\S+)", mail.get_content())
    return found


def follow(server, email=READER, page=PAGE):
    """Ask and confirm; return the browser."""
    visitor = Client(enforce_csrf_checks=True)
    assert visitor.post(page, {"email": email}).status_code == 302
    work()
    confirming = link(server.taken.pop())
    assert visitor.post(confirming).status_code == 200
    return visitor


def test_from_asking_to_one_mail_at_a_release_and_out_with_one_click(server):
    visitor = Client(enforce_csrf_checks=True)
    asked = visitor.post(PAGE, {"email": READER}, follow=True)
    assert "Se nu i din mail" in asked.content.decode()
    assert READER not in asked.content.decode() + str(asked.redirect_chain)
    assert not asked.cookies
    work()
    question = server.taken.pop()
    assert question["Subject"] == "Vil du have besked om barometeret fra Lilleby Kommune?"
    # Programs that open every link do not confirm.
    assert "Ja, send mig besked" in visitor.get(link(question)).content.decode()
    work()
    assert Follower.objects.get().confirmed is None
    assert "Du får besked" in visitor.post(link(question)).content.decode()
    work()
    assert server.taken == []

    publish(2)
    work()
    work()
    [mail] = server.taken
    assert mail["Subject"] == "Nyt barometer fra Lilleby Kommune"
    assert "https://maal.test/lilleby/" in mail.get_content()
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].strip() == f"<https://maal.test{link(mail)}>"
    one_click = Client(enforce_csrf_checks=True).post(link(mail), {"List-Unsubscribe": "One-Click"})
    assert "Du får ikke flere mails" in one_click.content.decode()
    assert not Follower.objects.exists()
    assert not Message.objects.exists()
    assert visitor.post(link(mail)).status_code == 404
    publish(3)
    work()
    assert len(server.taken) == 1


def test_in_english_and_no_mail_without_confirming_which_ends_after_some_days(server):
    visitor = Client()
    visitor.post(ENGLISH, {"email": READER.upper()})
    work()
    question = server.taken.pop()
    assert question["Subject"] == "Do you want mails about the barometer of Lilleby Kommune?"
    publish(2)
    work()
    assert server.taken == []
    subscriptions.delete_unconfirmed(timezone.now() + subscriptions.UNCONFIRMED_LASTS - timedelta(minutes=1))
    assert Follower.objects.exists()
    subscriptions.delete_unconfirmed(timezone.now() + subscriptions.UNCONFIRMED_LASTS + timedelta(minutes=1))
    assert visitor.post(link(question)).status_code == 404
    assert not Follower.objects.exists()


def test_the_answer_is_the_same_whether_an_address_is_known(server):
    follow(server)
    answers = {
        (answer.status_code, answer["Location"], answer.content)
        for email in (READER, "ny@post.test", "ny@post.test")
        for answer in [Client().post(PAGE, {"email": email})]
    }
    assert len(answers) == 1
    work()
    assert [mail["To"] for mail in server.taken] == ["ny@post.test"]


def test_an_address_is_asked_seldom_and_a_sender_is_stopped(server):
    for _ in range(3):
        Client().post(PAGE, {"email": READER})
    work()
    assert len(server.taken) == 1
    answers = [
        Client().post(PAGE, {"email": f"nr{number}@post.test"}, REMOTE_ADDR="192.0.2.7").status_code
        for number in range(subscriptions.MAX_FROM_SENDER + 1)
    ]
    assert answers == [302] * subscriptions.MAX_FROM_SENDER + [429]
    assert Client().post(PAGE, {"email": "anden@post.test"}, REMOTE_ADDR="192.0.2.8").status_code == 302
    assert "192.0.2" not in str([*Request.objects.values()])


@pytest.mark.parametrize(
    "email", ["", "a", "a@b.dk\nBcc: c@d.dk", "a@b.dk,c@d.dk", "<script>@x.dk", "å@b.dk", "a" * 300]
)
def test_what_is_no_address_is_refused_and_not_lost(server, email):
    answer = Client().post(PAGE, {"email": email})
    assert answer.status_code == 422
    assert "ikke en mailadresse" in answer.content.decode()
    assert "<script>" not in answer.content.decode()
    assert not Follower.objects.exists()


def test_an_address_is_in_no_log_trail_or_page_of_the_administrator(server, caplog):
    from kobling.rooms.audit.queries import entries

    server.reset("rcpt_5xx")
    Client().post(PAGE, {"email": READER})
    work()
    outbox = signed_in_client(Role.ADMINISTRATOR).get("/arbejde/lilleby/udbakke/").content.decode()
    assert "en, der følger barometeret" in outbox
    assert "550 5.1.1" in outbox
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("mail.", "asyncio"))]
    assert "laeser" not in outbox + str([*entries()]) + " ".join(ours)


def test_two_releases_while_a_mail_waits_are_one_mail(server):
    follow(server)
    publish(2)
    subscriptions.announce_releases(timezone.now())
    publish(3)
    work()
    work()
    assert len(server.taken) == 1


def test_hostile_links_lead_nowhere(server, settings):
    for secret in ("x", "%00", "æ", "a" * 500):
        assert Client().get(f"{PAGE}afmeld/{secret}/").status_code == 404
        assert Client().post(f"{PAGE}bekraeft/{secret}/").status_code == 404
    assert Client().get("/foelg/findes-ikke/").status_code == 404
    settings.FOLLOW_ADDRESS = ""
    assert Client().get(PAGE).status_code == 404


def test_the_barometer_leads_there_where_mail_is_sent_and_is_the_same_for_every_reader(server, settings):
    PAGE_CACHE.__init__(max_bytes=64_000_000)
    visitor = Client()
    first = visitor.get("/lilleby/")
    assert 'href="https://maal.test/foelg/lilleby/"' in first.content.decode()
    assert 'href="https://maal.test/en/follow/lilleby/"' in visitor.get("/lilleby/en/").content.decode()
    follow(server)
    assert visitor.get("/lilleby/").content == first.content
    PAGE_CACHE.__init__(max_bytes=64_000_000)
    settings.FOLLOW_ADDRESS = ""
    assert "foelg" not in visitor.get("/lilleby/").content.decode()
    PAGE_CACHE.__init__(max_bytes=64_000_000)


def test_a_release_is_announced_with_as_many_questions_to_the_database_however_many_follow(server):
    follow(server)
    publish(2)
    assert connection.vendor
    at = timezone.now()
    row = Follower.objects.get()
    Follower.objects.bulk_create(
        [
            Follower(municipality=row.municipality, email=f"nr{n}@post.test", language="da", asked=at, confirmed=at)
            for n in range(20)
        ]
    )
    assert subscriptions.announce_releases(at) == 21
    assert subscriptions.announce_releases(at) == 0
    assert Message.objects.filter(template="release").count() == 21
