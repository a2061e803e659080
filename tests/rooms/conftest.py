"""Databases of processes: made once per worker, and copied for every test."""

import pytest

from tests.rooms.processes import act, copy_of, migrate


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """A folder with an empty database, which no test changes."""
    folder = tmp_path_factory.mktemp("migrated")
    migrate(folder)
    return folder


@pytest.fixture(scope="session")
def imported(migrated, tmp_path_factory):
    """A folder with the small municipality in its database, which no test changes."""
    folder = copy_of(migrated, tmp_path_factory.mktemp("imported"))
    act(folder, "import")
    return folder
