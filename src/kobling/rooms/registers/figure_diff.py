"""Compare fetched figures with the stored ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kobling.core.periods import Period
from kobling.rooms.indicators.records import Measurement
from kobling.rooms.registers.figure_parser import FetchedFigure, FigureKey
from kobling.rooms.registers.records import Outcome


@dataclass(frozen=True)
class FigureRevision:
    """A figure to which the source now gives another value."""

    area: str | None
    part: str | None
    period: Period
    before: float
    after: float


@dataclass(frozen=True)
class FigureDiff:
    """The differences between fetched figures and the current stored ones."""

    added: tuple[FetchedFigure, ...]
    """For keys that had no figure."""
    revisions: tuple[FigureRevision, ...]
    unchanged: int
    missing: tuple[FetchedFigure, ...]
    """Cells in which the source gives no number; a stored figure stays current."""
    withdrawn: tuple[Measurement, ...]
    """Stored figures that the source no longer has a cell for."""
    outcome: Outcome

    @property
    def changed(self) -> set[FigureKey]:
        """The keys whose figure is new or revised."""
        return {figure.key for figure in self.added} | {
            (revision.area, revision.part, revision.period) for revision in self.revisions
        }


def current_figures(measurements: Iterable[Measurement]) -> dict[FigureKey, Measurement]:
    """Return the figures that no later one supersedes, by key; the measurements are ordered by the day drawn."""
    return {(measurement.area, measurement.part, measurement.period): measurement for measurement in measurements}


def diff_figures(fetched: Iterable[FetchedFigure], current: Mapping[FigureKey, Measurement]) -> FigureDiff:
    """Return the differences between fetched figures and the current ones."""
    cells = {figure.key: figure for figure in fetched}
    figures = {key: figure for key, figure in cells.items() if figure.value is not None}
    added = tuple(figure for key, figure in figures.items() if key not in current)
    revisions = tuple(
        FigureRevision(*key, before=current[key].value, after=figure.value)
        for key, figure in figures.items()
        if key in current and figure.value is not None and figure.value != current[key].value
    )
    return FigureDiff(
        added=added,
        revisions=revisions,
        unchanged=len(figures) - len(added) - len(revisions),
        missing=tuple(figure for figure in cells.values() if figure.value is None),
        withdrawn=tuple(measurement for key, measurement in current.items() if key not in cells),
        outcome=_outcome(added, revisions, current),
    )


def _outcome(
    added: tuple[FetchedFigure, ...],
    revisions: tuple[FigureRevision, ...],
    current: Mapping[FigureKey, Measurement],
) -> Outcome:
    if not current:
        return Outcome.FIRST
    if revisions:
        return Outcome.REVISED
    return Outcome.ADDED if added else Outcome.UNCHANGED
