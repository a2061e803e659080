"""What every test stands on: no contact with other machines, and property tests without a stop-watch."""

import gc
import ipaddress
import socket
from pathlib import Path

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, ScryptPasswordHasher
from django.db import transaction
from django.test import TransactionTestCase
from django.utils import translation

from tests.laws import register_profiles
from tests.rooms.processes import Processes, copy_of, drop_databases, new_database
from tests.sources.statbank.fake import FakeStatBank

register_profiles()
TESTS = Path(__file__).parent
RENDERING = [TESTS / "web" / "public", TESTS / "web" / "opendata"]
"""Folders of tests that read releases as those of the rooms do, and then look at pages and files alone."""
NO_DATABASE = ("browser", "core", "records", "sources", "tools")
"""Folders that the run on PostgreSQL does not even collect."""
USES_DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback"}


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Spare the garbage collector what is imported and collected: it lives to the end, and is never searched."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark every test that uses the database, and those of them that a second database has nothing to say about."""
    for item in items:
        django_case = isinstance(item.cls, type) and issubclass(item.cls, TransactionTestCase)
        if django_case or USES_DATABASE & set(item.fixturenames) or item.get_closest_marker("django_db"):
            item.add_marker("database")
        if item.get_closest_marker("browser") and not item.path.is_relative_to(TESTS / "browser"):
            raise pytest.UsageError(f"{item.nodeid} needs a browser: move it to tests/browser, where such tests are")
        if item.get_closest_marker("database") and any(item.path.is_relative_to(TESTS / part) for part in NO_DATABASE):
            raise pytest.UsageError(f"{item.nodeid} uses the database: PostgreSQL's run leaves its folder out")
        if any(item.path.is_relative_to(folder) for folder in RENDERING):
            item.add_marker("rendering")


@pytest.fixture(autouse=True)
def _no_language_left_behind():
    """A command speaks the language it was asked to, and the next test speaks the usual one again."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True, scope="session")
def _cheap_passwords():
    """A password is hashed by the hashers of the settings, in a thousandth of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ScryptPasswordHasher, "work_factor", 2**4)
        for name, cheap in {"time_cost": 1, "memory_cost": 8, "parallelism": 1}.items():
            patch.setattr(Argon2PasswordHasher, name, cheap)
        yield


@pytest.fixture(scope="module")
def module_database(django_db_setup, django_db_blocker):
    """Let a fixture fill the database once for all tests of a file; every test starts from there.

    Each test's own transaction is nested in this one, which is rolled back after the last of them.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


class OtherMachine(Exception):
    """A test tried to reach another machine."""


def _is_here(address):
    """Say whether a socket address leads to this machine; a path is a Unix socket, which always does."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _no_other_machines():
    def only_here(connect):
        def checked(self, address):
            if not _is_here(address):
                raise OtherMachine(f"a test may not connect to {address}; give it a fake that tells the truth")
            return connect(self, address)

        return checked

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", only_here(socket.socket.connect), raising=False)
        patch.setattr(socket.socket, "connect_ex", only_here(socket.socket.connect_ex), raising=False)
        yield


@pytest.fixture(scope="session")
def statbank_server():
    with FakeStatBank() as server:
        yield server


@pytest.fixture
def fake(statbank_server):
    """A StatBank on this machine that remembers nothing of the tests before; tests of other sources have their own."""
    statbank_server.reset()
    return statbank_server


@pytest.fixture(scope="session")
def processes():
    """Processes that actions run in, each with a database of its own."""
    running = Processes()
    yield running
    running.stop()
    drop_databases()


@pytest.fixture(scope="session")
def act(processes):
    """Run an action in a process of its own, on a database of its own: see `Processes.act`."""
    return processes.act


@pytest.fixture(scope="session")
def migrated(act, tmp_path_factory):
    """A folder with an empty database, which no test changes."""
    folder = tmp_path_factory.mktemp("migrated")
    new_database(folder)
    act(folder, "migrate")
    return folder


@pytest.fixture(scope="session")
def imported(act, migrated, tmp_path_factory):
    """A folder with the small municipality in its database, which no test changes."""
    folder = copy_of(migrated, tmp_path_factory.mktemp("imported"))
    act(folder, "import")
    return folder
