"""A municipality's chain as the staff pages look at it: everything by name, with the address of its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.utils import timezone

from kobling.core.chain import Evidence, GraphView, Ref, compute_couplings
from kobling.rooms.audit.queries import newest_digest
from kobling.rooms.findings.graph import ChainGraph, NodeOrigin, build_graph
from kobling.rooms.findings.queries import newest_run
from kobling.rooms.folder.queries import facts_of
from kobling.rooms.folder.records import MunicipalityFacts
from kobling.web.shared.chain import ChainTable, Traversal, table_from_graph, traverse
from kobling.web.shared.localization import LocalizedText, localize
from kobling.web.shared.words.inspection import fill_message, node_kind_name
from kobling.web.staff.page_context import StaffContext

MAX_CACHED_MUNICIPALITIES = 8
MAX_CACHED_TABLES = 32


@dataclass(frozen=True)
class NodeLink:
    """A thing in the chain, as a link."""

    ref: Ref
    kind: str
    """What kind of thing it is, in words."""
    name: LocalizedText
    url: str | None
    """Address of its page; None where it has none."""
    message: str = ""
    """What is to be seen there."""


class ChainSnapshot:
    """A municipality's chain as it was kept at one moment, and the pictures that were made of it."""

    def __init__(self, municipality: str) -> None:
        """Read it."""
        self.facts = facts_of(municipality)
        self.newest_run = newest_run(municipality)
        self.chain_graph = build_graph(self.facts)
        self.names = {ref: origin.name for ref, origin in self.chain_graph.origins.items()}
        self.table = lru_cache(maxsize=MAX_CACHED_TABLES)(self._table)

    def _table(self, day: date) -> ChainTable:
        graph = self.chain_graph.graph
        # Found on another day, they would be said of a chain that they were not seen in.
        findings = self.newest_run.found if self.newest_run and self.newest_run.day == day else ()
        return table_from_graph(graph.on(day), compute_couplings(graph, on=day), names=self.names, findings=findings)


@dataclass(frozen=True)
class ChainView:
    """A chain, looked at by somebody."""

    staff: StaffContext
    snapshot: ChainSnapshot
    day: date
    """The day it is looked at as of."""
    default_day: date
    """The day it is looked at as of where nobody asks for another: that of the newest inspection."""

    @property
    def facts(self) -> MunicipalityFacts:
        """Everything that is known."""
        return self.snapshot.facts

    @property
    def chain_graph(self) -> ChainGraph:
        """The chain of it."""
        return self.snapshot.chain_graph

    @property
    def view(self) -> GraphView:
        """The chain as it was on the day."""
        return self.chain_graph.graph.on(self.day)

    @property
    def table(self) -> ChainTable:
        """The chain of every goal as it was on the day."""
        return self.snapshot.table(self.day)

    def traverse(self, view: GraphView, ref: Ref) -> Traversal | None:
        """Return what comes of a thing and what it comes of; None where it is no step of the chain."""
        traversal = traverse(view, ref, names=self.snapshot.names, node_url=self.node_url)
        return (
            traversal
            if traversal and (traversal.down.children or traversal.up.children or traversal.decisions)
            else None
        )

    def node_origin(self, ref: Ref) -> NodeOrigin:
        """Return what a ref stands for; the municipality itself where it is about the whole."""
        municipality = self.facts.municipality
        return self.chain_graph.origins.get(ref) or NodeOrigin(municipality.name, municipality)

    def node_url(self, ref: Ref) -> str | None:
        """Return the address of a thing's page, as of the same day; None where it has none."""
        if ref not in self.chain_graph.origins:
            return None
        url = self.staff.page_url("node", kind=ref.kind.value, key=ref.key)
        return url if self.day == self.default_day else f"{url}?{urlencode({'day': self.day.isoformat()})}"

    def node_link(self, ref: Ref, message: str = "") -> NodeLink:
        """Return a thing as a link."""
        return NodeLink(
            ref, node_kind_name(ref.kind), localize(self.node_origin(ref).name), self.node_url(ref), message
        )

    def evidence_links(self, evidence: Iterable[Evidence]) -> list[NodeLink]:
        """Return what a finding points at besides its subject, and what is to be seen there."""
        return [self.node_link(item.ref, fill_message(item.message, item.figures)) for item in evidence]


def chain_view(staff: StaffContext, *, day: str = "") -> ChainView:
    """Return the chain as it is kept now, as of a day that has been; what is no such day is left aside."""
    # Whatever is written is audited, so the same newest entry means the same facts.
    snapshot, today = _snapshot(staff.municipality, newest_digest()), timezone.localdate()
    default_day = snapshot.newest_run.day if snapshot.newest_run else today
    try:
        requested = date.fromisoformat(day)
    except ValueError:
        requested = default_day
    return ChainView(staff, snapshot, min(requested, today), default_day)


@lru_cache(maxsize=MAX_CACHED_MUNICIPALITIES)
def _snapshot(municipality: str, _newest: str) -> ChainSnapshot:
    return ChainSnapshot(municipality)
