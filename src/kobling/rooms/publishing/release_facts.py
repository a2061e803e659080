"""The facts that a release is made from."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from kobling.rooms.agreements.queries import Agreements
from kobling.rooms.budget.queries import Budgets
from kobling.rooms.chain.queries import ChainRecords
from kobling.rooms.chain.records import Goal, Story
from kobling.rooms.council.queries import CouncilRecords
from kobling.rooms.indicators.drawings import Drawing
from kobling.rooms.indicators.queries import Figures
from kobling.rooms.indicators.records import Indicator
from kobling.rooms.initiatives.records import Initiative
from kobling.rooms.municipality.queries import MunicipalityProfile
from kobling.rooms.municipality.records import Body
from kobling.rooms.municipality.records import Decision as FolderDecision
from kobling.rooms.records import Record, Text
from kobling.rooms.releases.document import Decision, Document, Term, Vision
from kobling.rooms.releases.release_file import ReleaseFile

ReleasedT = TypeVar("ReleasedT", bound=Record)


@dataclass(frozen=True)
class ReleaseFacts:
    """All facts of one municipality that a release is made from."""

    profile: MunicipalityProfile
    chain: ChainRecords
    figures: Figures
    initiatives: tuple[Initiative, ...]
    earlier: tuple[ReleaseFile, ...]
    """The public releases, oldest first."""
    drawings: tuple[Drawing, ...] = ()
    """By indicator, then by time."""
    council: CouncilRecords = field(default_factory=CouncilRecords)
    budgets: Budgets = field(default_factory=Budgets)
    agreements: Agreements = field(default_factory=Agreements)

    @property
    def before(self) -> Document | None:
        """The newest public release; None before the first."""
        return self.earlier[-1].document if self.earlier else None

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The indicators by key."""
        return {indicator.key: indicator for indicator in self.figures.indicators}

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """The bodies by key."""
        return {body.key: body for body in self.profile.bodies}

    @cached_property
    def unit_names(self) -> dict[str, Text]:
        """The names of the units by key."""
        return {unit.key: unit.name for unit in self.profile.units}

    def term(self, on: date) -> Term | None:
        """Return the council term of a day, as a release has it; None where none is known."""
        current = next((term for term in self.profile.terms if term.start <= on <= term.end), None)
        return None if current is None else as_published(current, Term)

    def term_of(self, goal: Goal) -> Term | None:
        """Return the council term that set a goal, as a release has it; None where none is known."""
        own = next((term for term in self.profile.terms if term.key == goal.term), None)
        return None if own is None else as_published(own, Term)

    def initiatives_begun_by(self, on: date) -> tuple[Initiative, ...]:
        """Return the initiatives that had begun on a day, or have no first day."""
        return tuple(
            initiative for initiative in self.initiatives if initiative.start is None or initiative.start <= on
        )

    def stories_published_by(self, on: date) -> tuple[Story, ...]:
        """Return the stories dated on or before a day."""
        return tuple(story for story in self.chain.stories if story.date <= on)


def published_vision(facts: ReleaseFacts, on: date) -> Vision | None:
    """Return the vision in force on a day, as a release has it; None where there is none."""
    current = next((vision for vision in reversed(facts.chain.visions) if vision.in_force(on)), None)
    return None if current is None else as_published(current, Vision)


def visible_keys(shown: Container[str], keys: Iterable[str]) -> tuple[str, ...]:
    """Return those of the keys that are shown in the release."""
    return tuple(key for key in keys if key in shown)


def published_decision(decision: FolderDecision | None) -> Decision | None:
    """Return a decision as a release has it."""
    return None if decision is None else as_published(decision, Decision)


def as_published(record: Record, released: type[ReleasedT], **made: Any) -> ReleasedT:
    """Return a record as a release has it: the fields that the release's record has too, as they are.

    made   the fields that the release has otherwise, or makes itself

    Raises ValidationError where a field of the release is neither in the record nor made.
    """
    copied = record.model_dump(include=released.model_fields.keys() - made.keys())
    return released.model_validate(copied | made)
