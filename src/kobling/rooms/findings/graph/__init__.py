"""Build the graph of the chain, which the chain inspection reads, from a municipality's facts.

The facts may come from a folder or from the database, and must have passed the validation of an import.
"""

from kobling.core.chain import Graph
from kobling.records.facts import MunicipalityFacts
from kobling.rooms.findings.graph.agreements import add_agreements, add_commitments
from kobling.rooms.findings.graph.budgets import add_budgets
from kobling.rooms.findings.graph.builder import ChainGraph, GraphBuilder, NodeOrigin
from kobling.rooms.findings.graph.council import add_council
from kobling.rooms.findings.graph.goals import add_goals
from kobling.rooms.findings.graph.initiatives import add_initiatives
from kobling.rooms.findings.graph.organisation import add_organisation

__all__ = ["ChainGraph", "NodeOrigin", "build_graph"]


def build_graph(facts: MunicipalityFacts) -> ChainGraph:
    """Return the graph of all facts, past ones included, with the origin of every node. Raises ChainError."""
    builder = GraphBuilder()
    for add in (
        add_organisation,
        add_goals,
        add_council,
        add_budgets,
        add_agreements,
        add_initiatives,
        add_commitments,
    ):
        add(builder, facts)
    return ChainGraph(Graph(builder.nodes, builder.links), builder.origins)
