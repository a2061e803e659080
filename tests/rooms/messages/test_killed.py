"""A worker that is killed anywhere, and two at once: nobody is sent a message twice, nor two digests on one day."""

import pytest

from kobling.rooms.messages.delivery import LOST_AFTER, deliver
from tests.rooms.at_once import at_once, database_of_many
from tests.rooms.die_at import NOON, write_messages
from tests.rooms.messages.mail_server import mail_server, use
from tests.rooms.processes import KILL_POINTS, copy_of

pytestmark = pytest.mark.database
A_DAY = 24 * 60
LATER = (str(int(LOST_AFTER.total_seconds() // 60) + 1), "300", "400")
"""Minutes after which the outbox is emptied again, on the same day."""


@pytest.fixture(scope="module")
def server():
    with mail_server() as running:
        yield running


@pytest.mark.parametrize("points", KILL_POINTS)
@pytest.mark.parametrize("template", ["comment", "digest"])
def test_killed_anywhere_it_has_sent_nobody_a_message_twice(act, migrated, server, template, points, tmp_path_factory):
    written = copy_of(migrated, tmp_path_factory.mktemp("written"))
    act(written, "write_messages", template)
    whole = copy_of(written, tmp_path_factory.mktemp("whole"))
    statements = act(whole, "deliver", str(server.port))
    points = [statements // 3, statements // 2] if points == "one" else range(1, statements + 1)

    for fatal in points:
        server.reset()
        home = copy_of(written, tmp_path_factory.mktemp("killed"))
        act(home, "deliver", str(server.port), fatal=fatal, dies=True)
        for minutes in LATER:
            act(home, "deliver", str(server.port), minutes)
        ids = [message["Message-ID"] for message in server.taken]
        assert len(ids) == len(set(ids)), f"killed before statement {fatal} of {statements}"
        assert len(ids) <= (1 if template == "digest" else 2)
        act(home, "deliver", str(server.port), str(A_DAY + 300))
        ids = [message["Message-ID"] for message in server.taken]
        assert len(ids) == len(set(ids))


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_a_message_once(request, server, settings, tmp_path):
    use(settings, server.reset())
    settings.EMAIL_TIMEOUT = 5
    with database_of_many(request, tmp_path):
        at_once(write_messages)
        results = at_once(*[lambda: deliver(now=lambda: NOON, compose={})] * 3)

    assert sum(results) == len(server.taken) == 2
    assert len({message["Message-ID"] for message in server.taken}) == 2
