"""An installation to begin with."""

import pytest

from tests.rooms.processes import copy_of


@pytest.fixture(scope="session")
def installed(act, migrated, tmp_path_factory):
    """A folder with the small municipality in its database, which no test changes."""
    folder = copy_of(migrated, tmp_path_factory.mktemp("installed"))
    act(folder, "import")
    return folder
