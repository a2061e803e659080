"""Python processes with a database of their own, which may be killed in the middle."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tools.repository import ROOT

NEVER = 10**9
KILL_POINTS = ["one", pytest.param("all", marks=pytest.mark.exhaustive)]


def kill_points(statements, points):
    """Return before which statements to kill: late in the middle, or at the ends and in between."""
    if points == "one":
        return [max(1, statements - 1)]
    return sorted({1, 2, statements // 4, statements // 2, statements - 2, statements - 1, statements} - {0, -1})


class Processes:
    """A running `tests.rooms.die_at`."""

    def __init__(self):
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
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
        self._process.stdin.write(json.dumps([str(home), fatal, action, *arguments]) + "\n")
        self._process.stdin.flush()
        code, said = json.loads(self._process.stdout.readline())
        assert code == (-signal.SIGKILL if dies else 0), said
        return None if dies else int(said)

    def stop(self):
        self._process.communicate()


def everything(home):
    """Every row of every table of ours, by table."""
    with closing(sqlite3.connect(home / "kobling.sqlite3")) as database:
        names = [
            name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        return {name: database.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names if "_" in name}


def copy_of(home, other):
    """Copy the database of one folder into another, and return that folder."""
    with (
        closing(sqlite3.connect(home / "kobling.sqlite3")) as source,
        closing(sqlite3.connect(other / "kobling.sqlite3")) as copy,
    ):
        source.backup(copy)
    return other
