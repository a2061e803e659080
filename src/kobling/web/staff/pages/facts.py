"""The facts of a municipality: the kinds with their counts, and the list of one kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kobling.records.base import Fact
from kobling.records.rights import Right
from kobling.rooms.facts.kinds import KIND_NAMED, KINDS, FactKind
from kobling.web.shared.localization import LocalizedText
from kobling.web.staff.editing import may_edit
from kobling.web.staff.forms.endings import last_day
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.forms.labels import kind_heading, kind_label
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import StaffContext, forbidden, render_page, right_required

PAGE_SIZE = 100
"""Facts per page."""
MAX_SEARCH_LENGTH = 200
STATES = ("all", "now", "ended")
ORDERS = ("place", "name")


@dataclass(frozen=True)
class FactRow:
    """A fact in the list."""

    name: LocalizedText
    key: str
    url: str
    place: int
    """Its place in the municipality's order, from 1."""
    term: str
    """The council term it belongs to; empty for a kind without."""
    ended: date | None
    """Its last day, where that has passed."""


@dataclass(frozen=True)
class ListChoice:
    """What is shown of a list, from the query of its address; what is not allowed is as if it was not there."""

    search: str
    term: str
    state: str
    order: str
    page: int

    @classmethod
    def from_query(cls, query: Mapping[str, str], terms: Mapping[str, object]) -> "ListChoice":
        """Return the choice of a query."""
        return cls(
            search=query.get("q", "").strip()[:MAX_SEARCH_LENGTH],
            term=query.get("term", "") if query.get("term") in terms else "",
            state=query.get("state", "") if query.get("state") in STATES else STATES[0],
            order=query.get("order", "") if query.get("order") in ORDERS else ORDERS[0],
            page=parse_number(query.get("page", "")) or 1,
        )

    def query(self, page: int) -> str:
        """Return the query of another page of the same list."""
        named = {"q": self.search, "term": self.term, "state": self.state, "order": self.order}
        return urlencode({name: value for name, value in named.items() if value} | {"page": page})

    def shows(self, row: FactRow) -> bool:
        """Return whether a fact is in the list."""
        return (
            self.search.casefold() in f"{row.name} {row.key}".casefold()
            and self.term in ("", row.term)
            and (self.state == "all" or (row.ended is not None) == (self.state == "ended"))
        )


@require_safe
@right_required(Right.READ)
def index(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """Show the kinds of facts with their counts, and those facts of every kind that have a name or key like a text."""
    facts, search = fact_index(staff.municipality), request.GET.get("q", "").strip()[:MAX_SEARCH_LENGTH]
    found = _found(staff, facts, search) if search else []
    kinds = [(kind_heading(kind.name), len(facts.facts(kind)), kind_url(staff, facts, kind)) for kind in KINDS]
    context = {
        "title": _("Facts"),
        "section": "facts",
        "kinds": kinds,
        "search": search,
        "found": found[:PAGE_SIZE],
        "hidden": max(0, len(found) - PAGE_SIZE),
    }
    return render_page(request, "facts", context, staff=staff)


def _found(staff: StaffContext, facts: FactIndex, search: str) -> list[tuple[str, LocalizedText, str]]:
    """Return the facts whose name or key holds a text, each with what its kind is called and its address."""
    wanted = search.casefold()
    return [
        (kind_label(kind.name), name, staff.page_url("fact", kind=kind.name, key=key))
        for kind in KINDS
        for key, name in facts.names(kind.name).items()
        if wanted in f"{name} {key}".casefold()
    ]


def kind_url(staff: StaffContext, facts: FactIndex, kind: FactKind) -> str:
    """Return the address of the list of a kind; of the only one, where there is never more than one."""
    if kind.list_name == "municipality":
        return staff.page_url("fact", kind=kind.name, key=next(iter(facts.facts(kind))))
    return staff.page_url("fact_list", kind=kind.name)


@require_safe
@right_required(Right.READ)
def listing(request: HttpRequest, staff: StaffContext, kind: str) -> HttpResponse:
    """Show the facts of a kind."""
    of_kind, facts = KIND_NAMED.get(kind), fact_index(staff.municipality)
    if of_kind is None:
        return forbidden(request, staff.language)
    terms = facts.names("term") if "term" in of_kind.record.model_fields else {}
    choice = ListChoice.from_query(request.GET, terms)
    rows = [row for row in _rows(staff, facts, of_kind) if choice.shows(row)]
    if choice.order == "name":
        rows.sort(key=lambda row: str(row.name).casefold())
    pages = max(1, -(-len(rows) // PAGE_SIZE))
    page = min(max(choice.page, 1), pages)
    shown = rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    is_movable = of_kind.is_ordered and choice.order == ORDERS[0] and len(facts.facts(of_kind)) > 1
    context = {
        "title": kind_heading(kind),
        "section": "facts",
        "kind": kind,
        "rows": [(row, is_movable and may_edit(staff, of_kind, facts.fact(kind, row.key))) for row in shown],
        "back": f"?{choice.query(page)}",
        "count": len(rows),
        "has_any": bool(facts.facts(of_kind)),
        "choice": choice,
        "terms": terms.items(),
        "is_ordered": of_kind.is_ordered,
        "states": zip(STATES, (_("All"), _("Not ended"), _("Ended")), strict=True),
        "orders": zip(ORDERS, (_("The present order"), _("By name")), strict=True),
        "pages": [(str(one), f"?{choice.query(one)}", one == page) for one in range(1, pages + 1)] if pages > 1 else [],
        "add_url": staff.page_url("fact_add", kind=kind) if _can_be_added(of_kind) and may_edit(staff, of_kind) else "",
    }
    return render_page(request, "fact_list", context, staff=staff)


def _can_be_added(kind: FactKind) -> bool:
    return kind.list_name != "municipality"


def _rows(staff: StaffContext, facts: FactIndex, kind: FactKind) -> list[FactRow]:
    today, names = timezone.localdate(), facts.names(kind.name)
    return [
        FactRow(
            names[key],
            key,
            staff.page_url("fact", kind=kind.name, key=key),
            place,
            getattr(record, "term", ""),
            _ended(record, today),
        )
        for place, (key, record) in enumerate(facts.facts(kind).items(), 1)
    ]


def _ended(record: Fact, today: date) -> date | None:
    last = last_day(record)
    return last if last is not None and last < today else None
