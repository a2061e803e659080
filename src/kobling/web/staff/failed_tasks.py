"""The tasks of the worker that failed, for an administrator."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django_tasks_db.models import DBTaskResult

MAX_SHOWN = 50
NAMES = {
    "send_messages": gettext_noop("sending messages"),
    "send_digests": gettext_noop("finding out who gets a mail about what waits"),
    "announce_releases": gettext_noop("finding out who follows a new release"),
    "clean_up": gettext_noop("deleting old traces"),
}
"""The functions of `background.py`, in words."""


@dataclass(frozen=True)
class FailedTask:
    """A task that failed."""

    name: str
    at: datetime
    error: str
    """The class of the error: its words may hold an address."""


def failed_tasks() -> tuple[FailedTask, ...]:
    """Return the tasks that failed, the newest first."""
    rows = (
        DBTaskResult.objects.failed()
        .order_by("-finished_at")
        .values_list("task_path", "finished_at", "exception_class_path")
    )
    return tuple(
        FailedTask(_name(path.rpartition(".")[2]), at, error.rpartition(".")[2])
        for path, at, error in rows[:MAX_SHOWN]
        if at is not None
    )


def _name(function: str) -> str:
    return _(NAMES[function]) if function in NAMES else function
