"""From a municipality's facts to the graph that the chain inspection reads.

One way serves the folder and the database, so that both are found the same faults with. The facts must have passed the
checks of an import.
"""

from kobling.core.chain import Graph
from kobling.rooms.findings.graph.builder import ChainGraph, GraphBuilder, NodeOrigin
from kobling.rooms.findings.graph.council import add_council
from kobling.rooms.findings.graph.goals import add_goals
from kobling.rooms.findings.graph.organisation import add_organisation
from kobling.rooms.findings.graph.practice import add_practice
from kobling.rooms.folder.records import Facts

__all__ = ["ChainGraph", "NodeOrigin", "build_graph"]


def build_graph(facts: Facts) -> ChainGraph:
    """Return the graph of everything there has been, and what each of its nodes is. Raises ChainRefused."""
    builder = GraphBuilder()
    for add in (add_organisation, add_goals, add_council, add_practice):
        add(builder, facts)
    return ChainGraph(Graph(builder.nodes, builder.links), builder.origins)
