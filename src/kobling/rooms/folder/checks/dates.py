"""Check that no record ends before it starts, and that council terms do not overlap."""

from itertools import pairwise

from kobling.records.base import Record, Valid
from kobling.records.indicators import Indicator
from kobling.records.initiatives import Initiative
from kobling.records.municipality import Term
from kobling.records.references import nested_records
from kobling.rooms.folder.checks.context import CheckContext

SPANS: dict[type[Record], tuple[str, str]] = {
    Valid: ("valid_from", "valid_to"),
    Term: ("start", "end"),
    Initiative: ("start", "end"),
    Indicator: ("reviewed", "next_review"),
}
"""The fields of the first and last day of a record, by type."""


def check_date_ranges(context: CheckContext) -> None:
    """Report records that end before they start."""
    for record in context.records():
        for path, nested in nested_records(record):
            for first, last in (fields for kind, fields in SPANS.items() if isinstance(nested, kind)):
                start, end = getattr(nested, first), getattr(nested, last)
                if start is not None and end is not None and end < start:
                    context.report(record, (*path, last), "ends_before_start", end, (start,))


def check_terms(context: CheckContext) -> None:
    """Report terms whose folder has other years than their dates, and terms that overlap.

    A term with a wrong date is reported once: neither as overlapping others nor, if it ends before it starts, again.
    """
    right = []
    for term in context.facts.terms:
        wrong = [
            (field, year)
            for field, year in zip(("start", "end"), term.key.split("-"), strict=True)
            if getattr(term, field).year != int(year)
        ]
        for field, year in wrong if term.start <= term.end else ():
            context.report(term, (field,), "term_years", term.key, (year,))
        right += [] if wrong else [term]
    in_time = sorted(right, key=lambda term: term.start)
    for before, after in pairwise(in_time):
        if after.start <= before.end:
            context.report(after, ("start",), "terms_overlap", after.start, (before.end,))
