"""A municipality's chain as the staff pages look at it: everything by name, with the address of its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kobling.core.chain import Evidence, Finding, Ref, Rule
from kobling.core.chain.rules import RULES
from kobling.rooms.audit.queries import newest
from kobling.rooms.exchange.queries import facts_of
from kobling.rooms.exchange.records import Facts
from kobling.rooms.findings.graph import Chart, Thing, chart
from kobling.web.shared.bilingual import Said, bilingual
from kobling.web.shared.words.inspection import sentence, thing_name
from kobling.web.staff.page import Visit

BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
CHARTS_KEPT = 8


@dataclass(frozen=True)
class Shown:
    """A thing in the chain, as a link."""

    ref: Ref
    kind: str
    """What kind of thing it is, in words."""
    name: Said
    to: str
    """Address of its page; empty where it has none."""
    says: str = ""
    """What is to be seen there."""


@dataclass(frozen=True)
class Looking:
    """A chain, looked at by somebody."""

    visit: Visit
    facts: Facts
    chart: Chart

    def thing(self, ref: Ref) -> Thing:
        """Return what a ref stands for; the municipality itself where it is about the whole."""
        here = self.facts.municipality
        return self.chart.things.get(ref) or Thing(here.name, here)

    def shown(self, ref: Ref, says: str = "") -> Shown:
        """Return a thing as a link."""
        to = self.visit.to("thing", kind=ref.kind.value, key=ref.key) if ref in self.chart.things else ""
        return Shown(ref, thing_name(ref.kind), bilingual(self.thing(ref).name), to, says)

    def evidence(self, of: Iterable[Evidence]) -> list[Shown]:
        """Return what a finding points at besides its subject, and what is to be seen there."""
        return [self.shown(one.ref, sentence(one.message, one.figures)) for one in of]


def looking(visit: Visit) -> Looking:
    """Return the chain as it is kept now."""
    # Whatever is written is audited, so the same newest entry means the same facts.
    facts, found = _kept(visit.municipality, newest())
    return Looking(visit, facts, found)


@lru_cache(maxsize=CHARTS_KEPT)
def _kept(municipality: str, _newest: str) -> tuple[Facts, Chart]:
    facts = facts_of(municipality)
    return facts, chart(facts)


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
