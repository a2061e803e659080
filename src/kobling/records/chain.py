"""Records of vision, themes, goals and targets, with the decisions and stories that belong to them."""

from datetime import date
from typing import Annotated

from pydantic import Field

from kobling.core.status import Direction, Kind
from kobling.records.base import (
    BodyKey,
    ChangedBy,
    Fact,
    GoalKey,
    IndicatorKey,
    Internal,
    Key,
    LeaderKey,
    Line,
    NeedsApproval,
    Number,
    PartList,
    Record,
    Slug,
    Slugs,
    SourceKey,
    Span,
    TermKey,
    ThemeKey,
    Valid,
    Words,
)
from kobling.records.municipality import Decision
from kobling.records.rights import Right


class Vision(Fact, Valid):
    """The council's statement."""

    KIND = "vision"
    SORTED_BY = ("term",)
    IS_LASTING = True

    key: Annotated[Key, Internal("nothing refers to it")]
    term: TermKey
    """The term whose folder it is kept in."""
    name: Words
    outward: Annotated[Words | None, NeedsApproval()] = None
    """The vision for life in the municipality."""
    inward: Annotated[Words | None, NeedsApproval()] = None
    """The vision for services and ways of working."""
    decision: Decision | None = None
    sources: Annotated[tuple[SourceKey, ...], Internal("no page shows it")] = ()


class Theme(Fact, Valid):
    """A cross-cutting heading under the vision."""

    KIND = "theme"
    SORTED_BY = ("term",)
    IS_LASTING = True

    key: Key
    term: TermKey
    slug: Slugs
    name: Words
    statement: Annotated[Words | None, NeedsApproval()] = None
    cross_cutting: Annotated[bool, Internal("only the inspection uses it")] = True
    """Whether its goals need more than one committee and one directorate."""
    decision: Decision | None = None
    ended_by: Annotated[Decision | None, NeedsApproval()] = None
    """The decision that ended it, before or on the last day it was in force."""
    sources: tuple[SourceKey, ...] = ()


class Wording(Valid):
    """What a goal said, from when to when, and who decided it."""

    text: Words
    exact: bool = True
    """False where the council's own words were not found, and the text retells them."""
    decision: Decision | None = None
    note: Words | None = None
    sources: tuple[SourceKey, ...] = ()


class Judgement(Record):
    """What a named body judged of a target that no number decides."""

    body: BodyKey
    date: date
    verdict: Words
    reason: Words
    sources: Annotated[tuple[SourceKey, ...], Internal("no page shows it")] = ()


class Target(Valid):
    """The number, kind and year that would make a goal reached (see the status rule)."""

    key: Key
    kind: Kind
    direction: Direction
    value: Number | None = None
    """The level to reach; `relative_change`: the percent to change by; `relative_to_area`: the difference allowed."""
    deadline: date | None = None
    indicator: IndicatorKey | None = None
    area: Line | None = None
    """For `relative_to_area`: the area compared with, as its measurements name it."""
    baseline: Span | None = None
    """The period that change is counted from; the earliest measured one where it is not given."""
    minimum_change: Annotated[Number, Field(ge=0)] = 0
    """The smallest change that matters, in the indicator's unit."""
    max_age_days: Annotated[int, Field(ge=1, le=36_525)] | None = None
    """How old the latest period may be; the indicator's cadence and grace where it is not given."""
    text: Words | None = None
    """What this target is about, where the goal has several."""
    decision: Decision | None = None
    """The decision that set it as it is: its value, year, kind, starting point and indicator."""
    wanted: Words | None = None
    """For `direction_only`: what is wanted, after `Målet er, at`: `de er ældre`."""
    note: Words | None = None
    judgements: Annotated[tuple[Judgement, ...], ChangedBy(Right.RECORD_DECISIONS)] = ()
    sources: tuple[SourceKey, ...] = ()


class Goal(Fact):
    """What the council wants to be true."""

    KIND = "goal"
    SORTED_BY = ("term",)
    IS_LASTING = True
    PARTS = (PartList("wordings", is_lasting=True), PartList("targets", ("key",), is_lasting=True))

    key: Key
    term: TermKey
    slug: Slugs
    former_slugs: tuple[Slug, ...] = ()
    """Addresses it has had; they lead to the present one."""
    overall: bool = False
    """The one goal above the themes."""
    themes: tuple[ThemeKey, ...] = ()
    short: Words
    """A few words for lists and links."""
    wordings: Annotated[tuple[Wording, ...], Field(min_length=1), NeedsApproval()]
    """Oldest first. A later one without `valid_from` came on a day nobody knows: shown, never taken to be in force."""
    ended_by: Annotated[Decision | None, NeedsApproval()] = None
    """The decision that ended the goal; the last day it was in force is `valid_to` of its last wording."""
    responsible: BodyKey | None = None
    """The body that answers for it."""
    responsible_leader: Annotated[LeaderKey | None, Internal("leaders are not published")] = None
    """The leader who answers for it, beside the body or instead of it."""
    judge: Annotated[BodyKey | None, Internal("its judgements are published")] = None
    """The body that is to judge whether it is reached, where no figure can tell."""
    judging_leader: Annotated[LeaderKey | None, Internal("leaders are not published")] = None
    """The leader who is to judge it, beside the body or instead of it."""
    committees: tuple[BodyKey, ...] = ()
    """The committees known to carry it."""
    targets: Annotated[tuple[Target, ...], NeedsApproval()] = ()
    context: tuple[IndicatorKey, ...] = ()
    """Indicators shown beside the goal that are not its own measure."""
    missing: Words | None = None
    """For a goal without published figures: what is known, and what it would take."""
    notes: tuple[Words, ...] = ()
    sources: tuple[SourceKey, ...] = ()

    def wording(self, day: date) -> Wording | None:
        """Return the wording in force on this day; None where there is none."""
        first, *later = self.wordings
        dated = (wording for wording in reversed(later) if wording.valid_from is not None)
        return next((wording for wording in (*dated, first) if wording.in_force(day)), None)

    def last_day(self, day: date) -> date | None:
        """Return the last day before this one on which a wording was in force; None where there is none."""
        ended = (wording.valid_to for wording in self.wordings if wording.valid_to is not None)
        return max((last for last in ended if last < day and self.wording(last) is not None), default=None)


class Story(Fact):
    """A short everyday account tied to a goal."""

    KIND = "story"
    SORTED_BY = ("key",)
    IS_LASTING = True

    key: Key
    goals: Annotated[tuple[GoalKey, ...], Field(min_length=1)]
    date: date
    title: Words
    text: Words
    """Paragraphs with an empty line between them; no markup."""
    sources: tuple[SourceKey, ...] = ()
