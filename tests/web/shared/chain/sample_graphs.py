"""Graphs to draw, and what their nodes are called."""

from kobling.core.chain import compute_couplings
from kobling.records.base import Text
from kobling.web.shared.chain import table_from_graph
from tests.core.chain.synthetic import DAY, faultless_chain


def names_of(graph):
    """Every node by its key; the order is the graph's."""
    return {ref: Text(da=f"Navn {ref.key}", en=f"Name {ref.key}") for ref in graph.nodes}


def graph_of(goals, *, without=0):
    """A made-up chain, with some of the links that rules ask for taken out."""
    parts = faultless_chain(goals=goals)
    return parts.graph(without=list(parts.required)[: 3 * without : 3])


def table_of(graph, day=DAY, **more):
    """The picture's rows."""
    return table_from_graph(graph.on(day), compute_couplings(graph, on=day), names=names_of(graph), **more)


def address(ref):
    """Where a thing's page would be."""
    return f"/{ref.kind}/{ref.key}/"
