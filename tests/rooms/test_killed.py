"""A change draft, its approval or a file that is handed in, killed in the middle or met by a full disk: all or nothing.

Saving, undoing, importing and approving releases are killed in the folders of their rooms; here their disk is full.
"""

import pytest

from tests.rooms.processes import KILL_POINTS, copy_of, everything, kill_points

BEFORE = {
    "keep_change": [],
    "approve_change": ["keep_change", "submit_change"],
    "hand_in_workbook": [],
    "hand_in_folder": [],
    "change_fact": [],
    "change": [],
    "draft": [],
    "approve": ["draft"],
}
"""The actions, and what is done before them."""
ROOMS = ["one", pytest.param("all", marks=pytest.mark.exhaustive)]
FEW, MANY = (9_000,), (1, 4_096, 9_000, 33_000, 100_000, 200_000)
"""Bytes beyond which no file is written: in the middle of the first pages of what is to be stored, and elsewhere."""

pytestmark = pytest.mark.database


def prepared(act, imported, name, home):
    copy_of(imported, home)
    for earlier in BEFORE[name]:
        act(home, earlier)
    return everything(home)


@pytest.mark.parametrize("points", KILL_POINTS)
@pytest.mark.parametrize("name", list(BEFORE)[:4])
def test_killed_anywhere_it_is_as_if_it_had_not_begun(act, imported, name, points, tmp_path, tmp_path_factory):
    before = prepared(act, imported, name, tmp_path)
    whole = copy_of(tmp_path, tmp_path_factory.mktemp("whole"))
    statements = act(whole, name)

    for fatal in kill_points(statements, points):
        act(tmp_path, name, fatal=fatal, dies=True)
        assert everything(tmp_path) == before, f"killed before statement {fatal} of {statements}"

    assert act(tmp_path, name) == statements


@pytest.mark.embedded  # PostgreSQL's server writes its files itself
@pytest.mark.parametrize("rooms", ROOMS)
@pytest.mark.parametrize("name", BEFORE)
def test_where_the_disk_is_full_it_is_as_if_it_had_not_begun(processes, imported, name, rooms, tmp_path):
    before = prepared(processes.act, imported, name, tmp_path)
    refused = 0

    for room in FEW if rooms == "one" else MANY:
        error = processes.act_on_a_full_disk(tmp_path, name, room=room)
        if not error:  # there was room
            break
        refused += 1
        assert error.startswith(("django.db.utils.OperationalError: ", "OSError: [Errno 27]")), error
        assert everything(tmp_path) == before, f"with {room} bytes"

    assert refused
    if everything(tmp_path) == before:
        processes.act(tmp_path, name)
        assert everything(tmp_path) != before
