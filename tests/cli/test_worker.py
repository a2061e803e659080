"""`kobling worker` does what is due, keeps what failed, and stops when it is asked to."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kobling.cli.commands import kobling
from kobling.rooms.messages.models import Message
from kobling.rooms.messages.records import State
from kobling.web.staff import background
from kobling.web.staff.failed_tasks import failed_tasks
from tests.rooms.die_at import write_messages
from tests.rooms.messages.mail_server import mail_server, use
from tools.repository import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _same_signals():
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def run():
    return CliRunner().invoke(kobling, ["worker", "--once"], catch_exceptions=False)


@pytest.mark.embedded  # a worker closes old connections, and on a server the test's transaction with them
def test_it_sends_what_waits_and_leaves_it_where_there_is_no_mail_server(settings):
    write_messages()
    Message.objects.update(next_attempt=timezone.now())
    assert run().exit_code == 0
    assert set(Message.objects.values_list("state", flat=True)) == {State.WAITING}
    with mail_server() as server:
        use(settings, server)
        assert run().exit_code == 0
        assert [message["Subject"] for message in server.taken] == ["En", "To"]
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


@pytest.mark.embedded  # a worker closes old connections, and on a server the test's transaction with them
def test_a_task_that_fails_is_kept_and_tried_again_after_a_pause(settings):
    write_messages()
    Message.objects.update(next_attempt=timezone.now())
    settings.MAIL = settings.MAIL._replace(host="127.0.0.1")
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = True  # Django refuses both
    run()
    run()

    [failed] = failed_tasks()
    assert (failed.name, failed.error) == ("at sende beskeder", "ValueError")
    DBTaskResult.objects.failed().update(finished_at=timezone.now() - background.PAUSE_AFTER_FAILURE)
    run()
    assert len(failed_tasks()) == 2


def test_a_task_whose_worker_died_is_kept_as_one_that_failed():
    background.clean_up.enqueue()
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now() - timedelta(hours=2))
    background.enqueue_due(timezone.now())

    assert [one.error for one in failed_tasks()] == ["WorkerLost"]


@pytest.mark.exhaustive
def test_it_stops_when_it_is_asked_to(tmp_path):
    settings = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "KOBLING_SECRET_KEY"}}
    process = subprocess.Popen(
        [sys.executable, "-c", "from kobling.cli import main; main()", "worker"],
        env=settings | {"KOBLING_HOME": str(tmp_path), "PYTHONPATH": str(ROOT / "src")},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline()
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == 0
