"""A process that is killed in the middle leaves everything as it was, and the action can be done again."""

import pytest

from tests.rooms.processes import KILL_POINTS, copy_of, everything, kill_points

ACTIONS = ["import", "draft", "approve"]


@pytest.mark.parametrize("points", KILL_POINTS)
@pytest.mark.parametrize("name", ACTIONS)
def test_killed_anywhere_it_is_as_if_it_had_not_begun(
    act, migrated, imported, name, points, tmp_path, tmp_path_factory
):
    home = copy_of(migrated if name == "import" else imported, tmp_path)
    for earlier in ACTIONS[1 : ACTIONS.index(name)]:
        act(home, earlier)
    before = everything(home)
    statements = act(copy_of(home, tmp_path_factory.mktemp("other")), name)

    for fatal in kill_points(statements, points):
        act(home, name, fatal=fatal, dies=True)
        assert everything(home) == before, f"killed before statement {fatal} of {statements}"

    act(home, name)
    assert everything(home) != before


def test_the_actions_are_in_the_audit_trail_once_each(act, imported, tmp_path):
    home = copy_of(imported, tmp_path)
    for name in ACTIONS[1:]:
        act(home, name)

    assert len(everything(home)["audit_entry"]) == 3
