"""Move a fact in its list, and take back the newest change of it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kobling.rooms.audit.reasons import parse_optional_reason
from kobling.rooms.changes import queries as changes
from kobling.rooms.changes.edits import FactEdit
from kobling.rooms.facts.changes import Difference
from kobling.rooms.facts.kinds import KIND_NAMED
from kobling.rooms.people.queries import names as account_names
from kobling.web.staff.editing import UNDO_REFUSALS, apply_edit, editing_required, undo_change, undo_refusal_words
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.forms.labels import kind_heading, kind_label
from kobling.web.staff.forms.values import ValueWords
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page
from kobling.web.staff.pages.fact import fact_url, listed_with


@require_POST
@editing_required
def move(request: HttpRequest, staff: StaffContext, kind: str, key: str) -> HttpResponse:
    """Move a fact up, down, or to a place among those it is listed with; return to its page, or to the list."""
    index = fact_index(staff.municipality)
    record = index.fact(kind, key)
    if record is None or not KIND_NAMED[kind].is_ordered:
        return forbidden(request, staff.language)
    place = _wanted_place(index, kind, key, request.POST.get("place", ""))
    if place is not None:
        apply_edit(staff, index, FactEdit(record, record, place), reason="", answer="")
    url = f"{staff.page_url('fact', kind=kind, key=key)}#place"
    if "list" in request.POST:
        query = QueryDict(request.POST["list"].removeprefix("?")).urlencode()
        url = f"{staff.page_url('fact_list', kind=kind)}?{query}#row-{key}"
    return HttpResponseRedirect(url, headers=HEADERS)


def _wanted_place(index: FactIndex, kind: str, key: str, wanted: str) -> int | None:
    """Return the place among all of its kind that a place among those it is listed with is; None for none.

    wanted   `up`, `down` or a number from 1
    """
    of_kind = KIND_NAMED[kind]
    listed = listed_with(index, of_kind, key)
    steps = {"up": listed.index(key), "down": listed.index(key) + 2}
    number = steps.get(wanted, parse_number(wanted))
    if number is None:
        return None
    number = min(max(number, 1), len(listed))
    if listed[number - 1] == key:
        return None
    others = [other for other in listed if other != key]
    order = [other for other in index.facts(of_kind) if other != key]
    return order.index(others[number - 1]) + 1 if number <= len(others) else order.index(others[-1]) + 2


@require_http_methods(["GET", "HEAD", "POST"])
@editing_required
def undo(request: HttpRequest, staff: StaffContext, kind: str, key: str) -> HttpResponse:
    """Show what taking back the newest change of a fact would do, and do it."""
    index = fact_index(staff.municipality)
    if index.fact(kind, key) is None:
        return forbidden(request, staff.language)
    newest = changes.history(staff.municipality, kind, key)[0].change_set
    is_sent = request.method == "POST" and request.POST.get("number") == str(newest.number)
    problem = ""
    undone: tuple[Difference, ...] = ()
    try:
        undone = undo_change(
            staff, newest.number, reason=parse_optional_reason(request.POST.get("reason", "")), dry_run=not is_sent
        )
    except UNDO_REFUSALS as error:
        problem = undo_refusal_words(error, index)
    if is_sent and not problem:
        is_kept = fact_index(staff.municipality).fact(kind, key) is not None
        url = staff.page_url("fact", kind=kind, key=key) if is_kept else staff.page_url("fact_list", kind=kind)
        return HttpResponseRedirect(f"{url}?saved=1", headers=HEADERS)
    context = {
        "title": _("Undo the newest change"),
        "section": "facts",
        "name": index.name(kind, key),
        "kind": kind_heading(kind),
        "list_url": staff.page_url("fact_list", kind=kind),
        "back": fact_url(staff, index, kind, key),
        "made": newest,
        "names": account_names(),
        "problem": problem,
        "facts": [
            (
                kind_label(one.kind),
                index.name(one.kind, one.name),
                ValueWords(index, staff.access.seen_in(index.fact(one.kind, one.name))).changes(
                    one.kind, one.before, one.after
                )
                if one.before and one.after
                else [],
                one.before is None,
                one.after is None,
            )
            for one in undone
        ],
    }
    return render_page(request, "fact_undo", context, staff=staff, status=422 if problem and is_sent else 200)
