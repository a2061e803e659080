"""What a change asks for, as the fields declare it: the right, another person's approval, and who sees a field."""

from datetime import date
from typing import Annotated

import pytest

from kobling.records.base import Fact, Internal, Key, NeedsApproval, UnitKey, Visibility
from kobling.records.chain import Goal
from kobling.records.declarations import FieldChange, field_changes, visibilities
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import Measurement
from kobling.records.references import internal_fields, record_types
from kobling.records.rights import Right
from tests.rooms import small

JUDGEMENT = {"body": "council", "date": "2020-01-01", "verdict": "Nået", "reason": "Det ses."}
AT_ONCE, WAITS = FieldChange(Right.EDIT_GOALS, needs_approval=False), FieldChange(Right.EDIT_GOALS, needs_approval=True)


def goal(**changed):
    return Goal.model_validate(small.goal("a", small.target("a1")) | changed)


def with_target(**changed):
    return goal(targets=[small.target("a1", **changed)])


@pytest.mark.parametrize(
    ("after", "asked"),
    [
        (goal(), set()),
        (goal(short="Kort"), {AT_ONCE}),
        (goal(notes=["Læs mere"], wordings=[{"text": "Nyt"}]), {AT_ONCE, WAITS}),
        (goal(wordings=[*small.goal("a")["wordings"], {"text": "Nyt"}]), {WAITS}),
        (with_target(value=90), {WAITS}),
        (with_target(valid_to="2024-01-01"), {WAITS}),
        (goal(targets=[]), {WAITS}),
        (with_target(judgements=[JUDGEMENT]), {FieldChange(Right.RECORD_DECISIONS, needs_approval=True)}),
        (goal(ended_by=small.COUNCIL_DECIDED), {WAITS}),
        (None, {AT_ONCE, WAITS}),
    ],
)
def test_a_change_of_a_goal_asks_for_what_its_fields_declare(after, asked):
    assert set(field_changes(goal(), after)) == asked
    assert set(field_changes(after, goal())) == asked


def test_a_figure_never_waits():
    figure = Measurement.model_validate(small.measurement("members", "2019", 59.0))

    for before in (None, figure.model_copy(update={"value": 60.0})):
        assert set(field_changes(before, figure)) == {FieldChange(Right.EDIT_FIGURES, needs_approval=False)}


class Pledge(Fact):
    """A kind of fact that nothing else in the code knows."""

    KIND = "pledge"
    RIGHT = Right.EDIT_AGREEMENTS
    PUBLIC = False

    key: Key
    unit: UnitKey | None = None
    until: Annotated[date | None, NeedsApproval()] = None
    price: Annotated[int, Internal("it is negotiated", Visibility.OWNERS)] = 0


def test_a_new_kind_needs_its_declaration_alone():
    pledge = Pledge(key="p")
    later = pledge.model_copy(update={"until": date(2021, 1, 1)})

    assert set(field_changes(pledge, later)) == {FieldChange(Right.EDIT_AGREEMENTS, needs_approval=True)}
    staff = dict.fromkeys(("key", "unit", "until"), Visibility.STAFF)
    assert visibilities(Pledge) == staff | {"price": Visibility.OWNERS}


def test_what_is_internal_is_not_for_the_public_and_the_rest_of_what_is_published_is():
    for record_type in record_types(MunicipalityFacts):
        seen = visibilities(record_type)
        assert seen.keys() == record_type.model_fields.keys()
        hidden = {name for name, visibility in seen.items() if visibility is not Visibility.PUBLIC}
        is_public = not issubclass(record_type, Fact) or record_type.PUBLIC
        assert hidden == (internal_fields(record_type).keys() if is_public else seen.keys())
