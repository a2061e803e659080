"""Databases of processes: made once per worker, and copied for every test."""

import pytest

from tests.rooms.processes import Processes, copy_of


@pytest.fixture(scope="session")
def act():
    """Run an action in a process of its own, on a database of its own: see `Processes.act`."""
    processes = Processes()
    yield processes.act
    processes.stop()


@pytest.fixture(scope="session")
def migrated(act, tmp_path_factory):
    """A folder with an empty database, which no test changes."""
    folder = tmp_path_factory.mktemp("migrated")
    act(folder, "migrate")
    return folder


@pytest.fixture(scope="session")
def imported(act, migrated, tmp_path_factory):
    """A folder with the small municipality in its database, which no test changes."""
    folder = copy_of(migrated, tmp_path_factory.mktemp("imported"))
    act(folder, "import")
    return folder
