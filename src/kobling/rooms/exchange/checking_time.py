"""The organisation and the terms make sense: one council, a tree of units, nothing that ends before it begins."""

from itertools import pairwise

from kobling.rooms.exchange.inspection import Inspection, parts
from kobling.rooms.exchange.problems import Place
from kobling.rooms.indicators.records import Indicator
from kobling.rooms.initiatives.records import Initiative
from kobling.rooms.municipality.records import Body, BodyKind, Term, Unit
from kobling.rooms.records import Record, Valid

SPANS: dict[type[Record], tuple[str, str]] = {
    Valid: ("valid_from", "valid_to"),
    Term: ("start", "end"),
    Initiative: ("start", "end"),
    Indicator: ("reviewed", "next_review"),
}
"""The fields that say from when to when."""


def check_spans(look: Inspection) -> None:
    """Refuse what ends before it begins."""
    for record in look.records():
        for path, part in parts(record):
            for first, last in (fields for kind, fields in SPANS.items() if isinstance(part, kind)):
                start, end = getattr(part, first), getattr(part, last)
                if start is not None and end is not None and end < start:
                    look.say(record, (*path, last), "ends_before_start", end, (start,))


def check_terms(look: Inspection) -> None:
    """Refuse a term that is kept under other years than its own, and terms that overlap."""
    for term in look.facts.terms:
        for field, year in zip(("start", "end"), term.key.split("-"), strict=True):
            if getattr(term, field).year != int(year):
                look.say(term, (field,), "term_years", term.key, (year,))
    in_time = sorted(look.facts.terms, key=lambda term: term.start)
    for before, after in pairwise(in_time):
        if after.start <= before.end:
            look.say(after, ("start",), "terms_overlap", after.start, (before.end,))


def check_council(look: Inspection) -> None:
    """Refuse an organisation without a council, or with two."""
    councils = [body for body in look.facts.bodies if body.kind is BodyKind.COUNCIL]
    for council in councils[1:]:
        look.say(council, ("kind",), "second_council", council.key, (look.places.of(councils[0], "kind"),))
    if not councils and not look.gaps.has(Body):
        look.problems.add(Place("organisation.yaml"), "no_council")


def check_units(look: Inspection) -> None:
    """Refuse units that lie under themselves, directly or by way of others."""
    parents = {unit.key: unit.parent for unit in look.facts.units}
    for unit in look.facts.units:
        line = _upwards(unit, parents)
        if line[-1] == unit.key and len(line) > 1:
            look.say(unit, ("parent",), "unit_under_itself", " → ".join(line))


def _upwards(unit: Unit, parents: dict[str, str | None]) -> list[str]:
    """Return the keys from a unit upwards, until there is no more or one comes again."""
    line = [unit.key]
    while (above := parents.get(line[-1])) is not None:
        line.append(above)
        if above in line[:-1]:
            break
    return line
