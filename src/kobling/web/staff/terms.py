"""The newest council term, where none covers today."""

from django.utils import timezone

from kobling.records.municipality import Term
from kobling.rooms.changes.meeting import term_of
from kobling.rooms.facts.kinds import KIND_OF
from kobling.web.staff.forms.index import FactIndex


def last_term_before_today(index: FactIndex) -> Term | None:
    """Return the newest council term where none covers today; None where one does, and where there are none."""
    terms = [term for term in index.facts(KIND_OF[Term]).values() if isinstance(term, Term)]
    if term_of(terms, timezone.localdate()) is not None:
        return None
    return max(terms, key=lambda term: term.end, default=None)
