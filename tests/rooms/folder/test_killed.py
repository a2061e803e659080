"""A process that is killed in the middle leaves everything as it was, and the action can be done again."""

import pytest

from tests.rooms.processes import KILL_POINTS, act, copy_of, everything, kill_points, migrate

ACTIONS = ["import", "draft", "approve"]


@pytest.fixture
def home(tmp_path):
    migrate(tmp_path)
    return tmp_path


@pytest.mark.parametrize("points", KILL_POINTS)
@pytest.mark.parametrize("name", ACTIONS)
def test_killed_anywhere_it_is_as_if_it_had_not_begun(home, name, points, tmp_path_factory):
    for earlier in ACTIONS[: ACTIONS.index(name)]:
        act(home, earlier)
    before = everything(home)
    statements = int(act(copy_of(home, tmp_path_factory.mktemp("other")), name))

    for fatal in kill_points(statements, points):
        act(home, name, fatal=fatal, dies=True)
        assert everything(home) == before, f"killed before statement {fatal} of {statements}"

    act(home, name)
    assert everything(home) != before


def test_the_actions_are_in_the_audit_trail_once_each(home):
    for name in ACTIONS:
        act(home, name)

    assert len(everything(home)["audit_entry"]) == 3
