"""Run an action on a database of its own and die, as by a power cut, before the statement with a given number.

    python -m tests.rooms.die_at STATEMENT ACTION [ARGUMENT ...]

Prints how many statements the action had, if it lived.
"""

import os
import signal
import sys
from datetime import UTC, date, datetime

import django

ON = date(2020, 11, 30)
NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)


def import_folder():
    from kobling.rooms.folder.actions import import_facts
    from tests.rooms import small

    import_facts(facts=small.facts(), by="office", at=NOON)


def draft():
    from kobling.rooms.publishing.actions import create_release

    create_release(municipality="lilleby", on=ON, by="office", at=NOON)


def approve():
    from kobling.rooms.releases import actions

    actions.approve(municipality="lilleby", number=1, embargo_until=None, by="council", at=NOON)


def inspect():
    from kobling.rooms.findings import actions

    actions.inspect(municipality="lilleby", on=ON, by="anna", at=NOON)


def answer():
    from kobling.rooms.findings import actions

    actions.answer(municipality="lilleby", finding=1, reason="Det er med vilje.", by="bo", at=NOON)


def fetch(base_url, day):
    """Fetch from a fake of StatBank on this machine, on that day of March 2020."""
    from kobling.sources.statbank import StatBank, statbank_client
    from tests.rooms.registers.town import draw

    draw(StatBank(statbank_client(base_url)), at=datetime(2020, 3, int(day), 8, tzinfo=UTC))


ACTIONS = {
    "import": import_folder,
    "draft": draft,
    "approve": approve,
    "inspect": inspect,
    "answer": answer,
    "fetch": fetch,
}


def main(fatal, action, *arguments):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    django.setup()
    from django.db import connection

    count = 0

    def die_in_time(execute, sql, params, many, context):
        nonlocal count
        count += 1
        if count == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    connection.ensure_connection()
    with connection.execute_wrapper(die_in_time):
        ACTIONS[action](*arguments)
    print(count)


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
