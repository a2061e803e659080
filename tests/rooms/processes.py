"""Python processes with a database of their own, which may be killed in the middle.

A database goes by a folder: on SQLite it is a file there; on PostgreSQL it lies on the server that the tests use, and
its name is made of the folder's.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256

import pytest
from django.db import connection

from tools.repository import ROOT

NEVER = 10**9
ON_SERVER = []
"""The databases that were made on PostgreSQL's server."""
KILL_POINTS = ["one", pytest.param("all", marks=pytest.mark.exhaustive)]


def kill_points(statements, points):
    """Return before which statements to kill: late in the middle, or at the ends and in between."""
    if points == "one":
        return [max(1, statements - 1)]
    return sorted({1, 2, statements // 4, statements // 2, statements - 2, statements - 1, statements} - {0, -1})


def database_of(home):
    """Return the name of the database of a folder."""
    if connection.vendor == "postgresql":
        return f"of_{sha256(str(home).encode()).hexdigest()[:16]}"
    return str(home / "kobling.sqlite3")


def server(database="postgres"):
    """Return a connection of its own to a database of the server that PostgreSQL's tests use, outside transactions."""
    import psycopg

    names = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    settings = {ours: connection.settings_dict[theirs] for ours, theirs in names.items()}
    return psycopg.connect(dbname=database, autocommit=True, **settings)


def on_server(statement):
    """Run a statement on that server."""
    with server() as database:
        database.execute(statement)


class Processes:
    """A running `tests.rooms.die_at`."""

    def __init__(self):
        left_out = set() if connection.vendor == "postgresql" else {"DATABASE_URL"}
        environment = {name: value for name, value in os.environ.items() if name not in left_out}
        environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "src"), environment.get("PYTHONPATH", "")])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.rooms.die_at"],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def act(self, home, action, *arguments, fatal=NEVER, dies=False):
        """Run an action on the database in a folder, and return how many statements it had."""
        code, said = self._ask(home, fatal, action, *arguments)
        assert code == (-signal.SIGKILL if dies else 0), said
        return None if dies else int(said)

    def act_on_a_full_disk(self, home, action, *, room):
        """Run an action where no file can be written beyond so many bytes; return its error, or nothing."""
        code, said = self._ask(home, [room], action)
        return said.strip().splitlines()[-1] if code else ""

    def _ask(self, home, *request):
        self._process.stdin.write(json.dumps([database_of(home), *request]) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def stop(self):
        self._process.communicate()


def everything(home):
    """Every row of every table of ours, by table."""
    is_sqlite = connection.vendor == "sqlite"
    tables = "name FROM sqlite_master WHERE type = 'table'" if is_sqlite else "relname FROM pg_stat_user_tables"
    with closing(sqlite3.connect(database_of(home)) if is_sqlite else server(database_of(home))) as database:
        names = [name for (name,) in database.execute(f"SELECT {tables} ORDER BY 1").fetchall()]
        return {name: database.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names if "_" in name}


def new_database(home, template=None):
    """Make the database of a folder on PostgreSQL's server, empty or as a copy; SQLite makes its file by itself."""
    if connection.vendor == "postgresql":
        copied = f" TEMPLATE {database_of(template)}" if template else ""
        on_server(f"CREATE DATABASE {database_of(home)}{copied}")
        ON_SERVER.append(database_of(home))


def drop_databases():
    """Drop every database that was made on PostgreSQL's server."""
    while ON_SERVER:
        on_server(f"DROP DATABASE {ON_SERVER.pop()} WITH (FORCE)")


def copy_of(home, other):
    """Copy the database of one folder into another, and return that folder."""
    if connection.vendor == "postgresql":
        new_database(other, template=home)
        return other
    with (
        closing(sqlite3.connect(home / "kobling.sqlite3")) as source,
        closing(sqlite3.connect(other / "kobling.sqlite3")) as copy,
    ):
        source.backup(copy)
    return other
