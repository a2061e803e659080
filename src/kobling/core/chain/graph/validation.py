"""Whether nodes and links make a chain at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from kobling.core.chain.graph.cycles import circle
from kobling.core.chain.graph.errors import Problem
from kobling.core.chain.graph.links import ENDS, NEVER_ROUND, Link
from kobling.core.chain.graph.nodes import Kind, Node, Ref, Term, Valid


def problems(nodes: Iterable[Node], links: Iterable[Link]) -> tuple[Problem, ...]:
    """Name everything that keeps nodes and links from making a chain, in a fixed order.

    Keys given twice, links that lead to nothing or to the wrong kind of thing, decisions that are not there, validity
    that ends before it begins, circles, and council terms that overlap.
    """
    nodes, links = list(nodes), sorted(links, key=lambda link: link.order)
    known: dict[Ref, Node] = {}
    repeated = sorted(node.ref for node in nodes if known.setdefault(node.ref, node) is not node)
    found = [Problem("repeated", (ref,), {"node": ref}) for ref in repeated]
    for ref in sorted(known):
        found += _backwards(known[ref], ref, None)
    for link in links:
        found += _ends(link, known)
        found += _backwards(link, link, link)
    found += _circles(links)
    found += _terms([node for node in known.values() if isinstance(node, Term)])
    return tuple(found)


def _backwards(valid: Valid, what: object, link: Link | None) -> Iterator[Problem]:
    refs = (link.start, link.end) if link else (what,) if isinstance(what, Ref) else ()
    for first, last in valid.spans():
        if first is not None and last is not None and first > last:
            yield Problem("backwards", refs, {"what": what, "first": first, "last": last}, link)


def _ends(link: Link, known: Mapping[Ref, Node]) -> Iterator[Problem]:
    refs = (link.start, link.end)
    if (link.start.kind, link.end.kind) not in ENDS[link.kind]:
        yield Problem("wrong_ends", refs, {"link": link, "start": link.start.kind, "end": link.end.kind}, link)
    for ref in refs:
        if ref not in known:
            yield Problem("unknown_end", refs, {"link": link, "missing": ref}, link)
    decision = Ref(Kind.DECISION, link.decision) if link.decision is not None else None
    if decision is not None and decision not in known:
        yield Problem("unknown_decision", refs, {"link": link, "missing": decision}, link)


def _circles(links: Sequence[Link]) -> Iterator[Problem]:
    for kind in NEVER_ROUND:
        found = circle(link for link in links if link.kind == kind)
        if found:
            yield Problem("circle", found, {"circle": " → ".join(str(ref) for ref in found)})


def _terms(terms: Iterable[Term]) -> Iterator[Problem]:
    ordered = sorted(terms, key=lambda term: (term.valid_from or date.min, term.key))
    for earlier, later in pairwise(ordered):
        if earlier.valid_to is None or later.valid_from is None or later.valid_from <= earlier.valid_to:
            refs = (earlier.ref, later.ref)
            yield Problem("terms_overlap", refs, {"node": earlier.ref, "other": later.ref})
