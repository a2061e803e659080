"""Run a deed against a database of its own and die, as by a power cut, before the statement with a given number.

    python -m tests.rooms.folder.die_at (import | approve) STATEMENT

Prints how many statements the deed had, when it lived.
"""

import os
import signal
import sys
from datetime import UTC, date, datetime

import django

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)


def main(deed, fatal):
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
        do(deed)
    print(count)


def do(deed):
    from kobling.rooms.folder.actions import import_facts
    from kobling.rooms.publishing.actions import create_release
    from kobling.rooms.releases import actions
    from tests.rooms import small

    if deed == "import":
        import_facts(facts=small.facts(), by="office", at=NOON)
    elif deed == "draft":
        create_release(municipality="lilleby", on=date(2020, 11, 30), by="office", at=NOON)
    else:
        actions.approve(municipality="lilleby", number=1, embargo_until=None, by="council", at=NOON)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
