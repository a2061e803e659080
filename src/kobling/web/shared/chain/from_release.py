"""The picture as a release tells it: levels and strengths, nothing of what was found or who does what."""

from kobling.core.chain import Level, NodeKind, ReachCounts, Ref
from kobling.rooms.releases.document import Chain, Document, GoalChain, Reach
from kobling.web.shared.chain.table import ChainCell, ChainRow, ChainTable, NamedNode, ThemeGroup


def table_from_release(document: Document, chain: Chain) -> ChainTable:
    """Return the chains that a release publishes, by theme."""
    names = {goal.key: goal.short for goal in document.goals}
    rows = {
        one.goal: row_from_release(one, NamedNode(Ref(NodeKind.GOAL, one.goal), names[one.goal])) for one in chain.goals
    }
    groups = [
        ThemeGroup(
            NamedNode(Ref(NodeKind.THEME, theme.key), theme.name),
            tuple(rows[key] for key in theme.goals if key in rows),
        )
        for theme in document.themes
    ]
    under = {row.goal.ref.key for group in groups for row in group.rows}
    themeless = tuple(row for key, row in rows.items() if key not in under)
    return ChainTable(document.as_of, (*([ThemeGroup(None, themeless)] if themeless else []), *groups))


def row_from_release(one: GoalChain, goal: NamedNode) -> ChainRow:
    """Return one goal's chain."""
    cells = tuple(ChainCell(link.level, link.strength, link.count) for link in one.links)
    return ChainRow(goal, cells, one.furthest_down, one.furthest_up)


def coverage_from_release(chain: Chain) -> tuple[ReachCounts, ...]:
    """Return how far the goals reached on the days a release tells of, oldest first."""
    return tuple(_coverage(one) for one in chain.days)


def _coverage(one: Reach) -> ReachCounts:
    up: list[tuple[Level | None, int]] = [(None, one.unmeasured), *one.up.items()]
    return ReachCounts(one.day, one.goals, one.down, dict(up))
