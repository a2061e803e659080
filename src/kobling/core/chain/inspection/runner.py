"""Run the rules on the chain of a day."""

from collections.abc import Iterable
from datetime import date

from kobling.core.chain.graph.graph import Graph, GraphView
from kobling.core.chain.inspection.registry import Finding
from kobling.core.chain.inspection.rules import select_rules


def inspect(graph: Graph, *, on: date, select: Iterable[str] | None = None, seed: int) -> tuple[Finding, ...]:
    """Inspect the chain as it was known on a day, with the selected rules (see `select_rules`) or with all.

    The same graph, day and seed give the same findings, sorted by code and by subject. The seed is for D302.
    Raises NoSuchRule.
    """
    return inspect_view(graph.on(on, seed=seed), select=select)


def inspect_view(view: GraphView, *, select: Iterable[str] | None = None) -> tuple[Finding, ...]:
    """Inspect the chain of a day, see `inspect`."""
    return tuple(finding for rule in select_rules(select) for finding in rule.findings(view))
