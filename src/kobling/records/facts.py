"""The facts of one municipality, as its folder holds them."""

from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from typing import get_args, get_origin

from pydantic import field_validator

from kobling.records.agreements import Agreement, Commitment
from kobling.records.base import Fact, Record
from kobling.records.budget import Budget, Track
from kobling.records.chain import Goal, Story, Theme, Vision
from kobling.records.council import JointMeeting, Policy, Priority, TakenDecision
from kobling.records.drawings import Drawing
from kobling.records.indicators import Indicator, Measurement
from kobling.records.initiatives import Initiative
from kobling.records.municipality import Body, Leader, Municipality, Source, Term, Unit
from kobling.records.year_wheel import Step


class MunicipalityFacts(Record):
    """All records of one municipality.

    Each list is sorted by the fields that its records name in SORTED_BY, so that equal facts compare equal; what is
    alike in them, such as the goals of one term, keeps the order of the folder.
    """

    municipality: Municipality
    terms: tuple[Term, ...] = ()
    bodies: tuple[Body, ...] = ()
    units: tuple[Unit, ...] = ()
    leaders: tuple[Leader, ...] = ()
    sources: tuple[Source, ...] = ()
    visions: tuple[Vision, ...] = ()
    themes: tuple[Theme, ...] = ()
    goals: tuple[Goal, ...] = ()
    decisions: tuple[TakenDecision, ...] = ()
    priorities: tuple[Priority, ...] = ()
    joint_meetings: tuple[JointMeeting, ...] = ()
    policies: tuple[Policy, ...] = ()
    tracks: tuple[Track, ...] = ()
    budgets: tuple[Budget, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    stories: tuple[Story, ...] = ()
    steps: tuple[Step, ...] = ()

    @field_validator("*")
    @classmethod
    def _in_order(cls, value: Municipality | tuple[Fact, ...]) -> Municipality | tuple[Fact, ...]:
        return tuple(sorted(value, key=_position)) if isinstance(value, tuple) else value


@cache
def _sorting_fields(of: type[Fact]) -> Callable[[Fact], tuple[object, ...]]:
    """Return a function that gets the fields that facts of a type are sorted by; of one field, too, as a tuple."""
    names = of.SORTED_BY
    return attrgetter(*names) if len(names) > 1 else lambda fact: tuple(getattr(fact, name) for name in names)


def _position(fact: Fact) -> tuple[object, ...]:
    """Return what a fact is sorted by; where a text is missing, it comes first."""
    return tuple(["" if value is None else value for value in _sorting_fields(type(fact))(fact)])


LISTS: Mapping[str, type[Fact]] = {
    name: get_args(field.annotation)[0]
    for name, field in MunicipalityFacts.model_fields.items()
    if get_origin(field.annotation) is tuple
}
"""The lists of MunicipalityFacts, and the type of their records."""

FACT_TYPES: Mapping[str, type[Fact]] = {
    Municipality.KIND: Municipality,
    **{record_type.KIND: record_type for record_type in LISTS.values()},
}
"""The types of facts, by their kind."""

LIST_OF: Mapping[type[Fact], str] = {record_type: name for name, record_type in LISTS.items()}
"""The list of MunicipalityFacts that each type of fact stands in."""
