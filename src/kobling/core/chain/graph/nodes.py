"""What the chain is made of: one frozen dataclass for every kind of node.

A node holds what the rules read of it and no more; names and texts for pages stay with whoever built the graph. Every
fact that came on a day carries that day, so that a node can be shown as it was known on an earlier one (`as_of`).
Numbers out of their limits raise OutOfRange, an empty key EmptyText.
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
"""A first and a last day, both inside; None where there is no such day."""


class NodeKind(StrEnum):
    """What kind of thing a node is; `municipality` is no node, but what a finding about the whole points at."""

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
    """Which node: its kind, and its key among those of its kind. Refs sort by kind, then by key."""

    kind: NodeKind
    key: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.key}"


WHOLE_MUNICIPALITY = Ref(NodeKind.MUNICIPALITY, "municipality")
"""What a finding about the municipality as a whole points at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """From when to when something is in force; both days are inside, and None is no limit."""

    valid_from: date | None = None
    valid_to: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether it is in force on this day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def spans(self) -> Iterator[DaySpan]:
        """Every pair of days of which the first may not come after the second."""
        yield self.valid_from, self.valid_to

    def change_days(self) -> Iterator[date]:
        """Every day on which something about it becomes different."""
        if self.valid_from is not None:
            yield self.valid_from
        if self.valid_to is not None and self.valid_to < date.max:
            yield self.valid_to + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Node(Validity):
    """Something in the chain."""

    kind: ClassVar[NodeKind]

    key: str

    def __post_init__(self) -> None:
        if not self.key.strip():
            raise EmptyText("key")

    @property
    def ref(self) -> Ref:
        """What links and findings call it."""
        return Ref(self.kind, self.key)

    def as_of(self, day: date) -> Self | None:
        """Return it as it was known on a day; None where it was not in force."""
        return self if self.in_force(day) else None

    def has_expired(self, day: date) -> bool:
        """Whether it was there before a day, and is not any more."""
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
    """What a goal said, from when to when."""

    text: str
    language: str = "da"
    """da or en"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Node):
    """What the council, or a committee (link `sets`), wants to be true; while it has words for it."""

    kind: ClassVar[NodeKind] = NodeKind.GOAL

    wordings: tuple[Wording, ...] = ()
    """on a day: those in force"""

    def as_of(self, day: date) -> Self | None:
        """Return it with the words in force."""
        wordings = tuple(wording for wording in self.wordings if wording.in_force(day))
        if not self.in_force(day) or bool(wordings) != bool(self.wordings):
            return None
        return self if wordings == self.wordings else replace(self, wordings=wordings)

    def has_expired(self, day: date) -> bool:
        """Whether it was there before a day, and is not any more; its words may come back."""
        return (self.valid_from is None or self.valid_from <= day) and self.as_of(day) is None

    def spans(self) -> Iterator[DaySpan]:
        """Its own days and those of its wordings."""
        yield self.valid_from, self.valid_to
        for wording in self.wordings:
            yield from wording.spans()

    def change_days(self) -> Iterator[date]:
        """Its own days and those of its wordings."""
        yield from Validity.change_days(self)
        for wording in self.wordings:
            yield from wording.change_days()


class StatusReading(NamedTuple):
    """What the status rule said of a target, from a day on."""

    day: date
    status: Status


class BaselineReading(NamedTuple):
    """Whether a target's baseline was certainly at it already, as it is known from a day on."""

    day: date
    met: bool | None
    """None where nobody can tell any more"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Node):
    """What would make a goal reached."""

    kind: ClassVar[NodeKind] = NodeKind.TARGET

    judged: bool = False
    """whether a named body's judgement decides it, and no indicator"""
    at_baseline: tuple[BaselineReading, ...] = ()
    readings: tuple[StatusReading, ...] = ()

    @property
    def met_at_baseline(self) -> bool | None:
        """Whether the baseline was certainly at the target already; None where nobody knows."""
        return self.at_baseline[-1].met if self.at_baseline else None

    def as_of(self, day: date) -> Self | None:
        """Return it with what was known of its baseline and the readings made so far, oldest first."""
        if not self.in_force(day):
            return None
        at_baseline = tuple(sorted((one for one in self.at_baseline if one.day <= day), key=lambda one: one.day))
        readings = tuple(sorted(reading for reading in self.readings if reading.day <= day))
        if (at_baseline, readings) == (self.at_baseline, self.readings):
            return self
        return replace(self, at_baseline=at_baseline, readings=readings)

    def change_days(self) -> Iterator[date]:
        """Its own days, and those of its baseline and its readings."""
        yield from Validity.change_days(self)
        yield from (one.day for one in self.at_baseline)
        yield from (reading.day for reading in self.readings)


class MeasuredPeriod(NamedTuple):
    """That there is a figure for a period, and since when it is known."""

    period: Period
    known_since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Node):
    """What is measured for a target."""

    kind: ClassVar[NodeKind] = NodeKind.INDICATOR

    max_age_days: int
    """how many days after a period's end its figure still says something: cadence plus grace"""
    measured: tuple[MeasuredPeriod, ...] = ()
    table: str | None = None
    """the source's table that it is drawn from"""
    retired: date | None = None
    """the day it was first seen that the source has stopped that table; nothing while it has not"""

    def __post_init__(self) -> None:
        Node.__post_init__(self)
        check_number(field="max_age_days", found=self.max_age_days, at_least=0, at_most=MAX_VALUE)

    def as_of(self, day: date) -> Self | None:
        """Return it with the figures drawn so far, oldest period first, and what was known of its table."""
        if not self.in_force(day):
            return None
        measured = tuple(sorted(one for one in self.measured if one.known_since <= day))
        retired = self.retired if self.retired is not None and self.retired <= day else None
        same = measured == self.measured and retired == self.retired
        return self if same else replace(self, measured=measured, retired=retired)

    def change_days(self) -> Iterator[date]:
        """Its own days, those of its figures, and the one on which its table was seen to be stopped."""
        yield from Validity.change_days(self)
        yield from (one.known_since for one in self.measured)
        if self.retired is not None:
            yield self.retired


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority(Node):
    """A committee takes a goal up for a year; valid from the day it did."""

    kind: ClassVar[NodeKind] = NodeKind.PRIORITY

    year: int

    def __post_init__(self) -> None:
        Node.__post_init__(self)
        check_number(field="year", found=self.year, at_least=date.min.year, at_most=date.max.year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(Node):
    """A year's budget; its lines are part of it."""

    kind: ClassVar[NodeKind] = NodeKind.BUDGET

    adopted: date | None = None
    total: int | None = None
    """whole kroner that its tracks were adopted with; None where only the lines are known"""

    def __post_init__(self) -> None:
        Node.__post_init__(self)
        if self.total is not None:
            check_number(field="total", found=self.total, at_least=0, at_most=MAX_VALUE)

    def as_of(self, day: date) -> Self | None:
        """Return it from its adoption on."""
        return self if self.in_force(day) and (self.adopted is None or self.adopted <= day) else None

    def change_days(self) -> Iterator[date]:
        """Its own days and its adoption."""
        yield from Validity.change_days(self)
        if self.adopted is not None:
            yield self.adopted


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine(Node):
    """One amount of a budget: a track, under one committee."""

    kind: ClassVar[NodeKind] = NodeKind.BUDGET_LINE

    kroner: int | None = None
    """whole kroner; None where it is not given"""

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
        """Return it, signed only if it was by then."""
        if not self.in_force(day):
            return None
        return self if self.signed is None or self.signed <= day else replace(self, signed=None)

    def change_days(self) -> Iterator[date]:
        """Its own days and its signing."""
        yield from Validity.change_days(self)
        if self.signed is not None:
            yield self.signed


@dataclass(frozen=True, slots=True)
class AgreementGoal(Node):
    """What an agreement (link `part_of`) says in words of its own."""

    kind: ClassVar[NodeKind] = NodeKind.AGREEMENT_GOAL


class EndingKind(StrEnum):
    """How an initiative ends."""

    SPREAD = "spread"
    ADJUST = "adjust"
    STOP = "stop"


class Ending(NamedTuple):
    """How an initiative ended, and when that was decided."""

    day: date
    kind: EndingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative(Node):
    """Anything done for a goal. It stays in force after its end: what was done is part of the chain."""

    kind: ClassVar[NodeKind] = NodeKind.INITIATIVE

    experiment: bool = False
    start: date | None = None
    end: date | None = None
    """last day, planned or past"""
    ending: Ending | None = None
    followed_up: date | None = None
    """when somebody looked at what came of the ending"""
    effect_after_days: int | None = None
    """how long after its end it is expected to show; None where nobody has said"""

    def __post_init__(self) -> None:
        Node.__post_init__(self)
        if self.effect_after_days is not None:
            check_number(field="effect_after_days", found=self.effect_after_days, at_least=0, at_most=36_525)

    def as_of(self, day: date) -> Self | None:
        """Return it without an ending or a follow-up that came later."""
        if not self.in_force(day):
            return None
        ending = self.ending if self.ending and self.ending.day <= day else None
        followed_up = self.followed_up if self.followed_up and self.followed_up <= day else None
        if (ending, followed_up) == (self.ending, self.followed_up):
            return self
        return replace(self, ending=ending, followed_up=followed_up)

    def ended_on(self, day: date) -> date | None:
        """The day it was over, by decision or because its last day has passed; None while it is not."""
        if self.ending:
            return self.ending.day
        return self.end if self.end is not None and self.end < day else None

    def spans(self) -> Iterator[DaySpan]:
        """Its own days, its work, and its ending before the follow-up of it."""
        yield self.valid_from, self.valid_to
        yield self.start, self.end
        yield self.start, self.ending.day if self.ending else None
        yield self.ending.day if self.ending else None, self.followed_up

    def change_days(self) -> Iterator[date]:
        """Its own days, its work, its ending and the follow-up of it."""
        yield from Validity.change_days(self)
        yield from Validity.change_days(Validity(valid_from=self.start, valid_to=self.end))
        if self.ending:
            yield self.ending.day
        if self.followed_up:
            yield self.followed_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Node):
    """What one leader has bound themselves to."""

    kind: ClassVar[NodeKind] = NodeKind.COMMITMENT

    level: int
    """the leader's level; 1 is the top"""

    def __post_init__(self) -> None:
        Node.__post_init__(self)
        check_number(field="level", found=self.level, at_least=1, at_most=100)


@dataclass(frozen=True, slots=True)
class Policy(Node):
    """A document in force; one that was replaced (link `replaces`) and has no last day is in force still."""

    kind: ClassVar[NodeKind] = NodeKind.POLICY


@dataclass(frozen=True, slots=True)
class EventNode(Node):
    """Something that happened on a day, and stays true after it."""

    day: date

    def as_of(self, day: date) -> Self | None:
        """Return it from its day on."""
        return self if self.day <= day and self.in_force(day) else None

    def change_days(self) -> Iterator[date]:
        """Its day."""
        yield from Validity.change_days(self)
        yield self.day


@dataclass(frozen=True, slots=True)
class Decision(EventNode):
    """What a body (link `takes`) decided about something (link `about`)."""

    kind: ClassVar[NodeKind] = NodeKind.DECISION


@dataclass(frozen=True, slots=True)
class JointMeeting(EventNode):
    """Committees (link `attends`) met on goals (link `about`)."""

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
    """Somebody who answers or leads; no longer valid when they have left."""

    kind: ClassVar[NodeKind] = NodeKind.PERSON

    level: int | None = None
    """the level they lead at, 1 is the top; None for those who do not lead"""

    def __post_init__(self) -> None:
        Node.__post_init__(self)
        if self.level is not None:
            check_number(field="level", found=self.level, at_least=1, at_most=100)
