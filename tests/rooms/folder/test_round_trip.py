"""What is written is read again as it was."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given

from kobling.core.status import Kind
from kobling.records.indicators import Uncertainty
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.folder.writer import write_folder
from tests.laws import examples
from tests.rooms.strategies import facts


def traits(said):
    """What a municipality has that another may lack."""
    targets = [target for goal in said.goals for target in goal.targets]
    series = {(one.indicator, one.area, one.part, one.period) for one in said.measurements}
    yield from (target.kind for target in targets)
    yield from (one.uncertainty for one in said.measurements)
    yield from (
        name
        for name, is_there in {
            "several themes": any(len(goal.themes) > 1 for goal in said.goals),
            "changed wording": any(len(goal.wordings) > 1 for goal in said.goals),
            "overall": any(goal.overall for goal in said.goals),
            "baseline": any(target.baseline for target in targets),
            "derived": any(indicator.derived for indicator in said.indicators),
            "revision": len(series) < len(said.measurements),
            "story": said.stories,
            "initiative": said.initiatives,
            "ending": any(one.ending for one in said.initiatives),
            "leader": said.leaders,
            "decision": said.decisions,
            "priority": said.priorities,
            "joint meeting": said.joint_meetings,
            "policy": any(one.replaced_by for one in said.policies),
            "budget": any(one.lines and one.sums for one in said.budgets),
            "remainder": any(one.remainders for one in said.budgets),
            "agreement": any(one.own_goals for one in said.agreements),
            "relay": any(one.handed_on_from for one in said.commitments),
        }.items()
        if is_there
    )


def test_a_folder_reads_as_the_facts_it_was_written_from():
    """And the municipalities it is tried on have, between them, everything a municipality can have."""
    drawn = set()

    @given(facts())
    @examples(120, suppress_health_check=[HealthCheck.too_slow])
    def round_trip(said):
        drawn.update(traits(said))
        with tempfile.TemporaryDirectory() as folder:
            write_folder(said, Path(folder))

            assert read_folder(Path(folder)) == said

    round_trip()
    of_goals = {"several themes", "changed wording", "overall", "baseline", "derived", "revision", "story"}
    of_what_follows = {"leader", "decision", "priority", "joint meeting", "policy", "budget", "remainder", "agreement"}
    assert drawn == {*Kind, *Uncertainty, *of_goals, *of_what_follows, "relay", "initiative", "ending"}
