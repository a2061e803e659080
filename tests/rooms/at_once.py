"""Actions that several processes or servers take at the same time, each on a connection of its own.

On SQLite the database is a file, copied from the migrated one: one in memory cannot be shared by connections.
"""

import threading
from contextlib import contextmanager

from django.db import connection, connections

from tests.rooms.processes import copy_of, database_of

SECONDS = 60


def at_once(*actions):
    """Run actions at the same time, and return what each returned, or the error it raised."""
    barrier = threading.Barrier(len(actions))
    results = [None] * len(actions)

    def run(index, action):
        try:
            barrier.wait(SECONDS)
            results[index] = action()
        except Exception as error:  # noqa: BLE001 - the caller looks at it
            results[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    return results


def alone(action):
    """Run an action on a connection of its own, and return what it returned."""
    (result,) = at_once(action)
    if isinstance(result, Exception):
        raise result
    return result


@contextmanager
def database_of_many(request, folder):
    """Let connections of other threads use one database, which is empty. The test is marked as transactional."""
    if connection.vendor == "postgresql":
        yield
        return
    home = copy_of(request.getfixturevalue("migrated"), folder)
    in_memory = connection.settings_dict["NAME"]
    with request.getfixturevalue("django_db_blocker").unblock():
        connection.settings_dict["NAME"] = database_of(home)
        try:
            yield
        finally:
            connection.settings_dict["NAME"] = in_memory
