"""An inspection or an answer that is killed in the middle leaves everything as it was, and can be made again."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.rooms.folder.test_killed import KILL_POINTS, kill_points

ROOT = Path(__file__).parents[3]
NEVER = 10**9


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
    return run(home, "-m", "tests.rooms.findings.die_at", name, str(fatal), **more)


def everything(home):
    """Every row of what an inspection and an answer write."""
    with closing(sqlite3.connect(home / "kobling.sqlite3")) as database:
        tables = ("audit_entry", "findings_run", "findings_finding", "findings_event")
        return {name: database.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in tables}


@pytest.mark.parametrize("points", KILL_POINTS)
@pytest.mark.parametrize(("name", "earlier"), [("inspect", ["import"]), ("answer", ["import", "inspect"])])
def test_killed_anywhere_it_is_as_if_it_had_not_begun(tmp_path, name, earlier, points):
    run(tmp_path, "-m", "django", "migrate", "--verbosity", "0")
    for one in earlier:
        deed(tmp_path, one)
    before = everything(tmp_path)
    whole = tmp_path / "whole"
    whole.mkdir()
    (whole / "kobling.sqlite3").write_bytes((tmp_path / "kobling.sqlite3").read_bytes())
    statements = int(deed(whole, name))

    for fatal in kill_points(statements, points):
        deed(tmp_path, name, fatal, dies=True)
        assert everything(tmp_path) == before, f"killed before statement {fatal} of {statements}"

    deed(tmp_path, name)
    assert everything(tmp_path) == everything(whole)
