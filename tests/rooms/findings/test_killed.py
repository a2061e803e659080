"""An inspection or an answer that is killed in the middle leaves everything as it was, and can be made again."""

import pytest

from tests.rooms.processes import KILL_POINTS, copy_of, everything, kill_points


@pytest.mark.parametrize("points", KILL_POINTS)
@pytest.mark.parametrize(("name", "earlier"), [("inspect", []), ("answer", ["inspect"])])
def test_killed_anywhere_it_is_as_if_it_had_not_begun(act, imported, name, earlier, points, tmp_path, tmp_path_factory):
    home = copy_of(imported, tmp_path)
    for action in earlier:
        act(home, action)
    before = everything(home)
    whole = copy_of(home, tmp_path_factory.mktemp("whole"))
    statements = act(whole, name)

    for fatal in kill_points(statements, points):
        act(home, name, fatal=fatal, dies=True)
        assert everything(home) == before, f"killed before statement {fatal} of {statements}"

    act(home, name)
    assert everything(home) == everything(whole)
