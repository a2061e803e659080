"""What a release has of a municipality's records as they are. Generated: `python -m tools.generated write`.

A class that differs is made from one of these, and says how. tools/release_records.py says what is left out, and why.
"""

from datetime import date, datetime
from typing import Literal

from kobling.core.basis import Basis
from kobling.core.chain import EndingKind
from kobling.core.status import Direction, Kind
from kobling.core.units import Unit as CoreUnit
from kobling.records.agreements import AgreementGoal
from kobling.records.base import (
    BodyKey,
    DrawingKey,
    GoalKey,
    IndicatorKey,
    InitiativeKey,
    Key,
    Slug,
    Slugs,
    SourceKey,
    Span,
    Synonyms,
    Text,
    ThemeKey,
    TrackKey,
    UnitKey,
)
from kobling.records.indicators import FigureContact
from kobling.records.initiatives import FollowUp
from kobling.records.municipality import Contact, Decision, Note
from kobling.rooms.releases.document.fields import ReleaseRecord, omit_if_default


class Municipality(ReleaseRecord):
    """The municipality itself."""

    code: str
    slug: Slug
    name: Text
    region: Text | None
    seats: int | None
    notice: Text | None
    about: Text | None
    contact: Contact | None
    notes: tuple[Note, ...]
    confidence: float
    synonyms: tuple[Synonyms, ...] = omit_if_default(())


class Body(ReleaseRecord):
    """The council or a committee."""

    key: Key
    name: Text
    kind: str
    note: Text | None


class Unit(ReleaseRecord):
    """A node of the administration's tree."""

    key: Key
    name: Text
    kind: str
    parent: UnitKey | None
    serves: tuple[BodyKey, ...]


class Vision(ReleaseRecord):
    """The council's statement."""

    name: Text
    outward: Text | None
    inward: Text | None
    decision: Decision | None


class Theme(ReleaseRecord):
    """A cross-cutting heading under the vision."""

    key: Key
    slug: Slugs
    name: Text
    statement: Text | None
    decision: Decision | None
    sources: tuple[SourceKey, ...]


class Wording(ReleaseRecord):
    """What a goal said, from when to when, and who decided it."""

    text: Text
    exact: bool
    valid_from: date | None
    valid_to: date | None
    decision: Decision | None
    note: Text | None
    sources: tuple[SourceKey, ...]


class Judgement(ReleaseRecord):
    """What a named body judged of a target that no number decides."""

    body: BodyKey
    date: date
    verdict: Text
    reason: Text


class Target(ReleaseRecord):
    """The number, kind and year that would make a goal reached (see the status rule)."""

    key: Key
    text: Text | None
    wanted: Text | None = omit_if_default(None)
    note: Text | None
    kind: Kind
    direction: Direction
    value: float | None
    deadline: date | None
    minimum_change: float
    max_age_days: int | None
    indicator: IndicatorKey | None
    area: str | None
    sources: tuple[SourceKey, ...]
    decision: Decision | None = omit_if_default(None)


class Goal(ReleaseRecord):
    """What the council wants to be true."""

    key: Key
    slug: Slugs
    former_slugs: tuple[Slug, ...]
    overall: bool
    short: Text
    themes: tuple[ThemeKey, ...]
    responsible: BodyKey | None
    committees: tuple[BodyKey, ...]
    context: tuple[IndicatorKey, ...]
    missing: Text | None
    notes: tuple[Text, ...]
    sources: tuple[SourceKey, ...]


class TakenDecision(Decision):
    """A decision that stands on its own, such as a later one about a goal that was there already."""

    key: Key
    what: Text
    themes: tuple[ThemeKey, ...]
    goals: tuple[GoalKey, ...]
    initiatives: tuple[InitiativeKey, ...]
    sources: tuple[SourceKey, ...]


class Priority(ReleaseRecord):
    """A committee takes a goal up for a year."""

    key: Key
    committee: BodyKey
    goal: GoalKey
    year: int
    rank: int | None
    decision: Decision | None
    note: Text | None
    sources: tuple[SourceKey, ...]


class JointMeeting(ReleaseRecord):
    """Two or more bodies met about named goals."""

    key: Key
    date: date
    bodies: tuple[BodyKey, ...]
    goals: tuple[GoalKey, ...]
    what: Text | None
    decision: Decision | None
    url: str | None
    sources: tuple[SourceKey, ...]


class Indicator(ReleaseRecord):
    """A reviewed definition of what is measured for a target."""

    key: Key
    name: Text
    what: Text
    why: Text | None
    how: Text
    sentence: Text | None
    sentence_negative: Text | None = omit_if_default(None)
    unit: CoreUnit
    parts: Text | None
    decimals: int | None
    collected_by: Literal["survey", "register"]
    basis: Basis | None = omit_if_default(None)
    source: Text
    table: str | None
    url: str | None
    licence: str | None
    cadence: str
    grace_days: int
    owner: Text | None
    reviewed: date | None
    next_review: date | None
    notes: tuple[Text, ...]
    sources: tuple[SourceKey, ...]
    next_publication: date | None = omit_if_default(None)
    contact: FigureContact | None = omit_if_default(None)


class Measurement(ReleaseRecord):
    """One value of an indicator for one area, part and period, as it was drawn on one day."""

    period: Span
    value: float
    uncertainty: str
    standard_error: float | None
    low: float | None
    high: float | None
    n: int | None
    asked: int | None = omit_if_default(None)
    of: int | None
    drawn: date
    source: SourceKey | None
    note: Text | None
    drawing: DrawingKey | None = omit_if_default(None)
    withdrawn: date | None = omit_if_default(None)


class Drawing(ReleaseRecord):
    """One time that an indicator's figures were asked for in a register, or estimated from the answers to a survey."""

    key: Key
    register_name: str
    register_title: str
    table: str
    query: str
    day: date
    at: datetime
    updated: datetime | None
    sha256s: tuple[str, ...]
    active: bool | None
    outcome: str


class Initiative(ReleaseRecord):
    """Anything done for a goal."""

    key: Key
    name: Text
    kind: str
    what: Text
    goals: tuple[GoalKey, ...]
    goals_inferred: bool
    start: date | None
    end: date | None
    outcome: Text | None
    url: str | None
    sources: tuple[SourceKey, ...]
    decision: Decision | None = omit_if_default(None)
    hypothesis: Text | None = omit_if_default(None)
    measure: Text | None = omit_if_default(None)


class Ending(ReleaseRecord):
    """How an initiative ended, when that was decided, and why."""

    how: EndingKind
    date: date
    reason: Text | None
    follow_up: FollowUp | None


class Budget(ReleaseRecord):
    """A year's budget, as it was adopted."""

    key: Key
    name: Text
    year: int
    price_level: int | None
    adopted: date | None
    decision: Decision | None
    note: Text | None
    sources: tuple[SourceKey, ...]


class BudgetLine(ReleaseRecord):
    """What one track is expected to give or may cost, in one year, under one committee and in one unit where known."""

    track: TrackKey
    committee: BodyKey | None
    year: int
    expected_low: int | None
    expected_mid: int | None
    expected_high: int | None
    agreed: int | None
    realised: int | None
    note: Text | None
    sources: tuple[SourceKey, ...]


class Agreement(ReleaseRecord):
    """A goal-and-frame agreement; `valid_from` and `valid_to` are its period."""

    key: Key
    name: Text
    bodies: tuple[BodyKey, ...]
    goals: tuple[GoalKey, ...]
    own_goals: tuple[AgreementGoal, ...]
    signed: date | None
    valid_from: date | None
    valid_to: date | None
    decision: Decision | None
    note: Text | None
    sources: tuple[SourceKey, ...]
