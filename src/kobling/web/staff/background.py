"""What `kobling worker` does outside requests: tasks of django-tasks, and when each of them is due.

Every task can be run twice, by two workers at once, or again after one was killed: what it does is claimed row by row.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kobling.core.errors import KoblingError
from kobling.rooms.followers import subscriptions
from kobling.rooms.followers.queries import CONFIRM, RELEASE
from kobling.rooms.messages import delivery
from kobling.rooms.messages.digests import DIGEST
from kobling.rooms.messages.records import Compose
from kobling.web.following.letters import confirm_letter, release_letter
from kobling.web.staff import digests

STOPPING = Event()
"""Set when the worker is asked to stop: a task that does one thing after another then stops between two."""
MAX_RUN = timedelta(minutes=10)
"""Of a task that does one thing after another; the next one goes on."""
PAUSE_AFTER_FAILURE = timedelta(minutes=5)
LOST_AFTER = timedelta(hours=1)
"""After which a task that runs is taken to be one whose worker died."""
KEEP_DONE_DAYS, KEEP_FAILED_DAYS = 1, 30
DIGEST_HOUR = 6
"""From which hour of the day digests are sent."""


def composers() -> Mapping[str, Compose]:
    """Return what writes the kinds of message that are written when they are sent."""
    return {DIGEST: digests.DigestWriter(), CONFIRM: confirm_letter, RELEASE: release_letter}


class WorkerLost(KoblingError):
    """The worker that ran a task stopped in the middle of it."""


@task()
def send_messages() -> int:
    """Send the messages of the outbox that are due; return how many were sent."""
    until = timezone.now() + MAX_RUN
    return delivery.deliver(
        now=timezone.now, compose=composers(), is_stopping=lambda: STOPPING.is_set() or timezone.now() > until
    )


@task()
def send_digests() -> int:
    """Put the digests that are due into the outbox; return how many."""
    return digests.send_due_digests(timezone.now())


@task()
def announce_releases() -> int:
    """Put a message about each new release into the outbox for its followers; return how many."""
    return subscriptions.announce_releases(timezone.now())


@task()
def clean_up() -> None:
    """Delete what is kept no longer: traces of tasks and messages, and addresses that were not confirmed."""
    delivery.forget_old(timezone.now())
    subscriptions.delete_unconfirmed(timezone.now())
    call_command(
        "prune_db_task_results", min_age_days=KEEP_DONE_DAYS, failed_min_age_days=KEEP_FAILED_DAYS, verbosity=0
    )


@dataclass(frozen=True)
class Duty:
    """A task, and when it is due."""

    task: "Task[Any, Any]"
    is_due: Callable[[datetime], bool]


def _digests_are_due(at: datetime) -> bool:
    return bool(settings.MAIL.host) and once_a_day("send_digests", 0 if settings.DEMO else DIGEST_HOUR)(at)


def _has_news(at: datetime) -> bool:
    return bool(settings.MAIL.host) and subscriptions.is_release_due(at)


def _has_messages(at: datetime) -> bool:
    return bool(settings.MAIL.host) and delivery.is_due(at)


def once_a_day(name: str, hour: int) -> Callable[[datetime], bool]:
    """Return whether a task has not been done since an hour of the day that has come."""

    def is_due(at: datetime) -> bool:
        begins = timezone.localtime(at).replace(hour=hour, minute=0, second=0, microsecond=0)
        return at >= begins and not _results(name).successful().filter(enqueued_at__gte=begins).exists()

    return is_due


def _results(name: str) -> Any:
    return DBTaskResult.objects.filter(task_path=f"{__name__}.{name}")


DUTIES = (
    Duty(announce_releases, _has_news),
    Duty(send_messages, _has_messages),
    Duty(send_digests, _digests_are_due),
    Duty(clean_up, once_a_day("clean_up", 3)),
)


def enqueue_due(at: datetime) -> None:
    """Put every task that is due into the queue, where it does not wait there already."""
    for lost in DBTaskResult.objects.running().filter(started_at__lt=at - LOST_AFTER):
        lost.set_failed(WorkerLost())
    for duty in DUTIES:
        results = _results(duty.task.func.__name__)
        waits = results.filter(status=TaskResultStatus.READY).exists()
        failed = results.failed().filter(finished_at__gt=at - PAUSE_AFTER_FAILURE).exists()
        if not waits and not failed and duty.is_due(at):
            duty.task.enqueue()
