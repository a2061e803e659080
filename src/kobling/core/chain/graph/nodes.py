"""The nodes of the chain: one frozen dataclass for every kind.

A node holds only what the rules read; names and texts for pages stay with the builder of the graph. Every dated fact
carries its day, so that a node can be shown as it was known on an earlier day (`as_of`). Numbers out of their limits
raise OutOfRange, an empty key EmptyText. The examples of the rules print the names of the fields.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, NamedTuple, Self

from kobling.core.errors import MAX_VALUE, EmptyText, check_number
from kobling.core.periods import Period
from kobling.core.status import Status

DaySpan = tuple[date | None, date | None]
"""A first and a last day, both included; None if there is no such day."""


class NodeKind(StrEnum):
    """The kind of a node. `municipality` is no node, but the subject of a finding about the whole municipality."""

    MUNICIPALITY = "municipality"
    TERM = "term"
    VISION = "vision"
    THEME = "theme"
    GOAL = "goal"
    TARGET = "target"
    INDICATOR = "indicator"
    PRIORITY = "priority"
    BUDGET = "budget"
    BUDGET_LINE = "budget_line"
    AGREEMENT = "agreement"
    AGREEMENT_GOAL = "agreement_goal"
    INITIATIVE = "initiative"
    COMMITMENT = "commitment"
    POLICY = "policy"
    DECISION = "decision"
    JOINT_MEETING = "joint_meeting"
    BODY = "body"
    UNIT = "unit"
    PERSON = "person"


class Ref(NamedTuple):
    """A reference to a node: its kind, and its key within the kind. Refs sort by kind, then by key."""

    kind: NodeKind
    key: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.key}"


WHOLE_MUNICIPALITY = Ref(NodeKind.MUNICIPALITY, "municipality")
"""The subject of a finding about the municipality as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """The days between which something is in force, both included; None is no limit."""

    valid_from: date | None = None
    valid_to: date | None = None

    def in_force(self, day: date) -> bool:
        """Return whether it is in force on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def spans(self) -> Iterator[DaySpan]:
        """Yield every pair of days of which the first may not come after the second."""
        yield self.valid_from, self.valid_to

    def change_days(self) -> Iterator[date]:
        """Yield every day on which something about it changes."""
        if self.valid_from is not None:
            yield self.valid_from
        if self.valid_to is not None and self.valid_to < date.max:
            yield self.valid_to + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Node(Validity):
    """One object of the chain."""

    kind: ClassVar[NodeKind]

    key: str

    def __post_init__(self) -> None:
        if not self.key.strip():
            raise EmptyText("key")

    @property
    def ref(self) -> Ref:
        """The reference that links and findings use."""
        return Ref(self.kind, self.key)

    def as_of(self, day: date) -> Self | None:
        """Return the node as it was known on a day; None if it was not in force."""
        return self if self.in_force(day) else None

    def has_expired(self, day: date) -> bool:
        """Return whether the node was in force before a day, and is no longer."""
        return self.valid_to is not None and self.valid_to < day


@dataclass(frozen=True, slots=True)
class Term(Node):
    """A council term; its validity is its years."""

    kind: ClassVar[NodeKind] = NodeKind.TERM


@dataclass(frozen=True, slots=True)
class Vision(Node):
    """The council's statement."""

    kind: ClassVar[NodeKind] = NodeKind.VISION


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme(Node):
    """A heading under the vision."""

    kind: ClassVar[NodeKind] = NodeKind.THEME

    cross_cutting: bool = True
    """whether its goals need more than one committee and one directorate"""


@dataclass(frozen=True, slots=True)
class Wording(Validity):
    """The text of a goal, and when it applied."""

    text: str
    language: str = "da"
    """da or en"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Node):
    """A goal of the council or of a committee (link `sets`). If it has wordings, it is in force only while one is."""

    kind: ClassVar[NodeKind] = NodeKind.GOAL

    wordings: tuple[Wording, ...] = ()
    """on a day: those in force"""
    adopted: date | None = None
    """the day it was adopted; None if that is not known"""
    set_by: frozenset[str] = frozenset()
    """the keys of the decisions that set its words and targets, or ended it: none of them follows up on it"""

    def as_of(self, day: date) -> Self | None:
        """Return the goal with the wordings in force."""
        wordings = tuple(wording for wording in self.wordings if wording.in_force(day))
        if not self.in_force(day) or bool(wordings) != bool(self.wordings):
            return None
        return self if wordings == self.wordings else replace(self, wordings=wordings)

    def has_expired(self, day: date) -> bool:
        """Return whether the goal was in force before a day, and is no longer; a later wording may bring it back."""
        return (self.valid_from is None or self.valid_from <= day) and self.as_of(day) is None

    def spans(self) -> Iterator[DaySpan]:
        """Yield the goal's own days and those of its wordings."""
        yield self.valid_from, self.valid_to
        for wording in self.wordings:
            yield from wording.spans()

    def change_days(self) -> Iterator[date]:
        """Yield the goal's own days and those of its wordings."""
        yield from Validity.change_days(self)
        for wording in self.wordings:
            yield from wording.change_days()


class StatusReading(NamedTuple):
    """The status of a target by the status rule, from a day on."""

    day: date
    status: Status


class BaselineReading(NamedTuple):
    """The answer to whether a target's baseline certainly met it already, as known from a day on."""

    day: date
    met: bool | None
    """None if it is no longer known"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Node):
    """A target of a goal."""

    kind: ClassVar[NodeKind] = NodeKind.TARGET

    judged: bool = False
    """True if a named body's judgement decides it, and no indicator"""
    at_baseline: tuple[BaselineReading, ...] = ()
    readings: tuple[StatusReading, ...] = ()

    @property
    def met_at_baseline(self) -> bool | None:
        """True if the baseline certainly met the target already; None if that is not known."""
        return self.at_baseline[-1].met if self.at_baseline else None

    def as_of(self, day: date) -> Self | None:
        """Return the target with what was known of its baseline and its statuses so far, oldest first."""
        if not self.in_force(day):
            return None
        at_baseline = tuple(
            sorted((reading for reading in self.at_baseline if reading.day <= day), key=lambda reading: reading.day)
        )
        readings = tuple(sorted(reading for reading in self.readings if reading.day <= day))
        if (at_baseline, readings) == (self.at_baseline, self.readings):
            return self
        return replace(self, at_baseline=at_baseline, readings=readings)

    def change_days(self) -> Iterator[date]:
        """Yield the target's own days, and those of its baseline and its readings."""
        yield from Validity.change_days(self)
        yield from (reading.day for reading in self.at_baseline)
        yield from (reading.day for reading in self.readings)


def _lasts(since: date, until: date | None, day: date) -> bool:
    """Return whether something that began on one day, and ended on another or has not, lasts on a day."""
    return since <= day and (until is None or day < until)


class MeasuredPeriod(NamedTuple):
    """A period that has a figure, and the day since when it is known."""

    period: Period
    known_since: date


class WithdrawnPeriod(NamedTuple):
    """A period whose figure the source has withdrawn, the municipality's own or another area's."""

    period: Period
    since: date
    """the day it was first seen"""
    until: date | None = None
    """the day the figure was given again; None while it is not"""
    own: bool = True
    """whether it is the municipality's own figure"""


class FailedFetch(NamedTuple):
    """A fetch of an indicator's figures that failed."""

    day: date
    error: str = ""
    """why: English, marked for translation, with placeholders for the facts"""
    facts: tuple[tuple[str, str], ...] = ()
    until: date | None = None
    """the day of the next fetch that succeeded; None while none has"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Node):
    """The indicator that measures a target."""

    kind: ClassVar[NodeKind] = NodeKind.INDICATOR

    max_age_days: int
    """days after the end of a period until its figure is too old: cadence plus grace"""
    measured: tuple[MeasuredPeriod, ...] = ()
    table: str | None = None
    """the source's table that the figures are fetched from"""
    retired: date | None = None
    """the day on which the source was first seen to have stopped that table; None while it has not"""
    withdrawn: tuple[WithdrawnPeriod, ...] = ()
    failed: tuple[FailedFetch, ...] = ()

    def __post_init__(self) -> None:
        Node.__post_init__(self)
        check_number(field="max_age_days", found=self.max_age_days, at_least=0, at_most=MAX_VALUE)

    def as_of(self, day: date) -> Self | None:
        """Return the indicator with what was known of its figures, oldest period first, of its table and its fetches.

        A period whose figure was withdrawn then is not measured.
        """
        if not self.in_force(day):
            return None
        withdrawn = tuple(
            sorted(one._replace(until=None) for one in self.withdrawn if _lasts(one.since, one.until, day))
        )
        gone = {one.period for one in withdrawn if one.own}
        measured = tuple(sorted(one for one in self.measured if one.known_since <= day and one.period not in gone))
        retired = self.retired if self.retired is not None and self.retired <= day else None
        failed = tuple(sorted(one._replace(until=None) for one in self.failed if _lasts(one.day, one.until, day)))
        if (measured, retired, withdrawn, failed) == (self.measured, self.retired, self.withdrawn, self.failed):
            return self
        return replace(self, measured=measured, retired=retired, withdrawn=withdrawn, failed=failed)

    def change_days(self) -> Iterator[date]:
        """Yield the indicator's own days, those of its figures and fetches, and the day its table was stopped."""
        yield from Validity.change_days(self)
        yield from (period.known_since for period in self.measured)
        yield from (day for one in self.withdrawn for day in (one.since, one.until) if day is not None)
        yield from (day for one in self.failed for day in (one.day, one.until) if day is not None)
        if self.retired is not None:
            yield self.retired


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority(Node):
    """A committee's priority of a goal for a year; valid from the day it was given."""

    kind: ClassVar[NodeKind] = NodeKind.PRIORITY

    year: int
    ended: date | None = None
    """its last day where it was kept to the end of its year: it stands as given, and is over"""

    def __post_init__(self) -> None:
        Node.__post_init__(self)
        check_number(field="year", found=self.year, at_least=date.min.year, at_most=date.max.year)

    def as_of(self, day: date) -> Self | None:
        """Return the priority; its end only if that had come by then."""
        if not self.in_force(day):
            return None
        return self if self.ended is None or self.ended <= day else replace(self, ended=None)

    def spans(self) -> Iterator[DaySpan]:
        """Yield its validity, and its days to its end."""
        yield self.valid_from, self.valid_to
        yield self.valid_from, self.ended

    def change_days(self) -> Iterator[date]:
        """Yield the priority's own days, its end, and the day after it."""
        yield from Validity.change_days(self)
        if self.ended is not None:
            yield self.ended
            yield from Validity.change_days(Validity(valid_to=self.ended))


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(Node):
    """A year's budget; its lines are part of it."""

    kind: ClassVar[NodeKind] = NodeKind.BUDGET

    adopted: date | None = None
    total: int | None = None
    """whole kroner adopted for its tracks; None if only the lines are known"""

    def __post_init__(self) -> None:
        Node.__post_init__(self)
        if self.total is not None:
            check_number(field="total", found=self.total, at_least=0, at_most=MAX_VALUE)

    def as_of(self, day: date) -> Self | None:
        """Return the budget if it has been adopted by a day."""
        return self if self.in_force(day) and (self.adopted is None or self.adopted <= day) else None

    def change_days(self) -> Iterator[date]:
        """Yield the budget's own days and its adoption."""
        yield from Validity.change_days(self)
        if self.adopted is not None:
            yield self.adopted


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine(Node):
    """One amount of a budget: for a track, under one committee."""

    kind: ClassVar[NodeKind] = NodeKind.BUDGET_LINE

    kroner: int | None = None
    """whole kroner; None if it is not given"""

    def __post_init__(self) -> None:
        Node.__post_init__(self)
        if self.kroner is not None:
            check_number(field="kroner", found=self.kroner, at_least=0, at_most=MAX_VALUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Node):
    """A goal-and-frame agreement; its validity is its period."""

    kind: ClassVar[NodeKind] = NodeKind.AGREEMENT

    signed: date | None = None

    def as_of(self, day: date) -> Self | None:
        """Return the agreement; its signing only if that had happened by then."""
        if not self.in_force(day):
            return None
        return self if self.signed is None or self.signed <= day else replace(self, signed=None)

    def change_days(self) -> Iterator[date]:
        """Yield the agreement's own days and its signing."""
        yield from Validity.change_days(self)
        if self.signed is not None:
            yield self.signed


@dataclass(frozen=True, slots=True)
class AgreementGoal(Node):
    """A goal that an agreement (link `part_of`) states in its own words."""

    kind: ClassVar[NodeKind] = NodeKind.AGREEMENT_GOAL


class EndingKind(StrEnum):
    """The possible endings of an initiative."""

    SPREAD = "spread"
    ADJUST = "adjust"
    STOP = "stop"


class Ending(NamedTuple):
    """The ending of an initiative, and the day it was decided."""

    day: date
    kind: EndingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative(Node):
    """Anything done for a goal. It stays in force after its end, because past work is part of the chain."""

    kind: ClassVar[NodeKind] = NodeKind.INITIATIVE

    experiment: bool = False
    start: date | None = None
    end: date | None = None
    """last day, planned or actual"""
    ending: Ending | None = None
    followed_up: date | None = None
    """day on which the effect of the ending was reviewed"""
    effect_after_days: int | None = None
    """days after its end until an effect is expected; None if that is not known"""

    def __post_init__(self) -> None:
        Node.__post_init__(self)
        if self.effect_after_days is not None:
            check_number(field="effect_after_days", found=self.effect_after_days, at_least=0, at_most=36_525)

    def as_of(self, day: date) -> Self | None:
        """Return the initiative without an ending or a follow-up that came later."""
        if not self.in_force(day):
            return None
        ending = self.ending if self.ending and self.ending.day <= day else None
        followed_up = self.followed_up if self.followed_up and self.followed_up <= day else None
        if (ending, followed_up) == (self.ending, self.followed_up):
            return self
        return replace(self, ending=ending, followed_up=followed_up)

    def ended_on(self, day: date) -> date | None:
        """Return the day it ended, by decision or because its last day has passed; None while it has not ended."""
        if self.ending:
            return self.ending.day
        return self.end if self.end is not None and self.end < day else None

    def spans(self) -> Iterator[DaySpan]:
        """Yield its validity, its work, its ending after its start, and its follow-up after its ending."""
        yield self.valid_from, self.valid_to
        yield self.start, self.end
        yield self.start, self.ending.day if self.ending else None
        yield self.ending.day if self.ending else None, self.followed_up

    def change_days(self) -> Iterator[date]:
        """Yield the initiative's own days, those of its work, its ending and its follow-up."""
        yield from Validity.change_days(self)
        yield from Validity.change_days(Validity(valid_from=self.start, valid_to=self.end))
        if self.ending:
            yield self.ending.day
        if self.followed_up:
            yield self.followed_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Node):
    """A commitment that one leader has made."""

    kind: ClassVar[NodeKind] = NodeKind.COMMITMENT

    level: int
    """level of the leader; 1 is the top"""

    def __post_init__(self) -> None:
        Node.__post_init__(self)
        check_number(field="level", found=self.level, at_least=1, at_most=100)


@dataclass(frozen=True, slots=True)
class Policy(Node):
    """A policy document. One that was replaced (link `replaces`) but has no last day is still in force."""

    kind: ClassVar[NodeKind] = NodeKind.POLICY


@dataclass(frozen=True, slots=True)
class EventNode(Node):
    """A node for something that happened on a day, and stays in force after it."""

    day: date

    def as_of(self, day: date) -> Self | None:
        """Return the event if it has happened by a day."""
        return self if self.day <= day and self.in_force(day) else None

    def change_days(self) -> Iterator[date]:
        """Yield the event's own days and the day it happened."""
        yield from Validity.change_days(self)
        yield self.day


@dataclass(frozen=True, slots=True)
class Decision(EventNode):
    """A decision by a body (link `takes`) about something (link `about`)."""

    kind: ClassVar[NodeKind] = NodeKind.DECISION


@dataclass(frozen=True, slots=True)
class JointMeeting(EventNode):
    """A meeting of committees (link `attends`) about goals (link `about`)."""

    kind: ClassVar[NodeKind] = NodeKind.JOINT_MEETING


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Node):
    """The council or a committee."""

    kind: ClassVar[NodeKind] = NodeKind.BODY

    council: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Node):
    """A node of the administration's tree."""

    kind: ClassVar[NodeKind] = NodeKind.UNIT

    directorate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Node):
    """A person who is responsible for goals or leads; no longer in force when they have left."""

    kind: ClassVar[NodeKind] = NodeKind.PERSON

    level: int | None = None
    """level of leadership, 1 is the top; None for a person who does not lead"""

    def __post_init__(self) -> None:
        Node.__post_init__(self)
        if self.level is not None:
            check_number(field="level", found=self.level, at_least=1, at_most=100)
