"""The picture as a release tells it: levels and strengths, nothing of what was found or who does what."""

from kobling.core.chain import Coverage, Kind, Level, Ref
from kobling.rooms.releases.document import Chain, Document, GoalChain, Reach
from kobling.web.shared.chain.table import Cell, ChainTable, Group, Row, Thing


def published_table(document: Document, chain: Chain) -> ChainTable:
    """Return the chains that a release publishes, by theme."""
    names = {goal.key: goal.short for goal in document.goals}
    rows = {one.goal: published_row(one, Thing(Ref(Kind.GOAL, one.goal), names[one.goal])) for one in chain.goals}
    groups = [
        Group(Thing(Ref(Kind.THEME, theme.key), theme.name), tuple(rows[key] for key in theme.goals if key in rows))
        for theme in document.themes
    ]
    under = {row.goal.ref.key for group in groups for row in group.rows}
    themeless = tuple(row for key, row in rows.items() if key not in under)
    return ChainTable(document.as_of, (*([Group(None, themeless)] if themeless else []), *groups))


def published_row(one: GoalChain, goal: Thing) -> Row:
    """Return one goal's chain."""
    cells = tuple(Cell(link.level, link.strength, link.count) for link in one.links)
    return Row(goal, cells, one.furthest_down, one.furthest_up)


def published_days(chain: Chain) -> tuple[Coverage, ...]:
    """Return how far the goals reached on the days a release tells of, oldest first."""
    return tuple(_coverage(one) for one in chain.days)


def _coverage(one: Reach) -> Coverage:
    up: list[tuple[Level | None, int]] = [(None, one.unmeasured), *one.up.items()]
    return Coverage(one.day, one.goals, one.down, dict(up))
