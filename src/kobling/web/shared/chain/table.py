"""The picture of the chain as records: goals by theme, and how every link of each holds.

It is made of a graph (`rows.chain_rows`) or of a release (`published.published_table`); both are drawn alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kobling.core.chain import DOWN_LEVELS, UP_LEVELS, Finding, Level, Ref, Strength
from kobling.rooms.records import Text
from kobling.web.shared.chain.filters import ChainFilters

LEVELS: tuple[Level, ...] = (*DOWN_LEVELS, *UP_LEVELS)
"""The columns, from the left: down from the vision to commitments, then up from measurement to the council."""


@dataclass(frozen=True)
class NamedNode:
    """Something in the chain, and what it is called."""

    ref: Ref
    name: Text


@dataclass(frozen=True)
class ChainCell:
    """One link of a goal's chain."""

    level: Level
    strength: Strength
    count: int | None
    """how many things there are at the level; None where so few may not be told"""
    things: tuple[NamedNode, ...] = ()
    """the things themselves, where the reader may see them"""
    findings: tuple[Finding, ...] = ()
    """what makes it thin, or says why it is missing"""


@dataclass(frozen=True)
class ChainRow:
    """One goal and its chain."""

    goal: NamedNode
    cells: tuple[ChainCell, ...]
    """one for each of LEVELS"""
    furthest_down: Level
    furthest_up: Level | None
    """None for a goal that nothing measures"""
    committees: tuple[NamedNode, ...] = ()
    """those that carry it"""
    directorates: tuple[NamedNode, ...] = ()
    """those that work on it"""
    codes: tuple[str, ...] = ()
    """the rules that find something in its chain"""

    def at(self, level: Level) -> ChainCell:
        """The link at a level."""
        return self.cells[LEVELS.index(level)]

    def beyond(self) -> tuple[Level, ...]:
        """The levels below the first missing link that hold something all the same."""
        below = DOWN_LEVELS[DOWN_LEVELS.index(self.furthest_down) + 1 :]
        return tuple(level for level in below if self.at(level).strength is not Strength.MISSING)


@dataclass(frozen=True)
class ThemeGroup:
    """A theme and its goals, in the council's order; a goal under two themes stands under both."""

    theme: NamedNode | None
    """None for goals that stand under no theme, as the one above the others"""
    rows: tuple[ChainRow, ...]

    @property
    def key(self) -> str:
        """What its ids on a page end with."""
        return self.theme.ref.key if self.theme else "none"


@dataclass(frozen=True)
class ChainTable:
    """Every goal's chain on a day."""

    day: date
    groups: tuple[ThemeGroup, ...]

    def rows(self) -> tuple[ChainRow, ...]:
        """Every goal once."""
        return tuple({row.goal.ref: row for group in self.groups for row in group.rows}.values())

    def filter(self, filters: ChainFilters) -> "ChainTable":
        """Return the goals that a reader has asked for; themes without any of them are left out."""
        kept = (replace(group, rows=tuple(_asked(group.rows, filters))) for group in self.groups)
        return replace(self, groups=tuple(group for group in kept if group.rows and filters.theme in {None, group.key}))

    def holding(self, level: Level) -> int:
        """How many goals have something at a level."""
        return sum(row.at(level).strength is not Strength.MISSING for row in self.rows())

    def empty_levels(self) -> tuple[Level, ...]:
        """The levels at which no goal at all has anything: that nobody has recorded it says nothing of what is done."""
        return tuple(level for level in LEVELS if self.rows() and not self.holding(level))


def _asked(rows: tuple[ChainRow, ...], filters: ChainFilters) -> Iterator[ChainRow]:
    for row in rows:
        committees, directorates = ({one.ref.key for one in things} for things in (row.committees, row.directorates))
        if (
            filters.committee in {None, *committees}
            and filters.directorate in {None, *directorates}
            and filters.code in {None, *row.codes}
        ):
            yield row
