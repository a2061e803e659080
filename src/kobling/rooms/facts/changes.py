"""What a change set does: the records it changes, and the figures and drawings it adds or takes back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kobling.core.errors import KoblingError
from kobling.records.base import Record
from kobling.records.drawings import Drawing
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import Measurement
from kobling.rooms.facts import differences
from kobling.rooms.facts.kinds import KINDS, MUNICIPALITY, FactKind
from kobling.rooms.facts.positions import arrange

Positions = Mapping[tuple[str, str], str]
"""The position of every present fact, by the name of its kind and its key."""
FILLED_IN = frozenset({"withdrawn"})
"""The fields of a published figure that may still be filled in, once."""


@dataclass(frozen=True)
class RecordChange:
    """A fact before and after."""

    kind: FactKind
    key: str
    before: Record | None
    """None where the fact is new."""
    after: Record | None
    """None where the fact is removed."""
    position: str = ""
    """Where it stands afterwards; see positions.py."""


@dataclass(frozen=True)
class FactChanges:
    """Everything that one change set does."""

    records: tuple[RecordChange, ...] = ()
    added: tuple[Measurement, ...] = ()
    removed: tuple[Measurement, ...] = ()
    """The figures that are taken back; one whose fields change is removed, and added as it is afterwards."""
    drawings: tuple[Drawing, ...] = ()
    """The drawings that are added; none is ever taken back."""

    def __bool__(self) -> bool:
        """Return whether it does anything."""
        return bool(self.records or self.added or self.removed or self.drawings)

    def differences(self) -> tuple["Difference", ...]:
        """Return what differs, fact by fact; what only moved in its list has no fields that differ."""
        return (
            *(_difference(change) for change in self.records),
            *_figure_differences(self.removed, self.added),
            *(
                Difference("drawing", f"{drawing.indicator} {drawing.key}", None, drawing.model_dump(mode="json"))
                for drawing in self.drawings
            ),
        )


@dataclass(frozen=True)
class Difference:
    """What a change set alters in one fact, figure or drawing."""

    kind: str
    """The name of the kind of fact; `measurement` or `drawing`."""
    name: str
    """Its key; the places, period and day of a figure."""
    before: Mapping[str, Any] | None
    """The fields that differ, with their former values; None for a new one."""
    after: Mapping[str, Any] | None
    """The same fields with their new values; None for one that is removed."""


@dataclass(eq=False)
class PublishedFactsProtected(KoblingError):
    """A change would remove facts that have been published, or alter published figures."""

    kind: str
    """The name of the kind of fact; `measurement` or `drawing`."""
    names: tuple[str, ...]
    how: str
    """`removed` or `changed`."""


def changes_to(target: MunicipalityFacts, *, present: MunicipalityFacts | None, positions: Positions) -> FactChanges:
    """Return the changes that make the present facts equal to the target.

    Drawings are only added: one that the target lacks stays. Raises PublishedFactsProtected where the target has
    another drawing under the same key.
    """
    figures = () if present is None else present.measurements
    return FactChanges(
        records=tuple(
            change for kind in KINDS for change in _record_changes(kind, target, present=present, positions=positions)
        ),
        added=_without(target.measurements, figures),
        removed=_without(figures, target.measurements),
        drawings=new_drawings(target.drawings, () if present is None else present.drawings),
    )


def _record_changes(
    kind: FactKind, target: MunicipalityFacts, *, present: MunicipalityFacts | None, positions: Positions
) -> Iterable[RecordChange]:
    former = {kind.key_of(record): record for record in _records(kind, present)}
    wanted = {kind.key_of(record): record for record in _records(kind, target)}
    places = dict.fromkeys(wanted, "")
    if kind.is_ordered:
        places = dict(zip(wanted, arrange([positions.get((kind.name, key)) for key in wanted]), strict=True))
    for key, record in wanted.items():
        if key not in former or former[key] != record or positions.get((kind.name, key)) != places[key]:
            yield RecordChange(kind, key, former.get(key), record, places[key])
    for key in former.keys() - wanted.keys():
        yield RecordChange(kind, key, former[key], None)


def apply_changes(present: MunicipalityFacts, changes: FactChanges) -> MunicipalityFacts:
    """Return the facts after the changes; a fact that is new to its list stands last in it."""
    lists: dict[str, Any] = {}
    for kind in KINDS:
        altered = {change.key: change.after for change in changes.records if change.kind is kind}
        if not altered:
            continue
        records = {kind.key_of(record): record for record in _records(kind, present)} | altered
        kept = tuple(record for record in records.values() if record is not None)
        lists[kind.list_name] = kept[0] if kind is MUNICIPALITY else kept
    gone = {figure_identity(figure) for figure in changes.removed}
    figures = (*(figure for figure in present.measurements if figure_identity(figure) not in gone), *changes.added)
    return MunicipalityFacts(
        **dict(present) | lists | {"measurements": figures, "drawings": (*present.drawings, *changes.drawings)}
    )


def _records(kind: FactKind, facts: MunicipalityFacts | None) -> tuple[Record, ...]:
    value = () if facts is None else getattr(facts, kind.list_name)
    return value if isinstance(value, tuple) else (value,)


def figure_identity(figure: Measurement) -> tuple[object, ...]:
    """Return what identifies a figure: indicator, area, part, period and the day it was fetched."""
    return figure.indicator, figure.area, figure.part, figure.period, figure.drawn


def _without(figures: Iterable[Measurement], others: Iterable[Measurement]) -> tuple[Measurement, ...]:
    """Return the figures that have no equal among the others."""
    by_identity = {figure_identity(figure): figure for figure in others}
    return tuple(figure for figure in figures if by_identity.get(figure_identity(figure)) != figure)


def new_drawings(drawings: Iterable[Drawing], present: Iterable[Drawing]) -> tuple[Drawing, ...]:
    """Return the drawings that are not stored yet. Raises PublishedFactsProtected where a stored one differs."""
    stored = {drawing.key: drawing for drawing in present}
    given = tuple(drawings)
    changed = tuple(drawing.key for drawing in given if stored.get(drawing.key, drawing) != drawing)
    if changed:
        raise PublishedFactsProtected("drawing", changed, "changed")
    return tuple(drawing for drawing in given if drawing.key not in stored)


def protect_published(changes: FactChanges) -> None:
    """Raise PublishedFactsProtected where published facts would be removed, or published figures altered."""
    for kind in KINDS:
        of_kind = [change for change in changes.records if change.kind is kind and change.before is not None]
        removed = tuple(change.key for change in of_kind if change.after is None) if kind.record.IS_LASTING else ()
        if removed:
            raise PublishedFactsProtected(kind.name, removed, "removed")
        lost = tuple(f"{change.key} {part}" for change in of_kind for part in _lost_parts(change))
        if lost:
            raise PublishedFactsProtected(kind.name, lost, "removed")
    after = {figure_identity(figure): figure for figure in changes.added}
    gone = tuple(figure_name(figure) for figure in changes.removed if figure_identity(figure) not in after)
    if gone:
        raise PublishedFactsProtected("measurement", gone, "removed")
    altered = tuple(
        figure_name(figure) for figure in changes.removed if not _is_filled_in(figure, after[figure_identity(figure)])
    )
    if altered:
        raise PublishedFactsProtected("measurement", altered, "changed")


def _lost_parts(change: RecordChange) -> tuple[str, ...]:
    if change.after is None:
        return ()
    before, after = (differences.fields_of(change.kind, record) for record in (change.before, change.after))
    return differences.lost_parts(change.kind, before, after)


def _is_filled_in(before: Measurement, after: Measurement) -> bool:
    """Return whether all fields that differ were empty and may be filled in."""
    differing = [name for name in Measurement.model_fields if getattr(before, name) != getattr(after, name)]
    return all(name in FILLED_IN and getattr(before, name) is None for name in differing)


def figure_name(figure: Measurement) -> str:
    """Return a figure's identity as text: `members 2019 2020-01-15`."""
    parts = (figure.indicator, figure.area, figure.part, figure.period.code, figure.drawn.isoformat())
    return " ".join(part for part in parts if part)


def _difference(change: RecordChange) -> Difference:
    before, after = (differences.fields_of(change.kind, record) for record in (change.before, change.after))
    paths = differences.differing(before, after)

    def shown(fields: differences.Fields) -> dict[str, Any]:
        return {".".join(path): fields.get(path) for path in paths}

    return Difference(
        change.kind.name,
        change.key,
        None if change.before is None else shown(before),
        None if change.after is None else shown(after),
    )


def _figure_differences(removed: Iterable[Measurement], added: Iterable[Measurement]) -> Iterable[Difference]:
    former = {figure_identity(figure): figure for figure in removed}
    for figure in added:
        before, after = former.pop(figure_identity(figure), None), figure.model_dump(mode="json")
        if before is None:
            yield Difference("measurement", figure_name(figure), None, after)
        else:
            was = before.model_dump(mode="json")
            names = [name for name in after if was[name] != after[name]]
            yield Difference(
                "measurement",
                figure_name(figure),
                {name: was[name] for name in names},
                {name: after[name] for name in names},
            )
    for figure in former.values():
        yield Difference("measurement", figure_name(figure), figure.model_dump(mode="json"), None)
