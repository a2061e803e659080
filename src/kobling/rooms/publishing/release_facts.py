"""The facts that a release is made from."""

from collections.abc import Container, Iterable
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from pydantic import SkipValidation

from kobling.records.base import Record, Text
from kobling.records.chain import Goal, Story
from kobling.records.drawings import Drawing
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import Indicator, Measurement
from kobling.records.initiatives import Initiative
from kobling.records.municipality import Body, Term
from kobling.rooms.releases.document import Document, Vision
from kobling.rooms.releases.release_file import ReleaseFile

ReleasedT = TypeVar("ReleasedT", bound=Record)


class ReleaseFacts(MunicipalityFacts):
    """All facts of one municipality that a release is made from: its own, and its public releases."""

    earlier: tuple[SkipValidation[ReleaseFile], ...] = ()
    """The public releases, oldest first."""

    @classmethod
    def of(cls, facts: MunicipalityFacts, *, earlier: Iterable[ReleaseFile] = ()) -> "ReleaseFacts":
        """Return a municipality's facts with its public releases, oldest first."""
        return cls.model_construct(**dict(facts), earlier=tuple(earlier))

    @property
    def before(self) -> Document | None:
        """The newest public release; None before the first."""
        return self.earlier[-1].document if self.earlier else None

    @cached_property
    def measurements_of(self) -> dict[str, list[Measurement]]:
        """The measurements by the key of their indicator."""
        found: dict[str, list[Measurement]] = {}
        for measurement in self.measurements:
            found.setdefault(measurement.indicator, []).append(measurement)
        return found

    @cached_property
    def drawings_of(self) -> dict[str, list[Drawing]]:
        """The drawings by the key of their indicator."""
        found: dict[str, list[Drawing]] = {}
        for drawing in self.drawings:
            found.setdefault(drawing.indicator, []).append(drawing)
        return found

    @cached_property
    def indicators_by_key(self) -> dict[str, Indicator]:
        """The indicators by key."""
        return {indicator.key: indicator for indicator in self.indicators}

    @cached_property
    def bodies_by_key(self) -> dict[str, Body]:
        """The bodies by key."""
        return {body.key: body for body in self.bodies}

    @cached_property
    def unit_names(self) -> dict[str, Text]:
        """The names of the units by key."""
        return {unit.key: unit.name for unit in self.units}

    def term(self, on: date) -> Term | None:
        """Return the council term of a day; None where none is known."""
        return next((term for term in self.terms if term.start <= on <= term.end), None)

    def term_of(self, goal: Goal, on: date) -> Term | None:
        """Return the council term that a goal was of on a day; None where none is known.

        A goal that has gone on in a later term was of the day's own term before.
        """
        kept_in = next((term for term in self.terms if term.key == goal.term), None)
        if kept_in is not None and kept_in.start > on:
            return self.term(on) or kept_in
        return kept_in

    def initiatives_begun_by(self, on: date) -> tuple[Initiative, ...]:
        """Return the initiatives that had begun on a day, or have no first day."""
        return tuple(
            initiative for initiative in self.initiatives if initiative.start is None or initiative.start <= on
        )

    def stories_published_by(self, on: date) -> tuple[Story, ...]:
        """Return the stories dated on or before a day."""
        return tuple(story for story in self.stories if story.date <= on)


def published_vision(facts: ReleaseFacts, on: date) -> Vision | None:
    """Return the vision in force on a day, as a release has it; None where there is none."""
    current = next((vision for vision in reversed(facts.visions) if vision.in_force(on)), None)
    return None if current is None else as_published(current, Vision)


def visible_keys(shown: Container[str], keys: Iterable[str]) -> tuple[str, ...]:
    """Return those of the keys that are shown in the release."""
    return tuple(key for key in keys if key in shown)


def as_published(record: Record, released: type[ReleasedT], **made: Any) -> ReleasedT:
    """Return a record as a release has it: the fields that the release's record has too, as they are.

    made   the fields that the release has otherwise, or makes itself

    Raises ValidationError where a field of the release is neither in the record nor made.
    """
    copied = record.model_dump(include=released.model_fields.keys() - made.keys())
    return released.model_validate(copied | made)
