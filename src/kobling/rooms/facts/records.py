"""The facts of one municipality, as its folder holds them."""

from typing import TypeVar

from pydantic import field_validator

from kobling.rooms.agreements.records import Agreement, Commitment
from kobling.rooms.budget.records import Budget, Track
from kobling.rooms.chain.records import Goal, Story, Theme, Vision
from kobling.rooms.council.records import JointMeeting, Policy, Priority, TakenDecision
from kobling.rooms.indicators.drawings import Drawing
from kobling.rooms.indicators.records import Indicator, Measurement
from kobling.rooms.initiatives.records import Initiative
from kobling.rooms.municipality.records import Body, Leader, Municipality, Source, Term, Unit
from kobling.rooms.records import Record

KeyedRecord = TypeVar("KeyedRecord", Term, Indicator, Story)
TermRecord = TypeVar(
    "TermRecord",
    Vision,
    Theme,
    Goal,
    TakenDecision,
    Priority,
    JointMeeting,
    Policy,
    Track,
    Budget,
    Agreement,
    Commitment,
    Initiative,
)


class MunicipalityFacts(Record):
    """All records of one municipality.

    Bodies, units, leaders and sources keep the order of the folder, and so do the records of one term. The other
    tuples are sorted, so that equal facts compare equal.
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
    """Sorted by indicator, area, part, period, and the day they were fetched."""
    drawings: tuple[Drawing, ...] = ()
    """Sorted by indicator, then by time."""
    initiatives: tuple[Initiative, ...] = ()
    stories: tuple[Story, ...] = ()

    @field_validator("terms", "indicators", "stories")
    @classmethod
    def _by_key(cls, records: tuple[KeyedRecord, ...]) -> tuple[KeyedRecord, ...]:
        return tuple(sorted(records, key=lambda record: record.key))

    @field_validator(
        "visions",
        "themes",
        "goals",
        "decisions",
        "priorities",
        "joint_meetings",
        "policies",
        "tracks",
        "budgets",
        "agreements",
        "commitments",
        "initiatives",
    )
    @classmethod
    def _by_term(cls, records: tuple[TermRecord, ...]) -> tuple[TermRecord, ...]:
        return tuple(sorted(records, key=lambda record: record.term))

    @field_validator("measurements")
    @classmethod
    def _by_series(cls, measurements: tuple[Measurement, ...]) -> tuple[Measurement, ...]:
        return tuple(sorted(measurements, key=_measurement_order))

    @field_validator("drawings")
    @classmethod
    def _by_time(cls, drawings: tuple[Drawing, ...]) -> tuple[Drawing, ...]:
        return tuple(sorted(drawings, key=_drawing_order))


def _drawing_order(drawing: Drawing) -> tuple[object, ...]:
    return drawing.indicator, drawing.at, drawing.key


def _measurement_order(measurement: Measurement) -> tuple[object, ...]:
    area, part = measurement.area or "", measurement.part or ""
    return measurement.indicator, area, part, measurement.period, measurement.drawn
