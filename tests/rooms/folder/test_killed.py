"""A process that is killed in the middle leaves everything as it was, and the deed can be done again."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
NEVER = 10**9
KILL_POINTS = ["one", pytest.param("all", marks=pytest.mark.exhaustive)]


def kill_points(statements, points):
    """Return before which statements to kill: late in the middle, or at the ends and in between."""
    if points == "one":
        return [max(1, statements - 1)]
    return sorted({1, 2, statements // 4, statements // 2, statements - 2, statements - 1, statements} - {0, -1})


@pytest.fixture
def home(tmp_path):
    run(tmp_path, "-m", "django", "migrate", "--verbosity", "0")
    return tmp_path


def run(home, *arguments, dies=False):
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


def deed(home, name, fatal=NEVER, **more):
    return run(home, "-m", "tests.rooms.folder.die_at", name, str(fatal), **more)


def everything(home):
    """Every row of every table of ours, by table."""
    with closing(sqlite3.connect(home / "kobling.sqlite3")) as database:
        names = [
            name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        return {name: database.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names if "_" in name}


@pytest.mark.parametrize("points", KILL_POINTS)
@pytest.mark.parametrize("name", ["import", "draft", "approve"])
def test_killed_anywhere_it_is_as_if_it_had_not_begun(home, name, points, tmp_path_factory):
    for earlier in ["import", "draft", "approve"][: ["import", "draft", "approve"].index(name)]:
        deed(home, earlier)
    before = everything(home)
    statements = int(deed(copy_of(home, tmp_path_factory), name))

    for fatal in kill_points(statements, points):
        deed(home, name, fatal, dies=True)
        assert everything(home) == before, f"killed before statement {fatal} of {statements}"

    deed(home, name)
    assert everything(home) != before


def copy_of(home, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    with (
        closing(sqlite3.connect(home / "kobling.sqlite3")) as source,
        closing(sqlite3.connect(other / "kobling.sqlite3")) as copy,
    ):
        source.backup(copy)
    return other


def test_the_deeds_are_told_in_the_audit_once_each(home):
    for name in ("import", "draft", "approve"):
        deed(home, name)

    assert len(everything(home)["audit_entry"]) == 3
