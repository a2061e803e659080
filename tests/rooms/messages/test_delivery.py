"""Messages are sent once, by a real mail server that refuses, delays and drops."""

import logging
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.records.rights import Role
from kobling.rooms.audit.queries import entries
from kobling.rooms.messages import actions, delivery, queries
from kobling.rooms.messages.models import Message
from kobling.rooms.messages.records import WRONG, Letter, State
from kobling.rooms.people import actions as people
from kobling.rooms.people.models import User
from kobling.rooms.people.records import Assignment
from tests.laws import examples
from tests.rooms.messages.mail_server import FAULTS, UNKNOWN, mail_server, use

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def running_server():
    with mail_server() as server:
        yield server


@pytest.fixture
def server(running_server, settings):
    use(settings, running_server)
    return running_server.reset()


@pytest.fixture(autouse=True, scope="module")
def _kept(module_database):
    people.add(name="anna", assignment=Assignment(Role.READER, None), password="klovnefisk-19", by="k", at=NOON)
    User.objects.update(email="anna@lilleby.test")


def store(subject="Hej", body="Kære Anna", template="comment", at=NOON):
    key = User.objects.get(name="anna").key
    actions.store_message(account=key, template=template, letter=Letter(subject, body), at=at)


def deliver(at=NOON, compose=None):
    return delivery.deliver(now=lambda: at, compose=compose or {})


def states():
    return [message.state for message in Message.objects.order_by("pk")]


def test_a_message_is_sent_once_and_its_text_is_emptied(server):
    store("Hej Åse", "Linje 1\nLinje 2 æøå")
    store("Nummer to")

    assert (deliver(), deliver()) == (2, 0)
    first, second = server.taken
    assert (first["Subject"], first["To"], first["From"]) == (
        "Hej Åse",
        "anna@lilleby.test",
        "Kobling <kobling@lilleby.test>",
    )
    assert first.get_content().splitlines() == ["Linje 1", "Linje 2 æøå"]
    assert first["Message-ID"].endswith("@lilleby.test>")
    assert first["Message-ID"] != second["Message-ID"]
    assert first["Auto-Submitted"] == "auto-generated"
    assert states() == [State.SENT, State.SENT]
    assert set(Message.objects.values_list("body", flat=True)) == {""}


@pytest.mark.parametrize(
    ("fault", "state", "answer"),
    [
        ("rcpt_4xx", State.WAITING, "450 4.2.1 Greylisted"),
        ("rcpt_5xx", State.REFUSED, "550 5.1.1 <anna@lilleby.test>: No such mailbox"),
        ("mail_5xx", State.WAITING, "550 5.7.1 You may not send here"),
        ("data_4xx", State.WAITING, "451 4.3.0 Too busy"),
        ("data_5xx", State.REFUSED, "554 5.6.0 This looks like spam"),
        ("drop_before_data", State.WAITING, ""),
        ("drop_in_data", State.UNKNOWN, ""),  # the whole of a short message is on its way by then
        ("drop_after_dot", State.UNKNOWN, ""),
        ("delay_after_dot", State.UNKNOWN, ""),
        ("takes_and_drops", State.UNKNOWN, ""),
    ],
)
def test_what_the_server_does_is_kept_in_its_words(server, caplog, fault, state, answer):
    caplog.set_level(logging.DEBUG)
    server.reset(fault)
    store()
    deliver()

    [message] = Message.objects.all()
    assert (message.state, message.attempts) == (state, 1)
    assert message.answer.startswith(answer) if answer else message.answer
    assert (message.next_attempt > NOON) == (state is State.WAITING)
    assert deliver(NOON + timedelta(seconds=30)) == 0
    assert server.offered == 1
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("mail.", "asyncio"))]
    assert "anna" not in " ".join(ours)
    assert bool([line for line in ours if line.startswith("message ")]) == (state in WRONG)


def test_a_passing_refusal_is_tried_again_with_growing_pauses_until_it_is_given_up(server):
    server.reset(*["rcpt_4xx"] * 20)
    store()
    at, tried = NOON, []
    while states() == [State.WAITING]:
        at = max(at, Message.objects.get().next_attempt)
        tried.append(at)
        deliver(at)

    pauses = [after - before for before, after in pairwise(tried)]
    assert pauses == sorted(pauses) == list(delivery.PAUSES)
    assert states() == [State.GIVEN_UP]
    assert queries.count_wrong([User.objects.get().key]) == 1


def test_where_the_server_cannot_be_reached_the_rest_waits(server, settings):
    settings.EMAIL_PORT = 1
    store()
    store()
    deliver()

    assert [message.attempts for message in Message.objects.order_by("pk")] == [1, 0]
    assert states() == [State.WAITING, State.WAITING]


def test_a_message_whose_answer_was_lost_is_sent_again_by_an_administrator_alone(server):
    server.reset("takes_and_drops")
    store()
    deliver()
    deliver(NOON + timedelta(days=30))
    [message] = Message.objects.all()
    assert (message.state, len(server.taken)) == (State.UNKNOWN, 1)

    actions.send_again(number=message.pk, by="kadmin", at=NOON)
    with pytest.raises(actions.NotWrong):
        actions.send_again(number=message.pk, by="kadmin", at=NOON)
    deliver()

    first, second = server.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert [*entries()][-1].action == "send message again"
    with pytest.raises(actions.NotWrong):
        actions.close(number=message.pk, by="kadmin", at=NOON)


def test_what_was_being_sent_when_its_worker_died_has_an_unknown_outcome(server):
    store()
    [row] = Message.objects.all()
    Message.objects.update(state=State.SENDING, claim="x", claimed=NOON)

    assert deliver(NOON + delivery.LOST_AFTER) == 0
    assert states() == [State.SENDING]
    assert deliver(NOON + delivery.LOST_AFTER + timedelta(seconds=1)) == 0
    assert (states(), server.offered) == ([State.UNKNOWN], 0)
    actions.close(number=row.pk, by="kadmin", at=NOON)
    assert states() == [State.CLOSED]


def test_who_has_no_address_is_sent_nothing(server):
    store()
    User.objects.update(is_active=False)
    deliver()
    assert (states(), server.offered) == ([State.NO_ADDRESS], 0)


def test_what_has_waited_for_more_than_a_week_is_old_news(server):
    store()
    deliver(NOON + timedelta(days=8))
    assert (states(), server.offered) == ([State.GIVEN_UP], 0)


def test_a_kind_of_which_there_is_one_a_day_is_sent_once_a_day_and_not_at_all_where_nothing_is_left(server):
    letters = {"digest": lambda _message: Letter("Opgaver", "En")}
    store(template="digest")
    store(template="digest")
    deliver(NOON, letters)
    deliver(NOON + timedelta(hours=6), letters)
    assert (len(server.taken), states()) == (1, [State.SENT, State.WAITING])

    deliver(NOON + timedelta(days=1), {"digest": lambda _message: None})
    assert (len(server.taken), states()) == (1, [State.SENT])


HOSTILE = st.text(st.characters(exclude_categories=()), max_size=60) | st.sampled_from(
    ["a\r\nBcc: ond@test", "\x00", "\u202edrejet", ".\r\n.\r\nMAIL FROM:<ond@test>", "=?utf-8?q?=0d=0aBcc:x?="]
)


@examples(20)
@given(subject=HOSTILE, body=HOSTILE)
def test_hostile_texts_are_harmless(running_server, subject, body):
    taken = offered_with(running_server, subject, body)

    assert set(taken.keys()) == {
        *("Content-Type", "Content-Transfer-Encoding", "MIME-Version", "Subject", "From", "To", "Date"),
        *("Message-ID", "Auto-Submitted"),
    }
    assert taken["To"] == "anna@lilleby.test"
    assert not {"\r", "\n", "\x00", "\u202e"} & set(taken["Subject"])


def offered_with(server, subject, body):
    from django.test import override_settings

    names = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": server.port, "EMAIL_USE_TLS": False, "EMAIL_TIMEOUT": 5}
    server.reset()
    Message.objects.all().delete()
    with override_settings(DEFAULT_FROM_EMAIL="kobling@lilleby.test", **names):
        store(delivery.one_line(subject), body.replace("\x00", "").encode("utf-8", "replace").decode())
        deliver()
    [taken] = server.taken
    return taken


@examples(30)
@given(
    faults=st.lists(st.sampled_from(("", *FAULTS[:7], *UNKNOWN[::2])), max_size=6), hours=st.lists(st.integers(0, 9))
)
def test_whatever_goes_wrong_nobody_gets_a_message_twice(running_server, faults, hours):
    from django.test import override_settings

    names = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": running_server.port, "EMAIL_USE_TLS": False, "EMAIL_TIMEOUT": 5}
    running_server.reset(*faults)
    Message.objects.all().delete()
    at = NOON
    with override_settings(DEFAULT_FROM_EMAIL="kobling@lilleby.test", **names):
        store()
        for pause in hours:
            deliver(at)
            at += timedelta(hours=pause)

    [message] = Message.objects.all()
    assert len(running_server.taken) <= 1
    assert (message.state == State.SENT) <= (len(running_server.taken) == 1)
    assert message.state in {State.WAITING, State.SENT, *WRONG}
    assert (len(running_server.taken) == 1) <= (message.state in {State.SENT, State.UNKNOWN})
