"""From the graph on a day to the picture's rows."""

from collections.abc import Iterable, Mapping

from kobling.core.chain import Coupling, CouplingLevel, Finding, Goal, GraphView, LinkKind, Node, Ref, Theme
from kobling.core.chain.goal_queries import carrying_committees, working_directorates
from kobling.rooms.records import Text
from kobling.web.shared.chain.table import ChainCell, ChainRow, ChainTable, NamedNode, ThemeGroup

NodeNames = Mapping[Ref, Text]
"""What everything in the graph is called, in the municipality's order: the order that goals and themes stand in."""


def table_from_graph(
    view: GraphView, couplings: Iterable[Coupling], *, names: NodeNames, findings: Iterable[Finding] = ()
) -> ChainTable:
    """Return the chain of every goal in force on the view's day, by theme.

    couplings   of the same graph on the same day
    findings    an inspection's, so that rules which watch no single link can be asked for by code too
    """
    found = tuple(findings)
    goals = {one.ref: one for one in view.all(Goal)}
    rows = {one.goal: _row(view, goals[one.goal], one, names, found) for one in couplings}
    order = [ref for ref in names if ref in rows]
    themes = [theme for ref in names if isinstance(theme := view.nodes.get(ref), Theme)]
    groups = [
        ThemeGroup(
            NamedNode(theme.ref, names[theme.ref]), tuple(rows[ref] for ref in order if _stands_under(view, ref, theme))
        )
        for theme in themes
    ]
    under = {row.goal.ref for group in groups for row in group.rows}
    themeless = tuple(rows[ref] for ref in order if ref not in under)
    return ChainTable(view.day, (*([ThemeGroup(None, themeless)] if themeless else []), *groups))


def _stands_under(view: GraphView, goal: Ref, theme: Theme) -> bool:
    return any(link.start == theme.ref for link in view.links_to(goal) if link.kind is LinkKind.LEADS_TO)


def _row(view: GraphView, goal: Goal, coupling: Coupling, names: NodeNames, findings: tuple[Finding, ...]) -> ChainRow:
    levels = (*coupling.down, *coupling.up)
    codes = {one.code for level in levels for one in level.findings}
    codes |= {one.code for one in findings if goal.ref in {one.subject, *(part.ref for part in one.evidence)}}
    return ChainRow(
        goal=NamedNode(goal.ref, names[goal.ref]),
        cells=tuple(_cell(level, names) for level in levels),
        furthest_down=coupling.furthest_down,
        furthest_up=coupling.furthest_up,
        committees=_things(carrying_committees(view, goal), names),
        directorates=_things(working_directorates(view, goal), names),
        codes=tuple(sorted(codes)),
    )


def _things(nodes: Iterable[Node], names: NodeNames) -> tuple[NamedNode, ...]:
    return tuple(NamedNode(node.ref, names[node.ref]) for node in nodes)


def _cell(level: CouplingLevel, names: NodeNames) -> ChainCell:
    things = tuple(NamedNode(ref, names[ref]) for ref in level.refs)
    return ChainCell(level.level, level.strength, len(things), things, level.findings)
