"""What a person wants of facts and figures: each as it was when the change began, and as it is to be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kobling.records.base import Fact, Record
from kobling.records.indicators import Measurement
from kobling.rooms.facts import queries as facts
from kobling.rooms.facts.changes import FactChanges, RecordChange, figure_identity
from kobling.rooms.facts.differences import Conflict
from kobling.rooms.facts.kinds import KIND_OF, FactKind
from kobling.rooms.facts.positions import arrange
from kobling.rooms.folder.merging import ConflictingChanges, figure_conflict, merge_fact

FactName = tuple[FactKind, str]
"""The kind of a fact, and its key."""


@dataclass(frozen=True)
class FactEdit:
    """One fact before and after; what others have changed of it since is kept, field by field."""

    before: Fact | None
    """As it was when the change began; None for a new one."""
    after: Fact | None
    """As it is to be; None to remove it."""
    place: int | None = None
    """Its place among those of its kind, 1 for the first; None to leave it where it is, or to add it last."""

    @property
    def name(self) -> FactName:
        """Which fact it is. Raises ValueError where there is none, or another afterwards."""
        names = {
            (KIND_OF[type(record)], KIND_OF[type(record)].key_of(record))
            for record in (self.before, self.after)
            if record is not None
        }
        if len(names) != 1:
            raise ValueError(names)
        return names.pop()


@dataclass(frozen=True)
class Edits:
    """Everything that one person wants changed, at once."""

    facts: tuple[FactEdit, ...] = ()
    added: tuple[Measurement, ...] = ()
    """New figures, and those that take the place of removed ones."""
    removed: tuple[Measurement, ...] = ()
    """Figures as they were when the change began."""

    def __bool__(self) -> bool:
        """Return whether anything is wanted."""
        return bool(self.facts or self.added or self.removed)

    @property
    def names(self) -> tuple[FactName, ...]:
        """The facts that it touches, each once, in its order."""
        return tuple(dict.fromkeys(edit.name for edit in self.facts))

    @property
    def new_facts(self) -> tuple[Fact, ...]:
        """The facts that it adds."""
        return tuple(edit.after for edit in self.facts if edit.before is None and edit.after is not None)


def changes_for(municipality: int, edits: Edits) -> FactChanges:
    """Return what edits do to the present facts; who stores it has called lock_facts.

    Raises ConflictingChanges where the same field of a fact has been changed since, or the same figure.
    """
    conflicts: list[Conflict] = []
    names = edits.names
    if len(names) != len(edits.facts):
        raise ValueError(names)
    present = facts.records_named(municipality, names)
    wanted: dict[FactName, Record | None] = {}
    for edit in edits.facts:
        try:
            wanted[edit.name] = merge_fact(
                *edit.name, base=edit.before, present=present.get(edit.name), incoming=edit.after
            )
        except ConflictingChanges as error:
            conflicts += error.conflicts
    added, removed = _figure_changes(municipality, edits, conflicts)
    if conflicts:
        raise ConflictingChanges(tuple(conflicts))
    return FactChanges(records=_record_changes(municipality, edits, present, wanted), added=added, removed=removed)


def _record_changes(
    municipality: int, edits: Edits, present: Mapping[FactName, Record], wanted: Mapping[FactName, Record | None]
) -> tuple[RecordChange, ...]:
    """Return the changes of facts, those first that are wanted, then those that only make room for a move."""
    positions = facts.positions(municipality)
    places: dict[FactName, str] = {}
    for kind in dict.fromkeys(kind for kind, _key in wanted if kind.is_ordered):
        former = {key: position for (name, key), position in positions.items() if name == kind.name}
        order = _order(former, [edit for edit in edits.facts if edit.name[0] is kind], wanted)
        rising = arrange([former.get(key) for key in order])
        places |= {(kind, key): place for key, place in zip(order, rising, strict=True)}
    stood = {name: positions.get((name[0].name, name[1])) for name in places}
    moved = [name for name, place in places.items() if name not in wanted and stood[name] != place]
    others = facts.records_named(municipality, moved)
    return (
        *(
            RecordChange(*name, present.get(name), record, places.get(name, ""))
            for name, record in wanted.items()
            if record != present.get(name) or stood.get(name) != places.get(name)
        ),
        *(RecordChange(*name, others[name], others[name], places[name]) for name in moved),
    )


def _order(former: Mapping[str, str], edits: Sequence[FactEdit], wanted: Mapping[FactName, Record | None]) -> list[str]:
    """Return the keys of a kind in the order that edits give them."""
    gone = {edit.name[1] for edit in edits if wanted[edit.name] is None}
    placed = {edit.name[1]: edit.place for edit in edits if edit.place is not None and edit.name[1] not in gone}
    order = [key for key in sorted(former, key=lambda key: (former[key], key)) if key not in gone | placed.keys()]
    order += [key for edit in edits if (key := edit.name[1]) not in {*former, *gone, *placed}]
    for key, place in sorted(placed.items(), key=lambda item: item[1]):
        order.insert(place - 1, key)
    return order


def _figure_changes(
    municipality: int, edits: Edits, conflicts: list[Conflict]
) -> tuple[tuple[Measurement, ...], tuple[Measurement, ...]]:
    """Return the figures that are added and removed; add to the conflicts."""
    touched = dict.fromkeys(figure.indicator for figure in (*edits.removed, *edits.added))
    present = {figure_identity(figure): figure for key in touched for figure in facts.measurements(municipality, key)}
    wanted = {figure_identity(figure): figure for figure in edits.added}
    former = {figure_identity(figure): figure for figure in edits.removed}
    conflicts += [
        figure_conflict(former.get(identity), present.get(identity), wanted.get(identity))
        for identity in dict.fromkeys((*former, *wanted))
        if present.get(identity) not in (former.get(identity), wanted.get(identity))
    ]
    return (
        tuple(figure for identity, figure in wanted.items() if present.get(identity) != figure),
        tuple(
            figure
            for identity, figure in former.items()
            if present.get(identity) == figure and wanted.get(identity) != figure
        ),
    )
