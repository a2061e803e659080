"""What a drawing says beside the figures that stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kobling.core.periods import Period
from kobling.rooms.indicators.records import Measurement
from kobling.rooms.registers.figure_parser import FetchedFigure, FigureKey
from kobling.rooms.registers.records import Outcome


@dataclass(frozen=True)
class FigureRevision:
    """A figure that the source gives otherwise than it did."""

    area: str | None
    part: str | None
    period: Period
    before: float
    after: float


@dataclass(frozen=True)
class FigureDiff:
    """The figures of a drawing, sorted by what they are beside those that stand."""

    added: tuple[FetchedFigure, ...]
    """For places that had no figure."""
    revisions: tuple[FigureRevision, ...]
    unchanged: int
    missing: tuple[FetchedFigure, ...]
    """Cells in which the source gives no number; a former figure stands."""
    withdrawn: tuple[Measurement, ...]
    """Figures that stand, and that the answer has no cell for any more."""
    outcome: Outcome

    @property
    def changed(self) -> set[FigureKey]:
        """The places whose figure is new or another."""
        return {one.key for one in self.added} | {(one.area, one.part, one.period) for one in self.revisions}


def current_figures(measurements: Iterable[Measurement]) -> dict[FigureKey, Measurement]:
    """Return the figures that nothing later has replaced, by place; measurements come in the order they were drawn."""
    return {(one.area, one.part, one.period): one for one in measurements}


def diff_figures(readings: Iterable[FetchedFigure], stand: Mapping[FigureKey, Measurement]) -> FigureDiff:
    """Hold what was drawn beside what stands."""
    found = {one.key: one for one in readings}
    known = {place: one for place, one in found.items() if one.value is not None}
    added = tuple(one for place, one in known.items() if place not in stand)
    revisions = tuple(
        FigureRevision(*place, before=stand[place].value, after=one.value)
        for place, one in known.items()
        if place in stand and one.value is not None and one.value != stand[place].value
    )
    return FigureDiff(
        added=added,
        revisions=revisions,
        unchanged=len(known) - len(added) - len(revisions),
        missing=tuple(one for one in found.values() if one.value is None),
        withdrawn=tuple(one for place, one in stand.items() if place not in found),
        outcome=_outcome(added, revisions, stand),
    )


def _outcome(
    added: tuple[FetchedFigure, ...], revisions: tuple[FigureRevision, ...], stand: Mapping[FigureKey, Measurement]
) -> Outcome:
    if not stand:
        return Outcome.FIRST
    if revisions:
        return Outcome.REVISED
    return Outcome.ADDED if added else Outcome.UNCHANGED
