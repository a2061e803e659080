"""What the graph is gathered in, and the few readings that every kind of fact shares."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kobling.core.chain import Decision, Graph, Kind, Link, LinkKind, Node, Ref
from kobling.rooms.chain.records import Decision as DecisionRecord
from kobling.rooms.council.records import TakenDecision
from kobling.rooms.findings.graph.start_dates import start_date
from kobling.rooms.records import Record, Text, Valid

Path = tuple[str | int, ...]
Bodies = Mapping[str, Text]
"""The names of the bodies, by key."""


@dataclass(frozen=True)
class NodeOrigin:
    """What a node is: its name, and where in the facts it stands."""

    name: Text
    record: Record
    path: Path = ()
    """Where inside the record."""


@dataclass(frozen=True)
class ChainGraph:
    """A graph, and what its nodes are."""

    graph: Graph
    origins: Mapping[Ref, NodeOrigin]


@dataclass
class GraphBuilder:
    """Gathers nodes and links."""

    nodes: list[Node] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    origins: dict[Ref, NodeOrigin] = field(default_factory=dict)
    decisions: dict[tuple[object, ...], str] = field(default_factory=dict)
    """The keys of the decisions, by what they are told by elsewhere: who decided, when, under which item and case."""

    def add(self, node: Node, name: Text, record: Record, *path: str | int) -> Ref:
        """Add a node; the record says where it stands."""
        self.nodes.append(node)
        self.origins[node.ref] = NodeOrigin(name, record, path)
        return node.ref

    def link(self, kind: LinkKind, start: Ref, end: Ref, *, since: date | None = None, by: str | None = None) -> None:
        """Link two nodes: since when, and by which decision, where that is known."""
        self.links.append(Link(kind, start, end, by, valid_from=since))

    def lead(self, of: Kind, keys: Iterable[str], end: Ref, *, by: str | None = None) -> None:
        """Let every thing of a kind that is named lead to a node."""
        for key in dict.fromkeys(keys):
            self.link(LinkKind.LEADS_TO, Ref(of, key), end, by=by)

    def decided(self, decision: DecisionRecord | None, record: Record, *path: str | int, bodies: Bodies) -> str | None:
        """Add a decision, where there is one and it is not there yet; return its key.

        One that stands on its own is told by its key. One that is noted at what it was about is the one that stands
        on its own with the same body, day, item and case, where there is one.
        """
        if decision is None:
            return None
        same = (decision.body, decision.date, decision.item, decision.case)
        if isinstance(decision, TakenDecision):
            key, name = decision.key, decision.what
            self.decisions.setdefault(same, key)
        else:
            key, name = self.decisions.setdefault(same, _key(decision)), _said(decision, bodies)
        if Ref(Kind.DECISION, key) not in self.origins:
            ref = self.add(Decision(key, day=decision.date), name, record, *path)
            self.link(LinkKind.TAKES, Ref(Kind.BODY, decision.body), ref)
        return key

    def about(self, decision: str | None, *ends: Ref, since: date | None = None) -> None:
        """Say what a decision was about; since when, where what was decided is there later than its end."""
        for end in ends if decision is not None else ():
            self.link(LinkKind.ABOUT, Ref(Kind.DECISION, str(decision)), end, since=since)


def _key(decision: DecisionRecord) -> str:
    """Return a key that no other decision has: one that is written has no comma, and these parts are told apart.

    Without an item its place is empty, and a comma inside an item or a case has a backslash before it.
    """
    parts = [decision.item or "", decision.case] if decision.case is not None else [decision.item]
    said = [part.replace("\\", "\\\\").replace(",", "\\,") for part in parts if part is not None]
    return ", ".join([decision.body, decision.date.isoformat(), *said])


def _said(decision: DecisionRecord, bodies: Bodies) -> Text:
    """A decision without words of its own: who, when and under which item."""
    rest = [part for part in (decision.date.isoformat(), decision.item, decision.case) if part is not None]
    return joined_name(bodies[decision.body], *rest)


def joined_name(*parts: Text | str) -> Text:
    """Return one name of several; without English where no part has any."""
    danish = [part if isinstance(part, str) else part.da for part in parts]
    english = [part if isinstance(part, str) else part.en or part.da for part in parts]
    known = any(isinstance(part, Text) and part.en for part in parts)
    return Text(da=", ".join(danish), en=", ".join(english) if known else None)


def validity(of: Valid) -> dict[str, date | None]:
    """Return the days of a record as a node takes them."""
    return {"valid_from": start_date(of), "valid_to": of.valid_to}
