"""Targets: the inputs of the status rule, and what it says of them."""

from typing import Annotated

from kobling.core.status import Claim, Status
from kobling.records.base import Record, Span, Text
from kobling.rooms.releases.document import declared
from kobling.rooms.releases.document.fields import Before, omit_if_default
from kobling.rooms.releases.document.indicators import Point


class Judgement(declared.Judgement):
    """What a named body judged of a target that no number decides."""

    body_name: Annotated[Text, Before("date")]
    """What the body is called."""


class Band(Record):
    """A value with its uncertainty, in the indicator's unit."""

    value: float
    """The number."""
    standard_error: float | None
    """Its standard error: 0 where nothing was sampled; null where it is not known."""
    low: float | None
    """The lower end of its interval; null where it is not known."""
    high: float | None
    """The interval's upper end."""


class Verdict(Record):
    """The status of one period of a recurring target."""

    period: Span
    """The period."""
    status: Status
    """What the rule says of it."""


class RecurringRecord(Record):
    """The ended periods of the council term, by what became of a recurring target in each; oldest first."""

    reached: tuple[Span, ...]
    """Periods in which it was at the level."""
    missed: tuple[Span, ...]
    """Periods in which it was short of the level."""
    undecided: tuple[Span, ...]
    """Periods that were measured, but the uncertainty reaches to both sides of the level."""
    unmeasured: tuple[Span, ...]
    """Periods without a figure."""


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
    """For a recurring target: what became of it in each ended period of the council term; left out for other kinds, and
    in releases made under version 1 of the rule."""


class TargetInputs(declared.Target):
    """A target as the council set it, and the measurements its status rests on."""

    parts: Annotated[int | None, Before("deadline")]
    """For `all_parts`: how many parts there are."""
    baseline: Annotated[Point | None, Before("sources")]
    """The measurement that change is counted from."""
    latest: Annotated[Point | None, Before("sources")]
    """The newest measurement."""
    area_latest: Annotated[Point | None, Before("sources")]
    """The compared area's measurement of the same period."""
    area_points: Annotated[tuple[Point, ...], Before("sources")] = omit_if_default(())
    """The area's figures for all periods that the municipality has one of, oldest first; left out where there are
    none."""
    area_withdrawn: Annotated[tuple[Point, ...], Before("sources")] = omit_if_default(())
    """Those of them that their source has withdrawn, which nothing is compared with; left out where there are none."""
    recurring: Annotated[tuple[Point, ...], Before("sources")]
    """For a recurring target: every period's measurement."""
    judgement: Annotated[Judgement | None, Before("sources")]
    """For `judged`: the newest judgement."""
    term_periods: Annotated[tuple[Span, ...], Before("decision")] = omit_if_default(())
    """For a recurring target: the periods of the council term that had ended on the day, as the calendar has them; left
    out where there are none."""
    whole: bool = omit_if_default(default=False)
    """True where only whole numbers are possible, because all figures are full counts of what is counted one by one;
    left out where it is false. The path's level is then the next whole number."""

    @property
    def area_series(self) -> tuple[Point, ...]:
        """Return the compared area's measurements, oldest first.

        A release made before it held them all has the one of the newest measurement's period.
        """
        return self.area_points or ((self.area_latest,) if self.area_latest else ())


class Target(TargetInputs):
    """A target, the inputs of the status rule, and its result."""

    assessment: Assessment
    """What the rule says, and the arithmetic."""
