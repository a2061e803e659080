"""The picture of the chain as a page draws it: every goal and every link of it leads to where it is told more of."""

from collections.abc import Callable
from dataclasses import dataclass

from kobling.core.chain import DOWN_LEVELS, UP_LEVELS, Level, Ref
from kobling.web.shared.chain.table import LEVELS, ChainCell, ChainRow, ChainTable, ThemeGroup
from kobling.web.shared.localization import LocalizedText, localize
from kobling.web.shared.words.inspection import level_name, strength_name

NodeUrl = Callable[[Ref], str | None]
"""The address of something in the chain's own page; None where it has none."""


@dataclass(frozen=True)
class DisplayNode:
    """Something at a level."""

    name: LocalizedText
    href: str | None


@dataclass(frozen=True)
class DisplayCell:
    """One link."""

    cell: ChainCell
    href: str | None
    things: tuple[DisplayNode, ...]

    @property
    def level(self) -> str:
        """What the level is called."""
        return level_name(self.cell.level)

    @property
    def word(self) -> str:
        """Whether the link holds."""
        return strength_name(self.cell.strength)

    @property
    def anchor(self) -> str:
        """The id of the level on the page of the goal's own chain."""
        return anchor(self.cell.level)


@dataclass(frozen=True)
class DisplayRow:
    """One goal."""

    name: LocalizedText
    href: str | None
    cells: tuple[DisplayCell, ...]


@dataclass(frozen=True)
class DisplayGroup:
    """One theme."""

    key: str
    name: LocalizedText | None
    """None for goals without a theme"""
    href: str | None
    rows: tuple[DisplayRow, ...]


@dataclass(frozen=True)
class DisplayTable:
    """The whole picture, for shared/chain_table.html."""

    groups: tuple[DisplayGroup, ...]
    down: tuple[str, ...] = ()
    up: tuple[str, ...] = ()
    """the names of the columns"""

    @property
    def levels(self) -> int:
        """How many columns there are beside the goals' names."""
        return len(LEVELS)


def anchor(level: Level) -> str:
    """The id that a level of a goal's own chain (shared/goal_chain.html) has on its page."""
    return f"chain-{level.value.replace('_', '-')}"


def display_table(table: ChainTable, *, link: NodeUrl) -> DisplayTable:
    """Return the picture with its links, in the active language.

    A link that is one thing leads to that thing; any other leads to the goal's own chain, at its level.
    """
    names = {level: level_name(level) for level in LEVELS}
    return DisplayTable(
        groups=tuple(_group(one, link) for one in table.groups),
        down=tuple(names[level] for level in DOWN_LEVELS),
        up=tuple(names[level] for level in UP_LEVELS),
    )


def _group(group: ThemeGroup, link: NodeUrl) -> DisplayGroup:
    name, href = (localize(group.theme.name), link(group.theme.ref)) if group.theme else (None, None)
    return DisplayGroup(group.key, name, href, tuple(display_row(row, link=link) for row in group.rows))


def display_row(row: ChainRow, *, link: NodeUrl) -> DisplayRow:
    """Return one goal's chain with its links; its cells are what shared/goal_chain.html takes."""
    href = link(row.goal.ref)
    return DisplayRow(localize(row.goal.name), href, tuple(_cell(cell, href, link) for cell in row.cells))


def _cell(cell: ChainCell, goal: str | None, link: NodeUrl) -> DisplayCell:
    things = tuple(DisplayNode(localize(one.name), link(one.ref)) for one in cell.things)
    own = things[0].href if len(things) == 1 else None
    return DisplayCell(cell, own or (f"{goal}#{anchor(cell.level)}" if goal else None), things)
