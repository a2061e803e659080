"""Python processes with a database of their own, which may be killed in the middle."""

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


def run(home, *arguments, dies=False):
    """Run Python with the database in that folder, and return what it prints."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {
        "KOBLING_HOME": str(home),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src"), environment.get("PYTHONPATH", "")]),
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "kobling.config.settings"),
    }
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == (-signal.SIGKILL if dies else 0), done.stderr
    return done.stdout


def migrate(home):
    """Make the tables of an empty database in that folder."""
    run(home, "-m", "django", "migrate", "--verbosity", "0")


def act(home, action, *arguments, fatal=NEVER, dies=False):
    """Run an action of `tests.rooms.die_at`, and return how many statements it had."""
    return run(home, "-m", "tests.rooms.die_at", str(fatal), action, *arguments, dies=dies)


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
