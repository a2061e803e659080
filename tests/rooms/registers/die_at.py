"""Draw against a fake on this machine and die, as by a power cut, before the statement with a given number.

    python -m tests.rooms.registers.die_at BASE DAY STATEMENT

Prints how many statements the drawing had, when it lived.
"""

import os
import signal
import sys
from datetime import UTC, datetime

import django


def main(base, day, fatal):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    django.setup()
    from django.db import connection

    from kobling.sources.statbank import StatBank, statbank_client
    from tests.rooms.registers.town import draw

    count = 0

    def die_in_time(execute, sql, params, many, context):
        nonlocal count
        count += 1
        if count == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    connection.ensure_connection()
    with connection.execute_wrapper(die_in_time):
        draw(StatBank(statbank_client(base)), at=datetime(2020, 3, day, 8, tzinfo=UTC))
    print(count)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
