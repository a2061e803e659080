"""Municipalities for property tests: whole ones, ones with known faults, and links that may go anywhere."""

from datetime import date, timedelta

from hypothesis import strategies as st

from kobling.core.chain import Graph, Link, LinkKind, Unit
from tests.core.chain.synthetic import chain_with_faults, faultless_chain

SEEDS = st.integers(0, 2**32 - 1)
UP_TO_40, UP_TO_60 = st.integers(1, 40), st.integers(1, 60)
DAYS = st.dates(date(2017, 6, 1), date(2022, 6, 1))


@st.composite
def faultless_chains(draw, goals=UP_TO_40):
    """The parts of a municipality in which there is nothing to find, of any make-up."""
    return faultless_chain(
        goals=draw(goals),
        themes=draw(st.integers(2, 9)),
        committees=draw(st.integers(3, 12)),
        directorates=draw(st.integers(2, 9)),
        seed=draw(SEEDS),
    )


@st.composite
def faulty_chains(draw, goals=UP_TO_60):
    """A municipality, and what is to be found in it."""
    count = draw(goals)
    return chain_with_faults(goals=count, faults=draw(st.integers(0, count)), seed=draw(SEEDS))


@st.composite
def unit_trees(draw):
    """Units and dated links between them, which may lead round."""
    units = [Unit(f"u{number}") for number in range(draw(st.integers(1, 6)))]
    ends = st.tuples(st.sampled_from(units), st.sampled_from(units))
    links = []
    for start, end in draw(st.lists(ends, max_size=9)):
        begins, lasts = draw(st.none() | st.integers(0, 5)), draw(st.none() | st.integers(0, 3))
        first = None if begins is None else date(2020, 1, 1) + timedelta(begins)
        last = None if lasts is None else (first or date(2020, 1, 1)) + timedelta(lasts)
        links.append(Link(LinkKind.PART_OF, start.ref, end.ref, valid_from=first, valid_to=last))
    return units, links


def as_recorded_on(graph, day):
    """The graph as it would have been written down on a day: what came later is not there yet."""
    nodes = {
        ref: node.as_of(day) or node
        for ref, node in graph.nodes.items()
        if node.as_of(day) or (node.valid_to is not None and node.valid_to < day)
    }
    links = [
        link
        for link in graph.links
        if link.start in nodes and link.end in nodes and (link.valid_from is None or link.valid_from <= day)
    ]
    return Graph(nodes.values(), links)
