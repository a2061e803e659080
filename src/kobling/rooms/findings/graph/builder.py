"""Collect the nodes and links of the chain graph; what all kinds of facts share when they become nodes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import override

from kobling.core.agenda import item_number
from kobling.core.chain import Decision, Graph, Link, LinkKind, Node, NodeKind, Ref
from kobling.records.base import Fact, Text, Valid
from kobling.records.council import TakenDecision
from kobling.records.municipality import Decision as DecisionRecord
from kobling.rooms.findings.graph.start_dates import start_date

Path = tuple[str | int, ...]
Bodies = Mapping[str, Text]
"""The names of the bodies, by key."""


@dataclass(frozen=True)
class NodeOrigin:
    """The name of a node, and the record it was made from."""

    name: Text
    record: Fact
    path: Path = ()
    """Fields and indexes that lead to its part of the record; empty for the whole record."""


@dataclass(frozen=True)
class ChainGraph:
    """The graph of a municipality's chain, and the origin of every node."""

    graph: Graph
    origins: Mapping[Ref, NodeOrigin]


@dataclass
class GraphBuilder:
    """Collects nodes and links."""

    nodes: list[Node] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    origins: dict[Ref, NodeOrigin] = field(default_factory=dict)
    decisions: dict[tuple[object, ...], str] = field(default_factory=dict)
    """The keys of the decisions, by body, day, item and case."""

    def add_node(self, node: Node, name: Text, record: Fact, *path: str | int) -> Ref:
        """Add a node made from a record, or from the part of it at the path; return its reference."""
        self.nodes.append(node)
        self.origins[node.ref] = NodeOrigin(name, record, path)
        return node.ref

    def add_link(
        self, kind: LinkKind, start: Ref, end: Ref, *, since: date | None = None, by: str | None = None
    ) -> None:
        """Link two nodes, with its first day and the key of its decision where they are known."""
        self.links.append(Link(kind, start, end, by, valid_from=since))

    def add_leads_to(self, kind: NodeKind, keys: Iterable[str], end: Ref, *, by: str | None = None) -> None:
        """Add LEADS_TO links to a node from all nodes of a kind with these keys."""
        for key in dict.fromkeys(keys):
            self.add_link(LinkKind.LEADS_TO, Ref(kind, key), end, by=by)

    def add_decision(
        self, decision: DecisionRecord | None, record: Fact, *path: str | int, bodies: Bodies
    ) -> str | None:
        """Add a decision unless it is None or already there; return its key.

        A TakenDecision has its own key. A decision inside another record is the same as the TakenDecision with the same
        body, day, item and case, where there is exactly one.
        """
        if decision is None:
            return None
        identity = decision.identity
        if isinstance(decision, TakenDecision):
            key, name = decision.key, decision.what
            if self.decisions.setdefault(identity, key) != key:
                self.decisions[identity] = _decision_key(decision)
        else:
            key, name = self.decisions.setdefault(identity, _decision_key(decision)), _decision_name(decision, bodies)
        if Ref(NodeKind.DECISION, key) not in self.origins:
            ref = self.add_node(Decision(key, day=decision.date), name, record, *path)
            self.add_link(LinkKind.TAKES, Ref(NodeKind.BODY, decision.body), ref)
        return key

    def link_decision(self, decision: str | None, *ends: Ref, since: date | None = None) -> None:
        """Add ABOUT links from a decision to nodes; `since` where they take effect later than the node begins."""
        for end in ends if decision is not None else ():
            self.add_link(LinkKind.ABOUT, Ref(NodeKind.DECISION, str(decision)), end, since=since)


def _decision_key(decision: DecisionRecord) -> str:
    """Return a unique key of a decision: body, day, item and case, separated by commas; no record's key has a comma.

    A missing item before a case is empty, and commas inside an item or a case are escaped by a backslash.
    """
    parts = [decision.item or "", decision.case] if decision.case is not None else [decision.item]
    escaped = [part.replace("\\", "\\\\").replace(",", "\\,") for part in parts if part is not None]
    return ", ".join([decision.body, decision.date.isoformat(), *escaped])


def _decision_name(decision: DecisionRecord, bodies: Bodies) -> Text:
    """Return body, day, item and case as the name of a decision without a text of its own."""
    body, item = bodies[decision.body], decision.item
    named_item = _item_name(item) if item is not None and body.en else item
    rest = [part for part in (named_item, decision.case) if part is not None]
    return joined_name(body, decision.date, *rest)


def _item_name(item: str) -> Text:
    """Return an item of an agenda as it is written, with its number in English."""
    number = item_number(item)
    return Text(da=item, en=f"item {number}" if number else None)


def joined_name(*parts: Text | str | date) -> Text:
    """Join names and days by commas; there is no English where no name has any."""
    texts = [_day_name(part) if isinstance(part, date) else part for part in parts]
    danish = [text if isinstance(text, str) else text.da for text in texts]
    english = [text if isinstance(text, str) else text.en or text.da for text in texts]
    has_english = any(isinstance(part, Text) and part.en for part in parts)
    return Text(da=", ".join(danish), en=", ".join(english) if has_english else None)


def _day_name(day: date) -> Text:
    """Return a day as text: `18. januar 2023`, `18 January 2023`."""
    with override("da"):
        danish = date_format(day, "j. F Y")
    with override("en"):
        return Text(da=danish, en=date_format(day, "j F Y"))


def validity(record: Valid) -> dict[str, date | None]:
    """Return the first and the last day of a record, as arguments of a node."""
    return {"valid_from": start_date(record), "valid_to": record.valid_to}
