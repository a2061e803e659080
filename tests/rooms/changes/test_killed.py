"""A merging import or an undoing that is killed in the middle leaves everything as it was, and can be done again."""

import pytest

from tests.rooms.processes import KILL_POINTS, NEVER, copy_of, everything, kill_points

BEFORE = {"merge": ["change"], "undo": ["change", "merge"]}


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
    after = everything(home)
    assert len(after["facts_changeset"]) == len(before["facts_changeset"]) + 1
    assert {name: after[name] for name in after if name.startswith("facts_")} == {
        name: rows for name, rows in everything(other).items() if name.startswith("facts_")
    }
