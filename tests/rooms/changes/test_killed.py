"""A change that is killed in the middle leaves everything as it was, and can be made again: on both databases."""

import pytest

from tests.rooms.processes import KILL_POINTS, NEVER, copy_of, everything, kill_points

BEFORE = {"merge": ["change"], "change_fact": [], "undo": ["change", "merge"]}
"""The actions, one of each way to change facts, and what is done before them."""

pytestmark = pytest.mark.database


def facts_of(home):
    """What is stored of the facts, but for the row numbers: an attempt that was rolled back leaves a gap in them."""
    tables = everything(home).items()
    return {name: sorted(map(repr, (row[1:] for row in rows))) for name, rows in tables if name.startswith("facts_")}


@pytest.mark.parametrize("points", KILL_POINTS)
@pytest.mark.parametrize("name", BEFORE)
def test_killed_anywhere_nothing_is_half_changed(act, imported, name, points, tmp_path, tmp_path_factory):
    home = copy_of(imported, tmp_path)
    for earlier in BEFORE[name]:
        act(home, earlier)
    before = everything(home)
    other = copy_of(home, tmp_path_factory.mktemp("other"))
    statements = act(other, name)

    for fatal in kill_points(statements, points):
        act(home, name, fatal=fatal, dies=True)
        assert everything(home) == before, f"killed before statement {fatal} of {statements}"

    assert act(home, name, fatal=NEVER) == statements
    assert len(facts_of(home)["facts_changeset"]) == len(before["facts_changeset"]) + 1
    assert facts_of(home) == facts_of(other)
