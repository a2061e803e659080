"""Records of initiatives and of how they end."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from kobling.core.chain import EndingKind
from kobling.records.base import (
    Days,
    Fact,
    GoalKey,
    Internal,
    Key,
    NeedsApproval,
    Record,
    SourceKey,
    TermKey,
    UnitKey,
    Url,
    Words,
)
from kobling.records.municipality import Decision
from kobling.records.rights import Right


class InitiativeKind(StrEnum):
    """What kind of thing is done."""

    PROJECT = "project"
    EXPERIMENT = "experiment"
    LAB = "lab"
    EFFORT = "effort"


class FollowUp(Record):
    """Somebody looked at what came of the ending."""

    date: date
    text: Words


class Ending(Record):
    """How an initiative ended, when that was decided, and why."""

    how: EndingKind
    date: date
    reason: Words | None = None
    decision: Decision | None = None
    follow_up: FollowUp | None = None


class Initiative(Fact):
    """Anything done for a goal."""

    KIND = "initiative"
    RIGHT = Right.EDIT_INITIATIVES
    SORTED_BY = ("term",)
    IS_LASTING = True

    key: Key
    term: TermKey
    name: Words
    kind: InitiativeKind
    what: Words
    owner: UnitKey | None = None
    """The unit that leads it."""
    contributors: Annotated[tuple[UnitKey, ...], Internal("for the inspection and the working pages")] = ()
    goals: tuple[GoalKey, ...] = ()
    goals_inferred: bool = False
    """True where no published source ties it to the goals, and the tie is this folder's own reading."""
    hypothesis: Words | None = None
    """What is thought to happen, and why."""
    measure: Words | None = None
    """What will show whether it did."""
    effect_after_days: Annotated[Days | None, Internal("for the inspection and the working pages")] = None
    """How long after its end it is expected to show."""
    start: date | None = None
    end: date | None = None
    ending: Annotated[Ending | None, NeedsApproval()] = None
    outcome: Words | None = None
    """What came of it."""
    decision: Decision | None = None
    url: Url | None = None
    sources: tuple[SourceKey, ...] = ()

    def ending_known_on(self, day: date) -> Ending | None:
        """Return its ending as known on a day: neither that nor its follow-up is known before its own day."""
        ending = self.ending
        if ending is None or ending.date > day:
            return None
        seen = ending.follow_up
        return ending if seen is None or seen.date <= day else ending.model_copy(update={"follow_up": None})

    def lacks_ending(self, day: date) -> bool:
        """Return whether it is an experiment that was over before a day, and its ending was not known on that."""
        is_over = self.kind is InitiativeKind.EXPERIMENT and self.end is not None and self.end < day
        return is_over and self.ending_known_on(day) is None
