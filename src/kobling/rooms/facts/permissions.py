"""What a user may do with a fact: with the rights of the fields' declarations, where the fact lies, as it names others.

A fact lies in the bodies, units and goals that its own fields name, and in itself; a unit also in those above it, a
leader in the leader's unit, and what names an indicator and no goal in the goals whose targets that measures. A new
kind of fact needs no line.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kobling.core.errors import KoblingError
from kobling.records.base import Fact, Record, Visibility
from kobling.records.chain import Goal
from kobling.records.declarations import changed_fields, field_changes, visibilities
from kobling.records.indicators import Indicator
from kobling.records.municipality import Leader, Unit
from kobling.records.references import references, referring_fields
from kobling.records.rights import Right
from kobling.rooms.facts.kinds import KIND_NAMED, KIND_OF, FactKind
from kobling.rooms.facts.queries import known_keys, records
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.people.permissions import has_right
from kobling.rooms.people.records import Place, User


@dataclass(eq=False)
class UnknownPlace(KoblingError):
    """The municipality has no such body, unit or goal."""

    found: Place
    known: tuple[str, ...]


@dataclass(frozen=True)
class Access:
    """What a user may do in one municipality. Its organisation is read when it is first needed, and then kept."""

    user: User
    municipality: str
    """Slug of the municipality."""

    def may(self, right: Right, fact: Fact | None = None) -> bool:
        """Return whether the user has a right where a fact lies; anywhere in the municipality where none is given."""
        places = None if fact is None else self.places(fact)
        return has_right(self.user, right, municipality=self.municipality, places=places)

    def may_change(self, before: Fact | None, after: Fact | None) -> bool:
        """Return whether the user may change a fact, add it (nothing before) or remove it (nothing after).

        Every changed field is asked about where the fact lay before, where it lies now, if it has been moved since, and
        where it would lie afterwards; a field that the user does not see is not changed either.
        """
        needed = {change.right for change in field_changes(before, after)}
        sides = [fact for fact in (before, self._present(before), after) if fact is not None]
        changed = changed_fields(before, after)
        return all(
            self.may(right, fact) and changed <= self.visible_fields(type(fact), fact)
            for right in needed
            for fact in sides
        )

    def needs_approval(self, before: Fact | None, after: Fact | None) -> bool:
        """Return whether a change waits for another person: of a field that does, by a user who approves none."""
        waits = any(change.needs_approval for change in field_changes(before, after))
        return waits and not self.may(Right.APPROVE_CHANGES, after or before)

    def visible_fields(self, record_type: type[Record], fact: Fact | None = None) -> frozenset[str]:
        """Return the fields of a record that the user may see, in history, search, previews, drafts and exports alike.

        fact    the fact that the record is, or is a part of; without it, what owners see is left out
        """
        seen = {visibility for visibility in Visibility if self._sees(visibility, fact)}
        return frozenset(name for name, visibility in visibilities(record_type).items() if visibility in seen)

    def seen_visibilities(self) -> frozenset[Visibility]:
        """Return for whom those fields are declared that the user sees of every fact."""
        return frozenset(visibility for visibility in Visibility if self._sees(visibility, None))

    def fields_to_fill_in(self, record_type: type[Fact]) -> frozenset[str]:
        """Return the fields that the user may fill in of a new fact: who adds one is an owner of it."""
        seen = {Visibility.OWNERS, *(visibility for visibility in Visibility if self._sees(visibility, None))}
        return frozenset(name for name, visibility in visibilities(record_type).items() if visibility in seen)

    def seen_in(self, *sides: Fact | None) -> Callable[[type[Record]], frozenset[str]]:
        """Return what gives the fields of a record that the user sees in every one of a fact's sides."""
        facts: list[Fact | None] = [fact for fact in sides if fact is not None] or [None]
        return lambda record_type: frozenset.intersection(*(self.visible_fields(record_type, fact) for fact in facts))

    def _sees(self, visibility: Visibility, fact: Fact | None) -> bool:
        match visibility:
            case Visibility.PUBLIC:
                return True
            case Visibility.STAFF:
                return self.may(Right.READ)
            case Visibility.OWNERS:
                is_owner = fact is not None and self.may(type(fact).RIGHT, fact)
                return self.may(Right.READ) and (is_owner or self.may(Right.APPROVE_CHANGES))
            case Visibility.OFFICE:
                return self.may(Right.APPROVE_CHANGES)

    def places(self, fact: Fact) -> frozenset[Place]:
        """Return what a fact lies in."""
        named = set(_named(fact))
        found = {place for one in named for place in self._lies_in(one)}
        return frozenset(found if Goal.KIND in {one.kind for one in named} else found | self._goals_measured_by(named))

    def _lies_in(self, place: Place) -> Iterator[Place]:
        yield place
        if place.kind == Unit.KIND:
            yield from (Place(Unit.KIND, above) for above in self._above.get(place.key, ()))
        elif place.kind == Leader.KIND and (unit := self._units_of_leaders.get(place.key)):
            yield from self._lies_in(Place(Unit.KIND, unit))

    def _goals_measured_by(self, named: Collection[Place]) -> set[Place]:
        indicators = [place.key for place in named if place.kind == Indicator.KIND]
        return {Place(Goal.KIND, key) for indicator in indicators for key in self._goals_measured.get(indicator, ())}

    @cached_property
    def _above(self) -> Mapping[str, tuple[str, ...]]:
        """The units above each unit, the nearest first."""
        parents = {unit.key: unit.parent for unit in self._facts(Unit)}
        return {key: tuple(_ancestors(key, parents)) for key in parents}

    @cached_property
    def _units_of_leaders(self) -> Mapping[str, str | None]:
        return {leader.key: leader.unit for leader in self._facts(Leader)}

    @cached_property
    def _goals_measured(self) -> Mapping[str, list[str]]:
        """The goals that have a target measured by each indicator."""
        found: dict[str, list[str]] = {}
        for goal in self._facts(Goal):
            for key in {target.indicator for target in goal.targets if target.indicator}:
                found.setdefault(key, []).append(goal.key)
        return found

    def _present(self, before: Fact | None) -> Fact | None:
        """Return a fact as it is now; None for none, for one that is gone, and for a figure, which is not moved."""
        kind = None if before is None else KIND_OF.get(type(before))
        if before is None or kind is None:
            return None
        if kind not in self._present_facts:
            self._present_facts[kind] = {kind.key_of(fact): fact for fact in self._facts(type(before))}
        return self._present_facts[kind].get(kind.key_of(before))

    @cached_property
    def _present_facts(self) -> dict[FactKind, Mapping[str, Fact]]:
        """The present facts of the kinds that have been asked for, by key."""
        return {}

    def _facts(self, record_type: type[Fact]) -> tuple[Any, ...]:
        kind = KIND_OF[record_type]
        return records(pk_of(self.municipality), kind)[kind.list_name]


def may(user: User, right: Right, *, municipality: str, fact: Fact | None = None) -> bool:
    """Return whether a user has a right where a fact lies; anywhere in the municipality where none is given."""
    return Access(user, municipality).may(right, fact)


def require_place(municipality: str, place: Place) -> None:
    """Raise UnknownPlace where the municipality has no such fact."""
    known = known_keys(pk_of(municipality), KIND_NAMED[place.kind])
    if place.key not in known:
        raise UnknownPlace(found=place, known=known)


def _named(fact: Fact) -> Iterator[Place]:
    """Yield a fact itself, and those that its own fields name; not those that its parts do."""
    if "key" in type(fact).model_fields:
        yield Place(fact.KIND, fact.key)  # type: ignore[attr-defined]
    own = referring_fields(type(fact))
    yield from (Place(one.kind, one.key) for one in references(fact) if one.path[0] in own)


def _ancestors(key: str, parents: Mapping[str, str | None]) -> Iterator[str]:
    seen = {key}
    while (key := parents.get(key) or "") and key not in seen:
        seen.add(key)
        yield key
