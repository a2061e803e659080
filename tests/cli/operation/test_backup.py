"""A backup that is made while others write is restored as it was at one moment, or not at all."""

import contextlib
import os
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.cli.operation.installation import kobling, start
from tests.rooms.processes import copy_of, database_of, everything, new_database, server

pytestmark = pytest.mark.database

WRITER = """
import django; django.setup()
from tests.rooms import die_at
while True:
    die_at.change()
    die_at.import_folder()
    print("x", flush=True)
"""
DIES_HALF_WAY = """
import os, signal
from kobling.cli.operation import sqlite_copy
sqlite_copy.PAGES_AT_ONCE = 40
sqlite_copy._Deadline.check = lambda *progress: os.kill(os.getpid(), signal.SIGKILL)
from kobling.cli import main; main()
"""


@pytest.fixture(scope="module")
def backup(installed, tmp_path_factory):
    """A backup of the small municipality."""
    path = tmp_path_factory.mktemp("backup") / "small.backup"
    kobling(installed, "backup", path)
    return path


@pytest.fixture
def home(installed, act, tmp_path):
    """An installation with something else in it."""
    copy_of(installed, tmp_path)
    act(tmp_path, "change")
    return tmp_path


def empty(folder):
    new_database(folder)
    return folder


def without_the_restoring(rows):
    """Leave the entries out that restoring has added, and the account it was done under."""
    left = {"audit_entry": rows["audit_entry"][:-2], "people_user": rows["people_user"][:-1]}
    return without_counters(rows) | left


def without_counters(rows):
    """Leave out what SQLite counts rows with."""
    return {table: those for table, those in rows.items() if table != "sqlite_sequence"}


def test_a_backup_is_restored_equal_into_an_empty_database(installed, backup, tmp_path):
    said = kobling(empty(tmp_path), "restore", backup, "--by", "operator")

    assert "Everything is restored." in said
    assert "The trail is complete" in said
    assert without_the_restoring(everything(tmp_path)) == without_counters(everything(installed))
    assert "restore a backup" in kobling(tmp_path, "audit")


@pytest.mark.exhaustive
def test_nothing_is_overwritten_unless_it_is_asked_for(installed, backup, home):
    before = everything(home)

    assert "The database is not empty" in kobling(home, "restore", backup, code=1)
    assert "can be restored" in kobling(home, "restore", backup, "--dry-run")
    assert everything(home) == before

    kobling(home, "restore", backup, "--overwrite", "--by", "operator")
    assert without_the_restoring(everything(home)) == without_counters(everything(installed))


def test_a_backup_under_load_is_of_one_moment(installed, tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    for folder in (source, target):
        folder.mkdir()
    copy_of(installed, source)
    with start(source, program=WRITER, DJANGO_SETTINGS_MODULE="kobling.config.settings") as writer:
        try:
            assert writer.stdout.readline() == "x\n"
            kobling(source, "backup", tmp_path / "busy.backup")
            assert writer.stdout.readline() == "x\n"
        finally:
            os.killpg(writer.pid, signal.SIGKILL)

    said = kobling(empty(target), "restore", tmp_path / "busy.backup", "--by", "operator")

    assert "The trail is complete" in said
    then, now = without_the_restoring(everything(target)), everything(source)
    assert 0 < len(then["audit_entry"]) < len(now["audit_entry"])
    for table in ("audit_entry", "facts_version", "facts_changeset"):
        assert then[table] == now[table][: len(then[table])], table


@pytest.mark.exhaustive
def test_a_backup_of_a_newer_version_is_refused(installed, backup, tmp_path):
    newer, target = tmp_path / "newer", tmp_path / "target"
    for folder in (newer, target):
        folder.mkdir()
    copy_of(installed, newer)
    statement = "INSERT INTO django_migrations (app, name, applied) VALUES ('facts', '9999_later', '2030-01-01')"
    if connection.vendor == "postgresql":
        with server(database_of(newer)) as database:
            database.execute(statement)
    else:
        with closing(sqlite3.connect(database_of(newer))) as database, database:
            database.execute(statement)

    kobling(newer, "backup", tmp_path / "newer.backup")

    assert "facts.9999_later" in kobling(empty(target), "restore", tmp_path / "newer.backup", code=1)
    assert "of a newer Kobling" in kobling(newer, "upgrade", code=1)
    if connection.vendor == "sqlite":
        assert "of a newer Kobling" in kobling(newer, "status", code=1)


@pytest.mark.embedded
def test_killed_half_way_the_former_database_is_whole(backup, home):
    before = everything(home)

    with start(home, "restore", backup, "--overwrite", program=DIES_HALF_WAY) as process:
        process.communicate(timeout=60)

    assert process.returncode == -signal.SIGKILL
    assert everything(home) == before
    assert "The trail is complete" in kobling(home, "audit", "verify")


@pytest.mark.on_server
@pytest.mark.parametrize("seconds", [0.05, *(pytest.param(n / 10, marks=pytest.mark.exhaustive) for n in range(1, 5))])
def test_psql_killed_half_way_the_former_database_or_the_new_one_is_whole(installed, backup, home, seconds):
    before = everything(home)

    with start(home, "restore", backup, "--overwrite", "--by", "operator") as process:
        while "psql" not in children(process.pid):
            assert process.poll() is None
            time.sleep(0.005)
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)

    with server(database_of(home)) as database:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        database.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
    after = everything(home)
    assert after == before or after["facts_version"] == everything(installed)["facts_version"]
    assert "The trail is complete" in kobling(home, "audit", "verify")


def children(pid):
    """Return the names of the programs that a process has started and that run."""
    found = set()
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):
            numbers = (task / "children").read_text().split()
            found |= {Path(f"/proc/{number}/comm").read_text().strip() for number in numbers}
    return found


@pytest.mark.embedded
def test_a_backup_of_one_kind_of_database_is_not_restored_into_the_other(backup, tmp_path):
    settings = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "KOBLING_SECRET_KEY": "k" * 50}

    said = kobling(tmp_path, "restore", backup, code=1, **settings)

    assert "is of SQLite, and this installation uses PostgreSQL" in said


@pytest.mark.embedded
def test_an_empty_database_is_no_backup(tmp_path):
    assert "nothing to back up" in kobling(tmp_path, "backup", tmp_path / "none.backup", code=1)
    assert list(tmp_path.iterdir()) == []
