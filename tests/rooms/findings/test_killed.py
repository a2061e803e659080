"""An inspection or an answer that is killed in the middle leaves everything as it was, and can be made again."""

import pytest

from tests.rooms.processes import KILL_POINTS, act, copy_of, everything, kill_points, migrate


@pytest.mark.parametrize("points", KILL_POINTS)
@pytest.mark.parametrize(("name", "earlier"), [("inspect", ["import"]), ("answer", ["import", "inspect"])])
def test_killed_anywhere_it_is_as_if_it_had_not_begun(tmp_path, name, earlier, points, tmp_path_factory):
    migrate(tmp_path)
    for one in earlier:
        act(tmp_path, one)
    before = everything(tmp_path)
    whole = copy_of(tmp_path, tmp_path_factory.mktemp("whole"))
    statements = int(act(whole, name))

    for fatal in kill_points(statements, points):
        act(tmp_path, name, fatal=fatal, dies=True)
        assert everything(tmp_path) == before, f"killed before statement {fatal} of {statements}"

    act(tmp_path, name)
    assert everything(tmp_path) == everything(whole)
