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
from kobling.web.staff.page_context import Visit

MUNICIPALITIES_KEPT = 8
PICTURES_KEPT = 32


@dataclass(frozen=True)
class Shown:
    """A thing in the chain, as a link."""

    ref: Ref
    kind: str
    """What kind of thing it is, in words."""
    name: LocalizedText
    to: str | None
    """Address of its page; None where it has none."""
    says: str = ""
    """What is to be seen there."""


class Kept:
    """A municipality's chain as it was kept at one moment, and the pictures that were made of it."""

    def __init__(self, municipality: str) -> None:
        """Read it."""
        self.facts = facts_of(municipality)
        self.newest = newest_run(municipality)
        self.chart = build_graph(self.facts)
        self.names = {ref: thing.name for ref, thing in self.chart.origins.items()}
        self.picture = lru_cache(maxsize=PICTURES_KEPT)(self._picture)

    def _picture(self, day: date) -> ChainTable:
        graph = self.chart.graph
        # Found on another day, they would be said of a chain that they were not seen in.
        found = self.newest.found if self.newest and self.newest.day == day else ()
        return table_from_graph(graph.on(day), compute_couplings(graph, on=day), names=self.names, findings=found)


@dataclass(frozen=True)
class Looking:
    """A chain, looked at by somebody."""

    visit: Visit
    kept: Kept
    day: date
    """The day it is looked at as of."""
    usual: date
    """The day it is looked at as of where nobody asks for another: that of the newest inspection."""

    @property
    def facts(self) -> MunicipalityFacts:
        """Everything that is known."""
        return self.kept.facts

    @property
    def chart(self) -> ChainGraph:
        """The chain of it."""
        return self.kept.chart

    @property
    def view(self) -> GraphView:
        """The chain as it was on the day."""
        return self.chart.graph.on(self.day)

    @property
    def picture(self) -> ChainTable:
        """The chain of every goal as it was on the day."""
        return self.kept.picture(self.day)

    def traverse(self, view: GraphView, ref: Ref) -> Traversal | None:
        """Return what comes of a thing and what it comes of; None where it is no step of the chain."""
        found = traverse(view, ref, names=self.kept.names, node_url=self.link)
        return found if found and (found.down.children or found.up.children or found.decisions) else None

    def thing(self, ref: Ref) -> NodeOrigin:
        """Return what a ref stands for; the municipality itself where it is about the whole."""
        here = self.facts.municipality
        return self.chart.origins.get(ref) or NodeOrigin(here.name, here)

    def link(self, ref: Ref) -> str | None:
        """Return the address of a thing's page, as of the same day; None where it has none."""
        if ref not in self.chart.origins:
            return None
        to = self.visit.to("thing", kind=ref.kind.value, key=ref.key)
        return to if self.day == self.usual else f"{to}?{urlencode({'day': self.day.isoformat()})}"

    def shown(self, ref: Ref, says: str = "") -> Shown:
        """Return a thing as a link."""
        return Shown(ref, node_kind_name(ref.kind), localize(self.thing(ref).name), self.link(ref), says)

    def evidence(self, of: Iterable[Evidence]) -> list[Shown]:
        """Return what a finding points at besides its subject, and what is to be seen there."""
        return [self.shown(one.ref, fill_message(one.message, one.figures)) for one in of]


def looking(visit: Visit, *, day: str = "") -> Looking:
    """Return the chain as it is kept now, as of a day that has been; what is no such day is left aside."""
    # Whatever is written is audited, so the same newest entry means the same facts.
    kept, today = _kept(visit.municipality, newest_digest()), timezone.localdate()
    usual = kept.newest.day if kept.newest else today
    try:
        asked = date.fromisoformat(day)
    except ValueError:
        asked = usual
    return Looking(visit, kept, min(asked, today), usual)


@lru_cache(maxsize=MUNICIPALITIES_KEPT)
def _kept(municipality: str, _newest: str) -> Kept:
    return Kept(municipality)
