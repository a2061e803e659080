"""How many goals reach how far, day by day: a table whose cells are drawn as bars, so that growth is seen down it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kobling.core.chain import DOWN_LEVELS, UP_LEVELS, Level, ReachCounts
from kobling.web.shared.svg import percent

LEVELS_BELOW_GOAL = DOWN_LEVELS[DOWN_LEVELS.index(Level.GOAL) + 1 :]
"""The levels below the goal: those above it are there wherever there is a goal."""
COVERAGE_LEVELS: tuple[Level, ...] = (*LEVELS_BELOW_GOAL, *UP_LEVELS)


@dataclass(frozen=True)
class CoverageCell:
    """How many of the goals reach a level, or further."""

    level: Level
    count: int
    goals: int

    @property
    def width(self) -> str:
        """How much of its cell the bar takes."""
        return percent(self.count / self.goals if self.goals else 0)


@dataclass(frozen=True)
class CoverageRow:
    """One day."""

    day: date
    goals: int
    each: tuple[CoverageCell, ...]
    """one for each of SHOWN"""

    def at(self, level: Level) -> CoverageCell:
        """How many reach a level."""
        return self.each[COVERAGE_LEVELS.index(level)]


def coverage_rows(days: Iterable[ReachCounts]) -> tuple[CoverageRow, ...]:
    """Return every day's, the newest first: for shared/coverage_table.html."""
    return tuple(sorted((_shares(one) for one in days), key=lambda one: one.day, reverse=True))


def _shares(one: ReachCounts) -> CoverageRow:
    return CoverageRow(
        one.day, one.goals, tuple(CoverageCell(level, _reach(one, level), one.goals) for level in COVERAGE_LEVELS)
    )


def _reach(one: ReachCounts, level: Level) -> int:
    """How many goals reach a level: those that go so far and no further, and those that go further."""
    way, counts = (UP_LEVELS, one.up) if level in UP_LEVELS else (DOWN_LEVELS, one.down)
    return sum(counts.get(further, 0) for further in way[way.index(level) :])
