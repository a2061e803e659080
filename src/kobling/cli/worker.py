"""`kobling worker`: do what waits to be done, outside requests."""

import os
import signal
from types import FrameType
from typing import Any

import click
from django.conf import settings
from django.db import OperationalError, close_old_connections, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from kobling.cli.shared.database import ensure_tables
from kobling.rooms.busy import is_busy
from kobling.web.staff.background import STOPPING, enqueue_due


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, and stop: for cron, or to try it.")
@click.option(
    "--interval", default=5, show_default=True, type=click.IntRange(1, 3600), help="Seconds between looking for work."
)
@click.option("--demo-of", type=int, hidden=True)
def worker(*, once: bool, interval: int, demo_of: int | None) -> None:
    """Send messages and do what else is due, until it is stopped; any number of them may run at once."""
    settings.DEMO = demo_of is not None
    make_durable()
    ensure_tables()
    STOPPING.clear()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    if not once:
        click.echo(_("Working. Stop with Ctrl-C."))
    while not STOPPING.is_set():
        close_old_connections()
        try:
            enqueue_due(timezone.now())
            Queue().run()
        except OperationalError as error:
            if not is_busy(error):  # another process is writing: look again after the pause
                raise
        if once or (demo_of is not None and os.getppid() != demo_of):
            break
        STOPPING.wait(interval)


class Queue(Worker):
    """Runs the tasks that wait, until none does or the worker is asked to stop."""

    def __init__(self) -> None:
        """Take every task of the queue, one after another."""
        super().__init__(
            queue_names=["default"],
            interval=1,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"worker-{os.getpid()}",
            excluded_queue_names=[],
        )

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        """Run one task, and stop after it where that is asked."""
        super().run_task(db_task_result)
        self.running = not STOPPING.is_set()


def make_durable() -> None:
    """Let what is stored before a message is handed over be on the disk by then, on the embedded database too.

    It holds for connections that are made from now on.
    """
    if connection.vendor == "sqlite":
        options = connection.settings_dict["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=NORMAL", "synchronous=FULL")


def _stop(_number: int, _frame: FrameType | None) -> None:
    STOPPING.set()


COMMANDS = (worker,)
