"""Make the chain table from a release: levels and strengths, without the findings and the nodes behind them."""

from kobling.core.chain import Level, NodeKind, ReachCounts, Ref
from kobling.rooms.releases.document import Chain, Document, GoalChain, Reach
from kobling.web.shared.chain.table import ChainCell, ChainRow, ChainTable, NamedNode, ThemeGroup


def table_from_release(document: Document, chain: Chain) -> ChainTable:
    """Return the chains that a release publishes, by theme."""
    names = {goal.key: goal.short for goal in document.goals}
    rows = {
        goal.goal: row_from_release(goal, NamedNode(Ref(NodeKind.GOAL, goal.goal), names[goal.goal]))
        for goal in chain.goals
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


def row_from_release(chain: GoalChain, goal: NamedNode) -> ChainRow:
    """Return one goal's chain."""
    cells = tuple(ChainCell(link.level, link.strength, link.count) for link in chain.links)
    return ChainRow(goal, cells, chain.furthest_down, chain.furthest_up)


def reach_counts_from_release(chain: Chain) -> tuple[ReachCounts, ...]:
    """Return how many goals reached each level on the days in a release, oldest first."""
    return tuple(_reach_counts(day) for day in chain.days)


def _reach_counts(reach: Reach) -> ReachCounts:
    up: list[tuple[Level | None, int]] = [(None, reach.unmeasured), *reach.up.items()]
    return ReachCounts(reach.day, reach.goals, reach.down, dict(up))
