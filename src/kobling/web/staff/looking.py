"""A municipality's chain as the staff pages look at it: everything by name, with the address of its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kobling.core.chain import Evidence, Finding, Ref, Rule, View, couplings
from kobling.core.chain.rules import RULES
from kobling.rooms.audit.queries import newest
from kobling.rooms.exchange.queries import facts_of
from kobling.rooms.exchange.records import Facts
from kobling.rooms.findings.graph import Chart, Thing, chart
from kobling.web.shared.bilingual import Said, bilingual
from kobling.web.shared.chain import ChainTable, Walk, chain_rows, walk
from kobling.web.shared.words.inspection import sentence, thing_name
from kobling.web.staff.page import Visit

BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
MUNICIPALITIES_KEPT = 8
PICTURES_KEPT = 32


@dataclass(frozen=True)
class Shown:
    """A thing in the chain, as a link."""

    ref: Ref
    kind: str
    """What kind of thing it is, in words."""
    name: Said
    to: str | None
    """Address of its page; None where it has none."""
    says: str = ""
    """What is to be seen there."""


class Kept:
    """A municipality's chain as it was kept at one moment, and the pictures that were made of it."""

    def __init__(self, municipality: str) -> None:
        """Read it."""
        self.facts = facts_of(municipality)
        self.chart = chart(self.facts)
        self.names = {ref: thing.name for ref, thing in self.chart.things.items()}
        self.picture = lru_cache(maxsize=PICTURES_KEPT)(self._picture)

    def _picture(self, day: date) -> ChainTable:
        graph = self.chart.graph
        return chain_rows(graph.on(day), couplings(graph, on=day), names=self.names)


@dataclass(frozen=True)
class Looking:
    """A chain, looked at by somebody."""

    visit: Visit
    kept: Kept

    @property
    def facts(self) -> Facts:
        """Everything that is known."""
        return self.kept.facts

    @property
    def chart(self) -> Chart:
        """The chain of it."""
        return self.kept.chart

    def picture(self, day: date) -> ChainTable:
        """Return the chain of every goal as it was on a day."""
        return self.kept.picture(day)

    def walk(self, view: View, ref: Ref) -> Walk | None:
        """Return what comes of a thing and what it comes of; None where it is not in force."""
        return walk(view, ref, names=self.kept.names, link=self.link)

    def thing(self, ref: Ref) -> Thing:
        """Return what a ref stands for; the municipality itself where it is about the whole."""
        here = self.facts.municipality
        return self.chart.things.get(ref) or Thing(here.name, here)

    def link(self, ref: Ref) -> str | None:
        """Return the address of a thing's page; None where it has none."""
        return self.visit.to("thing", kind=ref.kind.value, key=ref.key) if ref in self.chart.things else None

    def shown(self, ref: Ref, says: str = "") -> Shown:
        """Return a thing as a link."""
        return Shown(ref, thing_name(ref.kind), bilingual(self.thing(ref).name), self.link(ref), says)

    def evidence(self, of: Iterable[Evidence]) -> list[Shown]:
        """Return what a finding points at besides its subject, and what is to be seen there."""
        return [self.shown(one.ref, sentence(one.message, one.figures)) for one in of]


def looking(visit: Visit) -> Looking:
    """Return the chain as it is kept now."""
    # Whatever is written is audited, so the same newest entry means the same facts.
    return Looking(visit, _kept(visit.municipality, newest()))


@lru_cache(maxsize=MUNICIPALITIES_KEPT)
def _kept(municipality: str, _newest: str) -> Kept:
    return Kept(municipality)


def said(finding: Finding) -> str:
    """Return what is missing, in words."""
    return sentence(finding.message, finding.figures)


def on_day(asked: str, today: date) -> date:
    """Return the day asked for in an address, or today where it names none that has been."""
    try:
        found = date.fromisoformat(asked)
    except ValueError:
        return today
    return min(found, today)
