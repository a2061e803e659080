"""Validate that nodes and links make a chain."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from kobling.core.chain.graph.cycles import find_cycle
from kobling.core.chain.graph.errors import ChainProblem
from kobling.core.chain.graph.links import ACYCLIC_KINDS, ALLOWED_ENDS, Link
from kobling.core.chain.graph.nodes import Node, NodeKind, Ref, Term, Validity


def find_problems(nodes: Iterable[Node], links: Iterable[Link]) -> tuple[ChainProblem, ...]:
    """Return everything that keeps nodes and links from making a chain, in a fixed order.

    Problems are repeated keys, links to missing nodes or to nodes of the wrong kind, missing decisions, validity that
    ends before it begins, cycles, and council terms that overlap.
    """
    nodes, links = list(nodes), sorted(links, key=lambda link: link.sort_key)
    known: dict[Ref, Node] = {}
    repeated = sorted(node.ref for node in nodes if known.setdefault(node.ref, node) is not node)
    problems = [ChainProblem("repeated", (ref,), {"node": ref}) for ref in repeated]
    for ref in sorted(known):
        problems += _validate_dates(known[ref], ref, None)
    for link in links:
        problems += _validate_ends(link, known)
        problems += _validate_dates(link, link, link)
    problems += _validate_cycles(links)
    problems += _validate_terms([node for node in known.values() if isinstance(node, Term)])
    return tuple(problems)


def _validate_dates(dated: Validity, what: object, link: Link | None) -> Iterator[ChainProblem]:
    refs = (link.start, link.end) if link else (what,) if isinstance(what, Ref) else ()
    for first, last in dated.spans():
        if first is not None and last is not None and first > last:
            yield ChainProblem("backwards", refs, {"what": what, "first": first, "last": last}, link)


def _validate_ends(link: Link, known: Mapping[Ref, Node]) -> Iterator[ChainProblem]:
    refs = (link.start, link.end)
    if (link.start.kind, link.end.kind) not in ALLOWED_ENDS[link.kind]:
        yield ChainProblem("wrong_ends", refs, {"link": link, "start": link.start.kind, "end": link.end.kind}, link)
    for ref in refs:
        if ref not in known:
            yield ChainProblem("unknown_end", refs, {"link": link, "missing": ref}, link)
    decision = Ref(NodeKind.DECISION, link.decision) if link.decision is not None else None
    if decision is not None and decision not in known:
        yield ChainProblem("unknown_decision", refs, {"link": link, "missing": decision}, link)


def _validate_cycles(links: Sequence[Link]) -> Iterator[ChainProblem]:
    for kind in ACYCLIC_KINDS:
        cycle = find_cycle(link for link in links if link.kind == kind)
        if cycle:
            yield ChainProblem("circle", cycle, {"circle": " → ".join(str(ref) for ref in cycle)})


def _validate_terms(terms: Iterable[Term]) -> Iterator[ChainProblem]:
    ordered = sorted(terms, key=lambda term: (term.valid_from or date.min, term.key))
    for earlier, later in pairwise(ordered):
        if earlier.valid_to is None or later.valid_from is None or later.valid_from <= earlier.valid_to:
            refs = (earlier.ref, later.ref)
            yield ChainProblem("terms_overlap", refs, {"node": earlier.ref, "other": later.ref})
