"""The stored tracks and budgets."""

from dataclasses import dataclass

from kobling.rooms.budget.models import Budget as BudgetRow
from kobling.rooms.budget.models import Track as TrackRow
from kobling.rooms.budget.records import Budget, BudgetLine, Track
from kobling.rooms.sync import record_of


@dataclass(frozen=True)
class Budgets:
    """All tracks and budgets of one municipality."""

    tracks: tuple[Track, ...] = ()
    budgets: tuple[Budget, ...] = ()


def budgets(municipality: int) -> Budgets:
    """Return the tracks and budgets of the municipality with this row number."""
    rows = BudgetRow.objects.filter(municipality=municipality).prefetch_related("line_rows")
    return Budgets(
        tracks=tuple(record_of(Track, row) for row in TrackRow.objects.filter(municipality=municipality)),
        budgets=tuple(
            record_of(Budget, row, lines=tuple(record_of(BudgetLine, line) for line in row.line_rows.all()))
            for row in rows
        ),
    )
