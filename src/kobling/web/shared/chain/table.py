"""The chain table as records: goals by theme, and the strength of every link of each goal's chain.

It is made from a graph (`from_graph`) or from a release (`from_release`); both are displayed alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kobling.core.chain import DOWN_LEVELS, UP_LEVELS, Evidence, Finding, Level, Ref, Strength
from kobling.records.base import Text
from kobling.web.shared.chain.filters import ChainFilters

LEVELS: tuple[Level, ...] = (*DOWN_LEVELS, *UP_LEVELS)
"""The columns, from the left: down from the vision to commitments, then up from measurement to the council."""


@dataclass(frozen=True)
class NamedNode:
    """A node of the chain and its name."""

    ref: Ref
    name: Text


@dataclass(frozen=True)
class ChainCell:
    """One link of a goal's chain."""

    level: Level
    strength: Strength
    count: int | None
    """The number of nodes at the level; None where the number is too small to be published."""
    nodes: tuple[NamedNode, ...] = ()
    """The nodes themselves, where the reader may see them."""
    findings: tuple[Finding, ...] = ()
    """The findings that make it thin, or explain why it is missing."""
    reasons: tuple[Evidence, ...] = ()
    """What else makes it thin."""


@dataclass(frozen=True)
class ChainRow:
    """One goal and its chain."""

    goal: NamedNode
    cells: tuple[ChainCell, ...]
    """One for each of LEVELS."""
    furthest_down: Level
    furthest_up: Level | None
    """None for a goal that is not measured."""
    committees: tuple[NamedNode, ...] = ()
    """Those that carry the goal."""
    directorates: tuple[NamedNode, ...] = ()
    """Those that work on it."""
    codes: tuple[str, ...] = ()
    """The rules that have a finding in its chain."""

    def at(self, level: Level) -> ChainCell:
        """Return the cell of a level."""
        return self.cells[LEVELS.index(level)]

    def levels_beyond_gap(self) -> tuple[Level, ...]:
        """Return the levels below the first missing link that have nodes all the same."""
        below = DOWN_LEVELS[DOWN_LEVELS.index(self.furthest_down) + 1 :]
        return tuple(level for level in below if self.at(level).strength is not Strength.MISSING)


@dataclass(frozen=True)
class ThemeGroup:
    """A theme and its goals, in the council's order; a goal under two themes is in both groups."""

    theme: NamedNode | None
    """None for the group of goals under no theme, which comes first."""
    rows: tuple[ChainRow, ...]

    @property
    def key(self) -> str:
        """The end of its ids on a page."""
        return self.theme.ref.key if self.theme else "none"


@dataclass(frozen=True)
class ChainTable:
    """Every goal's chain on a day."""

    day: date
    groups: tuple[ThemeGroup, ...]

    def rows(self) -> tuple[ChainRow, ...]:
        """Return the row of every goal once."""
        return tuple({row.goal.ref: row for group in self.groups for row in group.rows}.values())

    def filter(self, filters: ChainFilters) -> "ChainTable":
        """Return the goals that match the filters; themes without any of them are left out."""
        groups = (replace(group, rows=tuple(_matching(group.rows, filters))) for group in self.groups)
        return replace(
            self, groups=tuple(group for group in groups if group.rows and filters.theme in {None, group.key})
        )

    def count_goals_at(self, level: Level) -> int:
        """Count the goals whose link at a level is not missing."""
        return sum(row.at(level).strength is not Strength.MISSING for row in self.rows())

    def empty_levels(self) -> tuple[Level, ...]:
        """Return the levels at which no goal has anything recorded; work may be done there without being recorded."""
        return tuple(level for level in LEVELS if self.rows() and not self.count_goals_at(level))


def _matching(rows: tuple[ChainRow, ...], filters: ChainFilters) -> Iterator[ChainRow]:
    for row in rows:
        committees, directorates = ({node.ref.key for node in nodes} for nodes in (row.committees, row.directorates))
        if (
            filters.committee in {None, *committees}
            and filters.directorate in {None, *directorates}
            and filters.code in {None, *row.codes}
        ):
            yield row
