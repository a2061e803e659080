"""Targets: the inputs of the status rule, and what it says of them."""

from datetime import date

from kobling.core.status import Claim, Direction, Kind, Status
from kobling.records.base import Key, Record, Span, Text
from kobling.rooms.releases.document.decisions import Decision
from kobling.rooms.releases.document.fields import omit_if_default
from kobling.rooms.releases.document.indicators import Point


class Judgement(Record):
    """What a named body judged of a target that no number decides."""

    body: Key
    """The body that judged."""
    body_name: Text
    """What it is called."""
    date: date
    """The day it judged."""
    verdict: Text
    """What it judged."""
    reason: Text
    """Why."""


class Band(Record):
    """A value with its uncertainty, in the indicator's unit."""

    value: float
    """The value."""
    standard_error: float | None
    """Its standard error: 0 where nothing was sampled; null where it is not known."""
    low: float | None
    """The lower end of its interval; null where it is not known."""
    high: float | None
    """The upper end of it."""


class Verdict(Record):
    """The status of one period of a recurring target."""

    period: Span
    """The period."""
    status: Status
    """What the rule says of it."""


class RecurringRecord(Record):
    """The ended periods of the council term, by what became of a recurring target in each; oldest first."""

    reached: tuple[Span, ...]
    """It was at the level."""
    missed: tuple[Span, ...]
    """It was short of the level."""
    undecided: tuple[Span, ...]
    """It was measured, and the uncertainty reaches to both sides of the level."""
    unmeasured: tuple[Span, ...]
    """There is no figure."""


class Assessment(Record):
    """What the status rule says of a target, and the arithmetic it rests on."""

    rule_version: int
    """The version of the status rule that said it."""
    status: Status
    """What the rule says."""
    former: Status | None
    """What it would read, were the figure not too old."""
    claims: tuple[Claim, ...]
    """What is certain, and made the rule say it."""
    level: Band | None
    """The level that would make the target reached."""
    distance: Band | None
    """The latest measurement minus the level."""
    path: Band | None
    """Where the straight path requires the latest measurement to be."""
    path_distance: Band | None
    """The latest measurement minus the path."""
    change: Band | None
    """The change since the baseline."""
    periods: tuple[Verdict, ...]
    """For a recurring target: each period's own status."""
    record: RecurringRecord | None = omit_if_default(None)
    """For a recurring target: what became of it in each ended period of the council term."""


class TargetInputs(Record):
    """A target as the council set it, and the measurements its status rests on."""

    key: Key
    """Its short name, the same in every release."""
    text: Text | None
    """What the target is about, where the goal has several."""
    wanted: Text | None = omit_if_default(None)
    """For `direction_only`: what is wanted, as a clause: they are older."""
    note: Text | None
    """Something a reader has to know about it."""
    kind: Kind
    """What has to be true for it to be reached."""
    direction: Direction
    """Which direction is better."""
    value: float | None
    """The level to reach; `relative_change`: the percent to change by; `relative_to_area`: the difference allowed."""
    parts: int | None
    """For `all_parts`: how many parts there are."""
    deadline: date | None
    """The last day to reach it on; null where none was set."""
    minimum_change: float
    """The smallest change that matters, in the indicator's unit."""
    max_age_days: int | None
    """How many days after a period's end its figure still says something."""
    indicator: Key | None
    """The indicator it is measured by; null where a body judges."""
    area: str | None
    """For `relative_to_area`: the area compared with."""
    baseline: Point | None
    """The measurement that change is counted from."""
    latest: Point | None
    """The newest measurement."""
    area_latest: Point | None
    """The compared area's measurement of the same period."""
    area_points: tuple[Point, ...] = omit_if_default(())
    """The compared area's measurements of all periods that the municipality has one of, oldest first."""
    area_withdrawn: tuple[Point, ...] = omit_if_default(())
    """Those of them that their source has withdrawn, which nothing is compared with."""
    recurring: tuple[Point, ...]
    """For a recurring target: every period's measurement."""
    judgement: Judgement | None
    """The newest judgement, where a body judges."""
    sources: tuple[Key, ...]
    """The keys of the documents it was taken from."""
    term_periods: tuple[Span, ...] = omit_if_default(())
    """For a recurring target: the periods of the council term that had ended on the day, as the calendar has them."""
    decision: Decision | None = omit_if_default(None)
    """Who set the target as it is, and when; null where that is not known."""
    whole: bool = omit_if_default(default=False)
    """True where only whole numbers are possible: all measurements are full counts of what is counted one by one. The
    path's level is then the next whole number."""

    @property
    def area_series(self) -> tuple[Point, ...]:
        """Return the compared area's measurements, oldest first.

        A release made before it held them all has the one of the newest measurement's period.
        """
        return self.area_points or ((self.area_latest,) if self.area_latest else ())


class Target(TargetInputs):
    """A target, the inputs of the status rule, and its result."""

    assessment: Assessment
    """What the status rule says of it."""
