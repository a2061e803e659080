"""A municipality's chain on a day, with the names and links that the staff pages show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.utils import timezone

from kobling.core.chain import Evidence, GraphView, Ref, compute_couplings
from kobling.records.base import Fact
from kobling.records.facts import MunicipalityFacts
from kobling.rooms.audit.queries import newest_digest
from kobling.rooms.facts.kinds import KIND_OF
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.findings.graph import ChainGraph, NodeOrigin, build_graph
from kobling.rooms.findings.queries import newest_run
from kobling.web.shared.chain import ChainTable, Traversal, table_from_graph, traverse
from kobling.web.shared.localization import LocalizedText, localize
from kobling.web.shared.words.inspection import fill_message, node_kind_name
from kobling.web.staff.days import parse_iso_day
from kobling.web.staff.forms.labels import kind_label
from kobling.web.staff.page_context import StaffContext

MAX_CACHED_MUNICIPALITIES = 8
MAX_CACHED_DAYS = 32


@dataclass(frozen=True)
class NodeHyperlink:
    """A node of the chain as a hyperlink: its name, and the address of its page."""

    ref: Ref
    kind: str
    """The kind of node in words."""
    name: LocalizedText
    url: str | None
    """Address of its page; None if it has none."""
    message: str = ""
    """What the node contributes to a finding, in words."""


class ChainSnapshot:
    """A municipality's chain as stored at one moment, with the tables computed from it."""

    def __init__(self, municipality: str) -> None:
        """Read the stored facts and build the graph."""
        self.facts = municipality_facts(municipality)
        self.newest_run = newest_run(municipality)
        self.chain_graph = build_graph(self.facts)
        self.names = {ref: origin.name for ref, origin in self.chain_graph.origins.items()}
        self.view = lru_cache(maxsize=MAX_CACHED_DAYS)(self.chain_graph.graph.on)
        self.table = lru_cache(maxsize=MAX_CACHED_DAYS)(self._table)

    def default_day(self) -> date:
        """Return the day of the newest inspection; today where there is none."""
        return self.newest_run.day if self.newest_run else timezone.localdate()

    def _table(self, day: date) -> ChainTable:
        graph = self.chain_graph.graph
        # Findings of another day do not belong to this chain.
        findings = self.newest_run.found if self.newest_run and self.newest_run.day == day else ()
        return table_from_graph(self.view(day), compute_couplings(graph, on=day), names=self.names, findings=findings)


@dataclass(frozen=True)
class ChainView:
    """The chain of one municipality on one day, for one user."""

    staff: StaffContext
    snapshot: ChainSnapshot
    day: date
    """The day shown."""
    default_day: date
    """The day shown unless another is requested: that of the newest inspection."""

    @property
    def facts(self) -> MunicipalityFacts:
        """All stored facts of the municipality."""
        return self.snapshot.facts

    @property
    def chain_graph(self) -> ChainGraph:
        """The graph of the chain, with the origin of each node."""
        return self.snapshot.chain_graph

    @property
    def view(self) -> GraphView:
        """The graph on the day shown."""
        return self.snapshot.view(self.day)

    @property
    def table(self) -> ChainTable:
        """The chain of every goal on the day shown."""
        return self.snapshot.table(self.day)

    def traverse(self, view: GraphView, ref: Ref) -> Traversal | None:
        """Return the nodes up and down the chain from a node; None if it is not a step of the chain."""
        traversal = traverse(view, ref, names=self.snapshot.names, node_url=self.node_url)
        return (
            traversal
            if traversal and (traversal.down.children or traversal.up.children or traversal.decisions)
            else None
        )

    def node_origin(self, ref: Ref) -> NodeOrigin:
        """Return the origin of a node; the municipality for a ref to the whole chain."""
        municipality = self.facts.municipality
        return self.chain_graph.origins.get(ref) or NodeOrigin(municipality.name, municipality)

    def node_url(self, ref: Ref) -> str | None:
        """Return the address of a node's page on the same day; None if it has none."""
        if ref not in self.chain_graph.origins:
            return None
        url = self.whole_fact_url(ref) or self.staff.page_url("node", kind=ref.kind.value, key=ref.key)
        return url if self.day == self.default_day else f"{url}?{urlencode({'day': self.day.isoformat()})}"

    def whole_fact_url(self, ref: Ref) -> str | None:
        """Return the address of the page of the fact that a node is; None for a node that is a part of one."""
        return None if self.chain_graph.origins[ref].path else self._fact_url(ref)

    def fact_hyperlink(self, ref: Ref) -> tuple[str, str]:
        """Return the kind of fact that a node is a part of, in words, and the address of that fact's page."""
        return kind_label(self._fact(ref).KIND), self._fact_url(ref)

    def _fact(self, ref: Ref) -> Fact:
        record = self.chain_graph.origins[ref].record
        if not isinstance(record, Fact):
            raise TypeError(type(record))
        return record

    def _fact_url(self, ref: Ref) -> str:
        record = self._fact(ref)
        kind = KIND_OF[type(record)]
        return self.staff.page_url("fact", kind=kind.name, key=kind.key_of(record))

    def node_hyperlink(self, ref: Ref, message: str = "") -> NodeHyperlink:
        """Return a node as a hyperlink."""
        return NodeHyperlink(
            ref,
            node_kind_name(ref.kind),
            localize(self.node_origin(ref).name),
            self.node_url(ref),
            message,
        )

    def evidence_hyperlinks(self, evidence: Iterable[Evidence]) -> list[NodeHyperlink]:
        """Return the evidence of a finding as hyperlinks, each with its message."""
        return [self.node_hyperlink(item.ref, fill_message(item.message, item.figures)) for item in evidence]


def chain_view(staff: StaffContext, *, day: str = "") -> ChainView:
    """Return the stored chain as of a day; an invalid day gives the default day, a future one today."""
    snapshot = chain_snapshot(staff.municipality)
    default_day = snapshot.default_day()
    return ChainView(staff, snapshot, min(parse_iso_day(day) or default_day, timezone.localdate()), default_day)


def chain_snapshot(municipality: str) -> ChainSnapshot:
    """Return the chain as it is stored now. Every write adds an audit entry, so the same newest one means the same."""
    return _snapshot(municipality, newest_digest())


@lru_cache(maxsize=MAX_CACHED_MUNICIPALITIES)
def _snapshot(municipality: str, _newest: str) -> ChainSnapshot:
    return ChainSnapshot(municipality)
