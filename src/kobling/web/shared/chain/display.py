"""The chain table prepared for a page: names in the active language and the addresses of goals and links."""

from collections.abc import Callable
from dataclasses import dataclass

from kobling.core.chain import DOWN_LEVELS, UP_LEVELS, Level, Ref, Strength
from kobling.web.shared.chain.table import LEVELS, ChainCell, ChainRow, ChainTable, ThemeGroup
from kobling.web.shared.localization import LocalizedText, localize
from kobling.web.shared.words.chain_reach import thin_meaning
from kobling.web.shared.words.inspection import fill_message, level_count, level_name, strength_name

NodeUrl = Callable[[Ref], str | None]
"""Returns the address of a node's own page; None where it has none."""


@dataclass(frozen=True)
class DisplayNode:
    """A node at a level."""

    name: LocalizedText
    href: str | None


@dataclass(frozen=True)
class DisplayCell:
    """One link of a goal's chain."""

    cell: ChainCell
    href: str | None
    nodes: tuple[DisplayNode, ...]

    @property
    def level_name(self) -> str:
        """The level's name in the active language."""
        return level_name(self.cell.level)

    @property
    def strength_name(self) -> str:
        """Complete, partial or missing, in the active language."""
        return strength_name(self.cell.strength)

    @property
    def count_text(self) -> str:
        """How many there are of what stands at the level, where there are several: `6 prioriteringer`."""
        return level_count(self.cell.level, self.cell.count) if self.cell.count and self.cell.count > 1 else ""

    @property
    def reasons(self) -> list[str]:
        """Why it is partial, beside the findings: what is known, or what it can be where that is not published."""
        cell = self.cell
        known = [fill_message(reason.message, reason.figures) for reason in cell.reasons]
        is_told = bool(known or cell.findings) or cell.strength is not Strength.THIN
        return known if is_told else [thin_meaning(cell.level)]

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
    """None for goals without a theme."""
    href: str | None
    rows: tuple[DisplayRow, ...]


@dataclass(frozen=True)
class DisplayTable:
    """The whole table, for shared/chain_table.html."""

    groups: tuple[DisplayGroup, ...]
    down: tuple[str, ...] = ()
    up: tuple[str, ...] = ()
    """The names of the columns."""

    @property
    def levels(self) -> int:
        """The number of columns beside the goals' names."""
        return len(LEVELS)


def anchor(level: Level) -> str:
    """Return the id of a level of a goal's own chain (shared/goal_chain.html) on its page."""
    return f"chain-{level.value.replace('_', '-')}"


def display_table(table: ChainTable, *, node_url: NodeUrl) -> DisplayTable:
    """Return the table with names in the active language and with addresses.

    A link that is one node leads to that node; any other leads to the goal's own chain, at its level.
    """
    names = {level: level_name(level) for level in LEVELS}
    return DisplayTable(
        groups=tuple(_group(group, node_url) for group in table.groups),
        down=tuple(names[level] for level in DOWN_LEVELS),
        up=tuple(names[level] for level in UP_LEVELS),
    )


def _group(group: ThemeGroup, node_url: NodeUrl) -> DisplayGroup:
    name, href = (localize(group.theme.name), node_url(group.theme.ref)) if group.theme else (None, None)
    return DisplayGroup(group.key, name, href, tuple(display_row(row, node_url=node_url) for row in group.rows))


def display_row(row: ChainRow, *, node_url: NodeUrl) -> DisplayRow:
    """Return one goal's chain with names and addresses; its cells go to shared/goal_chain.html."""
    href = node_url(row.goal.ref)
    return DisplayRow(localize(row.goal.name), href, tuple(_cell(cell, href, node_url) for cell in row.cells))


def _cell(cell: ChainCell, goal_href: str | None, node_url: NodeUrl) -> DisplayCell:
    nodes = tuple(DisplayNode(localize(node.name), node_url(node.ref)) for node in cell.nodes)
    own_href = nodes[0].href if len(nodes) == 1 else None
    return DisplayCell(cell, own_href or (f"{goal_href}#{anchor(cell.level)}" if goal_href else None), nodes)
