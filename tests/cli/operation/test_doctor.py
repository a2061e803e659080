"""`kobling doctor` names each fault of an installation, with what to do, and none of a sound one."""

import json
import os
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone, translation
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kobling.cli.operation.doctor import machine_checks, settings_checks, worker_checks
from tests.cli.operation.installation import kobling, start
from tests.rooms.processes import copy_of, database_of, server

SOUND = {
    "KOBLING_HOSTS": "maal.example.dk",
    "KOBLING_SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789-ABCDEFGHIJKLMN",
    "KOBLING_ADDRESS": "https://maal.example.dk/",
    "KOBLING_MAIL_HOST": "mail.example.dk",
    "KOBLING_MAIL_FROM": "kobling@example.dk",
}
NOW = timezone.now()
PLANT = """
import sys, django; django.setup()
from datetime import timedelta
from django.db import connection
from django.utils import timezone
from kobling.records.rights import Role
from kobling.rooms.audit.actions import record
from kobling.rooms.people import actions
from kobling.rooms.people.records import Assignment

def add(name, **more):
    actions.add(name=name, assignment=Assignment(Role.ADMINISTRATOR, None), password="hemmeligt kodeord", by="k",
                at=timezone.now(), **more)

def overdue():
    from kobling.rooms.messages.models import Message
    from kobling.rooms.people.models import User
    before = timezone.now() - timedelta(hours=1)
    Message.objects.create(user=User.objects.get(name="ida"), template="x", subject="x", body="x", created=before,
                           next_attempt=before)

def altered(table, column):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            for (trigger,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {trigger}")
        cursor.execute(f"UPDATE {table} SET {column}")

def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)

exec(sys.argv[1])
"""
FAULTS = {
    "secret-key": ("", {"KOBLING_SECRET_KEY": "k" * 50}),
    "hosts": ("", {"KOBLING_ADDRESS": "https://other.example.dk/"}),
    "tls": ("", {"KOBLING_ADDRESS": "http://maal.example.dk/"}),
    "clock": (
        "record(by='k', action='answer', subject='x', details={}, at=timezone.now() + timedelta(hours=1))",
        {},
    ),
    "audit": ("altered('audit_entry', \"subject = 'another'\")", {}),
    "no-administrator": ("actions.close(name='ida', by='k', at=timezone.now())", {}),
    "demo-accounts": ("add('demo', is_demo=True)", {}),
    "mail": ("", {"KOBLING_MAIL_HOST": ""}),
    "worker": ("overdue()", {}),
    "migrations": ("run(\"DELETE FROM django_migrations WHERE name = '0002_append_only' AND app = 'audit'\")", {}),
    "newer-database": (
        "run(\"INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '9999_later', '2030-01-01')\")",
        {},
    ),
}
"""What is planted, and with which settings the installation is run, by the fault that is to be named."""
TOGETHER = (
    ("secret-key", "hosts", "clock", "audit", "no-administrator", "demo-accounts", "worker"),
    ("tls", "mail"),
    ("migrations",),
    ("newer-database",),
)


def plant(home, program):
    with start(home, program, program=PLANT, DJANGO_SETTINGS_MODULE="kobling.config.settings") as process:
        said, _error = process.communicate(timeout=60)
    assert process.returncode == 0, said


def found(home, *, code, **settings):
    """Return the faults that the command names, by kind."""
    said = kobling(home, "doctor", "--json", code=code, **(SOUND | settings))
    return {fault["kind"]: fault for fault in json.loads(said)}


@pytest.fixture(scope="module")
def sound(installed, tmp_path_factory):
    """A sound installation with an administrator, which no test changes."""
    home = copy_of(installed, tmp_path_factory.mktemp("sound"))
    if connection.vendor == "sqlite":
        Path(database_of(home)).chmod(0o600)
    plant(home, "add('ida')")
    return home


@pytest.mark.database
def test_nothing_is_wrong_with_a_sound_installation(sound):
    assert kobling(sound, "doctor", **SOUND) == "Nothing is wrong.\n"


@pytest.mark.database
@pytest.mark.parametrize("kinds", TOGETHER, ids=" ".join)
def test_each_planted_fault_is_named_with_what_to_do(sound, tmp_path, kinds):
    copy_of(sound, tmp_path)
    if connection.vendor == "sqlite":
        Path(database_of(tmp_path)).chmod(0o600)
    settings = {}
    programs = []
    for kind in kinds:
        program, more = FAULTS[kind]
        programs.append(program)
        settings |= more
    if any(programs):
        plant(tmp_path, "\n".join(programs))

    faults = found(tmp_path, code=1, **settings)

    assert set(faults) == set(kinds)
    assert all(fault["found"] and fault["remedy"] for fault in faults.values())
    assert "ida" not in json.dumps(faults)


@pytest.mark.embedded
@pytest.mark.database
def test_files_that_others_can_read_and_a_damaged_database_are_named(sound, tmp_path):
    copy_of(sound, tmp_path)
    file = Path(database_of(tmp_path))
    file.chmod(0o644)
    assert set(found(tmp_path, code=1)) == {"permissions"}

    file.chmod(0o600)
    pages = bytearray(file.read_bytes())
    pages[4096 * 3 : 4096 * 9] = os.urandom(4096 * 6)
    file.write_bytes(pages)
    assert set(found(tmp_path, code=1)) == {"damaged"}

    file.write_bytes(b"no database at all" * 1000)
    assert set(found(tmp_path, code=1)) == {"database-unreachable"}
    file.unlink()
    assert set(found(tmp_path, code=1)) == {"database-unreachable"}


@pytest.mark.usefixtures("_english")
@pytest.mark.django_db
@override_settings(MAIL=SimpleNamespace(host="mail.example.dk"))
def test_a_worker_that_stopped_or_hangs_and_work_that_failed_are_named():
    def result(**columns):
        blank = {"args_kwargs": {}, "task_path": "x.send_messages", "backend_name": "default", "traceback": "Anna"}
        return DBTaskResult.objects.create(run_after=NOW, exception_class_path="x.Refused", **(blank | columns))

    assert list(worker_checks.worker()) == []
    old = result(status=TaskResultStatus.SUCCESSFUL, finished_at=NOW - timedelta(hours=30))
    assert [fault.kind for fault in worker_checks.worker()] == ["worker"]
    old.delete()
    result(status=TaskResultStatus.RUNNING, started_at=NOW - timedelta(hours=2))
    result(status=TaskResultStatus.FAILED, finished_at=NOW)
    [hanging], [failed] = worker_checks.worker(), worker_checks.failed_work()
    assert (hanging.kind, failed.kind, failed.weight) == ("worker", "failed-work", "warning")
    assert "Refused" in failed.found
    assert "Anna" not in failed.found


@pytest.mark.embedded
def test_a_server_that_does_not_answer_is_named(tmp_path):
    assert set(found(tmp_path, code=1, DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")) == {"database-unreachable"}


@pytest.mark.database
def test_a_release_that_was_altered_is_named(sound, act, tmp_path):
    copy_of(sound, tmp_path)
    if connection.vendor == "sqlite":
        Path(database_of(tmp_path)).chmod(0o600)
    act(tmp_path, "draft")
    act(tmp_path, "approve")
    plant(tmp_path, "altered('releases_release', \"sha256 = 'a' || substr(sha256, 2)\")")

    faults = found(tmp_path, code=1)

    assert set(faults) == {"release"}
    assert "lilleby" in faults["release"]["found"]


@pytest.fixture
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def file(tmp_path, monkeypatch):
    """The file of an embedded database on a machine that can be described."""
    path = tmp_path / "kobling.sqlite3"
    path.touch(mode=0o600)
    monkeypatch.setattr(machine_checks, "embedded_file", lambda: path)
    return path


@pytest.mark.usefixtures("_english")
def test_a_full_disk_is_named(file, monkeypatch):
    assert [fault.kind for fault in machine_checks.disk()] == []

    monkeypatch.setattr(machine_checks.shutil, "disk_usage", lambda _: SimpleNamespace(total=10**11, free=4 * 10**8))
    [fault] = machine_checks.disk()
    assert (fault.kind, "400 MB" in fault.found) == ("disk-full", True)


@pytest.mark.usefixtures("_english")
@pytest.mark.parametrize(("kind", "is_named"), [("nfs4", True), ("cifs", True), ("ext4", False)])
def test_a_network_disk_is_named(file, monkeypatch, kind, is_named):
    mounts = file.with_name("mounts")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/homes {file.parent} {kind} rw 0 0\n")
    monkeypatch.setattr(machine_checks, "MOUNTS", mounts)

    assert [fault.kind for fault in machine_checks.database_files()] == ["network-disk"] * is_named


@pytest.mark.usefixtures("_english")
def test_a_folder_that_cannot_be_written_is_named(file, monkeypatch):
    """As the system answers an account that may not; root may write everywhere."""
    monkeypatch.setattr(machine_checks.os, "access", lambda path, _mode: path != file.parent)

    assert [fault.kind for fault in machine_checks.database_files()] == ["not-writable"]


@pytest.mark.usefixtures("_english")
def test_a_missing_file_of_the_program_is_named(monkeypatch, tmp_path):
    assert list(machine_checks.program_files()) == []

    monkeypatch.setattr(machine_checks.staff_assets, "STYLESHEET", tmp_path / "staff.css")
    assert [fault.kind for fault in machine_checks.program_files()] == ["program-files"]


@pytest.mark.usefixtures("_english")
def test_a_key_of_another_server_that_others_can_read_is_named(monkeypatch, tmp_path):
    key = tmp_path / "saml.key"
    key.touch(mode=0o640)
    monkeypatch.setenv("KOBLING_SAML_KEY", str(key))

    assert [fault.kind for fault in settings_checks.secret_files()] == ["permissions"]


@override_settings(ALLOWED_HOSTS=["*"])
@pytest.mark.usefixtures("_english")
def test_a_server_that_answers_to_every_name_is_named(monkeypatch):
    monkeypatch.setenv("KOBLING_HOSTS", "*")

    assert [fault.kind for fault in settings_checks.hosts()] == ["hosts"]


@pytest.mark.on_server
@pytest.mark.database
def test_missing_programs_of_postgresql_are_named(sound, tmp_path):
    with server(database_of(sound)):
        assert set(found(sound, code=1, PATH=str(tmp_path))) == {"backup-programs"}
