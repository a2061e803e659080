"""Make the chain table from the graph as it was on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kobling.core.chain import Coupling, CouplingLevel, Finding, Goal, GraphView, LinkKind, Node, Ref, Theme
from kobling.core.chain.goal_queries import carrying_committees, working_directorates
from kobling.records.base import Text
from kobling.web.shared.chain.table import ChainCell, ChainRow, ChainTable, NamedNode, ThemeGroup

NodeNames = Mapping[Ref, Text]
"""The name of every node of the graph, in the municipality's order: goals and themes are listed in it."""


def table_from_graph(
    view: GraphView, couplings: Iterable[Coupling], *, names: NodeNames, findings: Iterable[Finding] = ()
) -> ChainTable:
    """Return the chain of every goal in force on the view's day, by theme.

    couplings   of the same graph on the same day
    findings    of an inspection, so that a filter by code covers rules that watch no single link too
    """
    codes = _codes_by_node(findings)
    goals = {goal.ref: goal for goal in view.all(Goal)}
    rows = {coupling.goal: _row(view, goals[coupling.goal], coupling, names, codes) for coupling in couplings}
    order = [ref for ref in names if ref in rows]
    themes = [theme for ref in names if isinstance(theme := view.nodes.get(ref), Theme)]
    groups = [
        ThemeGroup(
            NamedNode(theme.ref, names[theme.ref]), tuple(rows[ref] for ref in order if _is_under(view, ref, theme))
        )
        for theme in themes
    ]
    under = {row.goal.ref for group in groups for row in group.rows}
    themeless = tuple(rows[ref] for ref in order if ref not in under)
    return ChainTable(view.day, (*([ThemeGroup(None, themeless)] if themeless else []), *groups))


def _is_under(view: GraphView, goal: Ref, theme: Theme) -> bool:
    return any(link.start == theme.ref for link in view.links_to(goal) if link.kind is LinkKind.LEADS_TO)


def _codes_by_node(findings: Iterable[Finding]) -> dict[Ref, set[str]]:
    """Return the codes of the findings about every node, or with it in their evidence."""
    codes: dict[Ref, set[str]] = defaultdict(set)
    for finding in findings:
        for ref in (finding.subject, *(evidence.ref for evidence in finding.evidence)):
            codes[ref].add(finding.code)
    return codes


def _row(view: GraphView, goal: Goal, coupling: Coupling, names: NodeNames, found: Mapping[Ref, set[str]]) -> ChainRow:
    levels = (*coupling.down, *coupling.up)
    codes = {finding.code for level in levels for finding in level.findings} | found.get(goal.ref, set())
    return ChainRow(
        goal=NamedNode(goal.ref, names[goal.ref]),
        cells=tuple(_cell(level, names) for level in levels),
        furthest_down=coupling.furthest_down,
        furthest_up=coupling.furthest_up,
        committees=_named(carrying_committees(view, goal), names),
        directorates=_named(working_directorates(view, goal), names),
        codes=tuple(sorted(codes)),
    )


def _named(nodes: Iterable[Node], names: NodeNames) -> tuple[NamedNode, ...]:
    return tuple(NamedNode(node.ref, names[node.ref]) for node in nodes)


def _cell(level: CouplingLevel, names: NodeNames) -> ChainCell:
    nodes = tuple(NamedNode(ref, names[ref]) for ref in level.refs)
    return ChainCell(level.level, level.strength, len(nodes), nodes, level.findings, level.reasons)
