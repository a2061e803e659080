"""How many goals reach how far, day by day: a table whose cells are drawn as bars, so that growth is seen down it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kobling.core.chain import DOWN, UP, Coverage, Level
from kobling.web.shared.charts.svg import across

BELOW = DOWN[DOWN.index(Level.GOAL) + 1 :]
"""The levels below the goal: those above it are there wherever there is a goal."""
SHOWN: tuple[Level, ...] = (*BELOW, *UP)


@dataclass(frozen=True)
class Share:
    """How many of the goals reach a level, or further."""

    level: Level
    count: int
    goals: int

    @property
    def width(self) -> str:
        """How much of its cell the bar takes."""
        return across(self.count / self.goals if self.goals else 0)


@dataclass(frozen=True)
class Shares:
    """One day."""

    day: date
    goals: int
    each: tuple[Share, ...]
    """one for each of SHOWN"""

    def at(self, level: Level) -> Share:
        """How many reach a level."""
        return self.each[SHOWN.index(level)]


def shares(days: Iterable[Coverage]) -> tuple[Shares, ...]:
    """Return every day's, the newest first: for shared/shares.html."""
    return tuple(sorted((_shares(one) for one in days), key=lambda one: one.day, reverse=True))


def _shares(one: Coverage) -> Shares:
    return Shares(one.day, one.goals, tuple(Share(level, _reach(one, level), one.goals) for level in SHOWN))


def _reach(one: Coverage, level: Level) -> int:
    """How many goals reach a level: those that go so far and no further, and those that go further."""
    way, counts = (UP, one.up) if level in UP else (DOWN, one.down)
    return sum(counts.get(further, 0) for further in way[way.index(level) :])
