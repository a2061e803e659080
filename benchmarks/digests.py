"""A digest for each of 400 people: finding out who gets one, and writing and sending them to a server on this machine.

    python -m benchmarks.digests FOLDER PEOPLE

prints the measurements as JSON. `python -m benchmarks digests` prints the table.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import django

PEOPLE = 400
STEPS = ("digests", "finding, s", "finding, queries", "sending, s", "sending, queries each")


def main(folder: Path, people: int) -> None:
    """Import a folder, add people who own goals in turn, and send each a digest."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    django.setup()
    from aiosmtpd.controller import Controller
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from kobling.cli.shared.mail_catcher import Mailbox
    from kobling.records.rights import Role
    from kobling.rooms.facts.queries import municipality_facts
    from kobling.rooms.folder.actions import import_facts
    from kobling.rooms.folder.reader import read_contents
    from kobling.rooms.messages.delivery import deliver
    from kobling.rooms.municipality.queries import slugs
    from kobling.rooms.people import actions, queries
    from kobling.rooms.people.records import Assignment, Place
    from kobling.web.staff.background import composers
    from kobling.web.staff.digests import send_due_digests

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody signs in
    call_command("migrate", verbosity=0)
    office = actions.command_line_account(name="benchmark", at=timezone.now())
    import_facts(facts=read_contents(folder).facts, by=office, at=timezone.now(), replace=True)
    [slug] = slugs()
    goals = [goal.key for goal in municipality_facts(slug).goals]
    long_ago = timezone.now() - timedelta(days=60)
    for number in range(people):
        name, place = f"ejer{number}", Place("goal", goals[number % len(goals)])
        assignment = Assignment(Role.OWNER, slug, place)
        actions.add(name=name, assignment=assignment, password=f"klovnefisk-{number}", by=office, at=long_ago)
        own = queries.user(name).key
        actions.choose_address(email=f"{name}@post.test", language="da", by=own, at=long_ago)

    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=8725)
    controller.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 8725, False
    settings.DEFAULT_FROM_EMAIL, settings.PUBLIC_ADDRESS = "kobling@post.test", "https://maal.test/"

    def measured(step: Callable[[], int]) -> tuple[int, float, int]:
        begun = time.perf_counter()
        with CaptureQueriesContext(connection) as asked:
            result = step()
        return result, time.perf_counter() - begun, len(asked)

    found, finding, asked = measured(lambda: send_due_digests(timezone.now()))
    sent, sending, sent_asked = measured(lambda: deliver(now=timezone.now, compose=composers()))
    controller.stop()
    assert sent == found
    print(json.dumps(dict(zip(STEPS, (found, finding, asked, sending, sent_asked / max(sent, 1)), strict=True))))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
