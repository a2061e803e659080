"""The number of goals that reach each level, day by day: a table with a bar in every cell, so that growth is seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kobling.core.chain import DOWN_LEVELS, UP_LEVELS, Level, ReachCounts
from kobling.web.shared.svg import percent

LEVELS_BELOW_GOAL = DOWN_LEVELS[DOWN_LEVELS.index(Level.GOAL) + 1 :]
"""The levels below the goal: those above it are there wherever there is a goal."""
REACH_LEVELS: tuple[Level, ...] = (*LEVELS_BELOW_GOAL, *UP_LEVELS)


@dataclass(frozen=True)
class ReachCell:
    """The number of goals that reach a level, or further."""

    level: Level
    count: int
    goals: int

    @property
    def width(self) -> str:
        """The bar's share of the cell."""
        return percent(self.count / self.goals if self.goals else 0)


@dataclass(frozen=True)
class ReachRow:
    """One day."""

    day: date
    goals: int
    cells: tuple[ReachCell, ...]
    """One for each of REACH_LEVELS."""

    def at(self, level: Level) -> ReachCell:
        """Return the cell of a level."""
        return self.cells[REACH_LEVELS.index(level)]


def reach_rows(days: Iterable[ReachCounts]) -> tuple[ReachRow, ...]:
    """Return a row for every day, the newest first: for shared/reach_table.html."""
    return tuple(sorted((_row(counts) for counts in days), key=lambda row: row.day, reverse=True))


def _row(counts: ReachCounts) -> ReachRow:
    cells = tuple(ReachCell(level, _count(counts, level), counts.goals) for level in REACH_LEVELS)
    return ReachRow(counts.day, counts.goals, cells)


def _count(counts: ReachCounts, level: Level) -> int:
    """Count the goals that reach a level: those that end there, and those that go further."""
    levels, by_level = (UP_LEVELS, counts.up) if level in UP_LEVELS else (DOWN_LEVELS, counts.down)
    return sum(by_level.get(further, 0) for further in levels[levels.index(level) :])
