"""Compare fetched figures with the stored ones."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kobling.core.periods import Period
from kobling.records.drawings import Outcome
from kobling.records.indicators import Measurement
from kobling.rooms.registers.figure_parser import FetchedFigure, FigureKey


@dataclass(frozen=True)
class FigureRevision:
    """A figure to which the source now gives another value."""

    area: str | None
    part: str | None
    period: Period
    before: float
    after: float


@dataclass(frozen=True)
class Withdrawal:
    """A stored figure that the source no longer gives."""

    figure: Measurement
    sign: str | None
    """The source's sign in its cell: `..`; None where the answer has no such cell any more."""


@dataclass(frozen=True)
class FigureDiff:
    """The differences between fetched figures and the current stored ones."""

    added: tuple[FetchedFigure, ...]
    """For keys that had no figure."""
    revisions: tuple[FigureRevision, ...]
    restored: tuple[FetchedFigure, ...]
    """For keys whose figure was withdrawn: the source gives one again."""
    unchanged: int
    missing: tuple[FetchedFigure, ...]
    """Cells in which the source gives no number, and from which it has just withdrawn none."""
    withdrawn: tuple[Withdrawal, ...]
    untouched: tuple[Measurement, ...]
    """Stored figures in force that the answer does not hold and need not hold: they stand as they are."""
    outcome: Outcome

    @property
    def changed(self) -> set[FigureKey]:
        """The keys that get a new figure: it is new or revised, or the source gives it again."""
        return {figure.key for figure in (*self.added, *self.restored)} | {
            (revision.area, revision.part, revision.period) for revision in self.revisions
        }


def current_figures(measurements: Iterable[Measurement]) -> dict[FigureKey, Measurement]:
    """Return the figures that no later one supersedes, withdrawn ones too, by key.

    measurements   ordered by the day drawn
    """
    return {figure_key(measurement): measurement for measurement in measurements}


def figure_key(measurement: Measurement) -> FigureKey:
    """Return a stored figure's identity within the indicator."""
    return measurement.area, measurement.part, measurement.period


def diff_figures(
    fetched: Iterable[FetchedFigure], current: Mapping[FigureKey, Measurement], *, expected: Collection[FigureKey]
) -> FigureDiff:
    """Return the differences between fetched figures and the current ones.

    expected   the keys of the current figures that the answer has to hold, unless the source has withdrawn them
    """
    cells = {figure.key: figure for figure in fetched}
    figures = {key: figure for key, figure in cells.items() if figure.value is not None}
    in_force = {key: figure for key, figure in current.items() if figure.withdrawn is None}
    added = tuple(figure for key, figure in figures.items() if key not in current)
    restored = tuple(figure for key, figure in figures.items() if key in current.keys() - in_force.keys())
    revisions = tuple(
        FigureRevision(*key, before=in_force[key].value, after=figure.value)
        for key, figure in figures.items()
        if key in in_force and figure.value is not None and figure.value != in_force[key].value
    )
    absent = {key: figure for key, figure in in_force.items() if key not in figures}
    withdrawn = tuple(
        Withdrawal(figure, cells[key].why if key in cells else None)
        for key, figure in absent.items()
        if key in expected
    )
    return FigureDiff(
        added=added,
        revisions=revisions,
        restored=restored,
        unchanged=len(figures) - len(added) - len(revisions) - len(restored),
        missing=tuple(
            figure for key, figure in cells.items() if figure.value is None and not (key in absent and key in expected)
        ),
        withdrawn=withdrawn,
        untouched=tuple(figure for key, figure in absent.items() if key not in expected),
        outcome=_outcome(current, withdrawn=withdrawn, revised=revisions, added=(*added, *restored)),
    )


def _outcome(
    current: Mapping[FigureKey, Measurement],
    *,
    withdrawn: Collection[object],
    revised: Collection[object],
    added: Collection[object],
) -> Outcome:
    """Return what came of a fetch: of several things the one that weighs most."""
    if not current:
        return Outcome.FIRST
    if withdrawn:
        return Outcome.WITHDRAWN
    if revised:
        return Outcome.REVISED
    return Outcome.ADDED if added else Outcome.UNCHANGED
