"""A drawing that is killed in the middle leaves everything as it was, and can be done again."""

import pytest

from tests.rooms.processes import KILL_POINTS, copy_of, everything, kill_points
from tests.sources.statbank.fake import FakeStatBank

REVISED = {("791", "TOT", "IALT", "000", "2019K1"): 97114}


@pytest.fixture
def fake():
    with FakeStatBank() as server:
        yield server


@pytest.fixture
def home(act, migrated, tmp_path):
    act(copy_of(migrated, tmp_path), "take")
    return tmp_path


@pytest.mark.parametrize("points", KILL_POINTS)
def test_killed_anywhere_nothing_is_half_drawn(act, home, fake, points, tmp_path_factory):
    act(home, "fetch", fake.base_url, "12")
    fake.revise("FOLK1B", REVISED, updated="2020-03-12T12:00:00")
    before = everything(home)
    statements = act(copy_of(home, tmp_path_factory.mktemp("other")), "fetch", fake.base_url, "13")

    for fatal in kill_points(statements, points):
        act(home, "fetch", fake.base_url, "13", fatal=fatal, dies=True)
        assert everything(home) == before, f"killed before statement {fatal} of {statements}"

    act(home, "fetch", fake.base_url, "13")
    after = everything(home)
    assert len(after["facts_drawing"]) == len(before["facts_drawing"]) + 1
    assert len(after["facts_measurement"]) == len(before["facts_measurement"]) + 1
