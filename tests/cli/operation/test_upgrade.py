"""`kobling upgrade` of databases of earlier versions: nothing in them is lost, also where it is interrupted.

`record.py` says how they were made.
"""

import json
import signal
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.cli.operation.installation import kobling, start

pytestmark = pytest.mark.embedded
RECORDED = Path(__file__).parent / "recorded"
VERSIONS = sorted(RECORDED.glob("*.sql"))
CHANGED = {"people_user", "sqlite_sequence", "municipality_municipality"}
"""Tables whose former columns may hold something else afterwards: keys, counters, and an address that became a fact."""
DIES_AFTER = """
import os, signal, sys
from django.db.migrations.recorder import MigrationRecorder
left, record = [int(sys.argv.pop())], MigrationRecorder.record_applied
def record_and_die(*arguments):
    record(*arguments)
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
MigrationRecorder.record_applied = record_and_die
from kobling.cli import main; main()
"""


def columns(database, table):
    return [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]


def tables(database):
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name: columns(database, name) for (name,) in names}


def contents(path):
    """Return the rows of each table, as columns by name."""
    with closing(sqlite3.connect(path)) as database:
        return {
            name: [dict(zip(names, row, strict=True)) for row in database.execute(f'SELECT * FROM "{name}"')]
            for name, names in tables(database).items()
        }


def leaves(value):
    """Yield every text and number in a value, also where it is JSON; numbers as numbers, however they are written."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    elif isinstance(value, str):
        parsed = value
        with suppress(ValueError):
            parsed = json.loads(value)
        if isinstance(parsed, dict | list):
            yield from leaves(parsed)
        else:
            yield number_or_text(value)
    elif value is not None and not isinstance(value, bool):
        yield float(value)


def number_or_text(text):
    try:
        return float(text)
    except ValueError:
        return text


def check_nothing_is_lost(before, after):
    facts = set(leaves([after["facts_fact"], after["facts_measurement"], after["municipality_municipality"]]))
    for table, rows in before.items():
        if table in CHANGED:
            continue
        if table not in after:
            texts = {value for row in rows for value in leaves(row) if isinstance(value, str) and value}
            assert texts <= facts, (table, texts - facts)
            continue
        shared = set(rows[0]) & set(after[table][0]) if rows else set()
        kept = [{name: row[name] for name in shared} for row in after[table]]
        lost = [row for row in rows if {name: row[name] for name in shared} not in kept]
        assert lost == [], table
    assert {row["name"] for row in before["people_user"]} <= {row["name"] for row in after["people_user"]}
    assert len(before["releases_release"]) == 2
    figures = {row["value"] for table in before if table.endswith("_measurement") for row in before[table]}
    assert len(figures) == 3
    assert figures <= {row["value"] for row in after["facts_measurement"]}


def recorded(version, home):
    """Make the database of a version in a folder; return what is in it."""
    with closing(sqlite3.connect(home / "kobling.sqlite3")) as database:
        database.executescript(version.read_text("utf-8"))
    return contents(home / "kobling.sqlite3")


@pytest.mark.parametrize("version", VERSIONS, ids=lambda path: path.stem)
def test_nothing_of_an_earlier_version_is_lost(version, tmp_path):
    before = recorded(version, tmp_path)

    said = kobling(tmp_path, "upgrade")

    assert "Backed up to" in said
    assert "The trail is complete" in said
    assert "Every release is as it was made" in said
    check_nothing_is_lost(before, contents(tmp_path / "kobling.sqlite3"))
    [backup] = tmp_path.glob("*.backup")
    if version != VERSIONS[-1]:
        return
    assert "of this version already" in kobling(tmp_path, "upgrade")
    kobling(tmp_path, "restore", backup, "--overwrite", "--by", "operator")
    check_nothing_is_lost(before, contents(tmp_path / "kobling.sqlite3"))


@pytest.mark.parametrize("steps", [3, *(pytest.param(number, marks=pytest.mark.exhaustive) for number in (1, 10, 40))])
def test_an_interrupted_upgrade_goes_on_where_it_stopped(steps, tmp_path):
    before = recorded(VERSIONS[0], tmp_path)

    with start(tmp_path, "upgrade", steps, program=DIES_AFTER) as process:
        process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL
    said = kobling(tmp_path, "upgrade")

    assert "The trail is complete" in said
    check_nothing_is_lost(before, contents(tmp_path / "kobling.sqlite3"))
