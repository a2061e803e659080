"""What a change would do is what it does: statuses that move, findings that open and are cleared."""

from datetime import UTC, date, datetime

import pytest

from kobling.core.status import Status
from kobling.records.indicators import Measurement
from kobling.rooms.change_drafts.effects import StatusEffect, effects
from kobling.rooms.changes.actions import change_facts
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.findings.queries import inspect_facts
from kobling.rooms.folder.actions import import_facts
from tests.rooms import small

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
TODAY = date(2020, 11, 30)
HERE = "lilleby"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stored():
    import_facts(facts=small.facts(), by="office", at=NOON)


def findings():
    return [(each.code, each.subject) for each in inspect_facts(municipality_facts(HERE), on=TODAY).findings]


def test_a_new_figure_moves_the_status_of_the_target_that_it_measures():
    figure = Measurement.model_validate(
        small.measurement("members", "2019", 85.0, drawn=TODAY, uncertainty="full_count", n=None)
    )

    expected = effects(HERE, Edits(added=(figure,)), on=TODAY)

    assert [(each.goal, each.target) for each in expected.statuses] == [("a", "a1")]
    [moved] = expected.statuses
    assert moved.after is Status.REACHED
    assert moved.before is not Status.REACHED


def test_findings_open_and_clear_as_an_inspection_afterwards_finds():
    goal = municipality_facts(HERE).goals[0]
    edits = Edits((FactEdit(goal, goal.model_copy(update={"targets": (), "responsible": "council"})),))
    before = findings()

    expected = effects(HERE, edits, on=TODAY)
    change_facts(municipality=HERE, edits=edits, by="anna", at=NOON)

    after = findings()
    assert expected.statuses == (StatusEffect("a", "a1", expected.statuses[0].before, None),)
    assert sorted((each.code, each.subject) for each in expected.opened) == sorted(set(after) - set(before))
    assert sorted((each.code, each.subject) for each in expected.cleared) == sorted(set(before) - set(after))
    assert expected.opened
    assert expected.cleared
