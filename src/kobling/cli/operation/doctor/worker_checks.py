"""Faults of what is done outside requests: no worker, work that failed, and mail that is not set up."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from kobling.cli.operation.doctor.faults import Fault
from kobling.cli.operation.doctor.settings_checks import is_public
from kobling.rooms.messages.queries import overdue_count
from kobling.web.staff.background import LOST_AFTER
from kobling.web.staff.failed_tasks import failed_tasks

OVERDUE = timedelta(minutes=30)
"""After which a message that is due shows that there is no worker."""
QUIET = timedelta(hours=26)
"""A worker tidies up once a day, so its newest work is never older."""


def mail() -> Iterator[Fault]:
    """Find that messages cannot be sent."""
    if is_public() and settings.WORKING_PAGES and not settings.MAIL.host:
        found = _("KOBLING_MAIL_HOST is not set: messages wait in the outbox, and invitations are handed over by hand.")
        remedy = _("Set KOBLING_MAIL_HOST and what belongs to it; see docs/operations.md.")
        yield Fault("mail", found, remedy, "warning")


def worker() -> Iterator[Fault]:
    """Find that no worker runs, or that one hangs."""
    now = timezone.now()
    remedy = _("Start one with: kobling worker. As a systemd unit: systemctl restart kobling-worker")
    if overdue := overdue_count(now - OVERDUE) if settings.MAIL.host else 0:
        found = _("%(count)d messages have been due for more than half an hour: no worker sends them.")
        yield Fault("worker", found % {"count": overdue}, remedy)
    finished = DBTaskResult.objects.filter(finished_at__isnull=False).order_by("-finished_at").first()
    if finished is not None and finished.finished_at < now - QUIET:
        yield Fault("worker", _("No work has been done for more than a day: no worker runs."), remedy)
    if hanging := DBTaskResult.objects.running().filter(started_at__lt=now - LOST_AFTER).count():
        found = _("%(count)d tasks began more than an hour ago and have not ended: their worker hangs or is gone.")
        yield Fault("worker", found % {"count": hanging}, remedy)


def failed_work() -> Iterator[Fault]:
    """Find tasks that failed lately."""
    for failed in failed_tasks():
        found = _("A task has failed: %(task)s (%(error)s).")
        remedy = _("It is tried again by itself. See the log of the worker where it goes on failing.")
        yield Fault("failed-work", found % {"task": failed.name, "error": failed.error}, remedy, "warning")


CHECKS = (mail, worker, failed_work)
