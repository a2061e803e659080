"""What is written is read again as it was."""

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from kobling.core.status import Kind
from kobling.rooms.exchange.reading import read_folder
from kobling.rooms.exchange.writing import write_folder
from kobling.rooms.indicators.records import Uncertainty
from tests.rooms.strategies import facts


@given(facts())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_a_folder_reads_as_the_facts_it_was_written_from(said):
    with tempfile.TemporaryDirectory() as folder:
        write_folder(said, Path(folder))

        assert read_folder(Path(folder)) == said


def test_the_municipalities_drawn_have_everything_a_municipality_can_have():
    drawn = Counter()

    @given(facts())
    @settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], database=None)
    def look(said):
        drawn.update(target.kind for goal in said.goals for target in goal.targets)
        drawn.update(one.uncertainty for one in said.measurements)
        drawn.update(
            name
            for name, is_there in {
                "several themes": any(len(goal.themes) > 1 for goal in said.goals),
                "changed wording": any(len(goal.wordings) > 1 for goal in said.goals),
                "overall": any(goal.overall for goal in said.goals),
                "baseline": any(target.baseline for goal in said.goals for target in goal.targets),
                "derived": any(indicator.derived for indicator in said.indicators),
                "revision": len({(m.indicator, m.area, m.part, m.period) for m in said.measurements})
                < len(said.measurements),
                "story": said.stories,
                "initiative": said.initiatives,
            }.items()
            if is_there
        )

    look()
    wanted = {*Kind, *Uncertainty, "several themes", "changed wording", "overall", "baseline", "derived", "revision"}
    assert wanted | {"story", "initiative"} <= drawn.keys()
