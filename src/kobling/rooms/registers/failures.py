"""Drawings that failed, and how long nothing could be fetched."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kobling.records.drawings import Drawing, Outcome


@dataclass(frozen=True)
class FailedDrawing:
    """A drawing in which nothing was fetched."""

    drawing: Drawing
    until: date | None
    """The day of the next drawing of the same indicator that did not fail; None where there has been none."""


def failed_drawings(drawings: Iterable[Drawing]) -> tuple[FailedDrawing, ...]:
    """Return the failed ones among the drawings of one indicator, oldest first."""
    found: list[FailedDrawing] = []
    until: date | None = None
    for drawing in sorted(drawings, key=lambda drawing: (drawing.at, drawing.key), reverse=True):
        if drawing.outcome is Outcome.REFUSED:
            found.append(FailedDrawing(drawing, until))
        else:
            until = drawing.day
    return tuple(reversed(found))


def failing_since(drawings: Iterable[Drawing]) -> date | None:
    """Return the day of the first of the failed drawings that no other has followed; None where the last succeeded."""
    return next((failed.drawing.day for failed in failed_drawings(drawings) if failed.until is None), None)
