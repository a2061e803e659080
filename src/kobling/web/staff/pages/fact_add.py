"""The form of a new fact."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kobling.rooms.changes import queries as changes
from kobling.rooms.facts.kinds import KIND_NAMED, FactKind
from kobling.web.staff.editing import editing_required
from kobling.web.staff.fact_drafts import edit_in, requested_draft
from kobling.web.staff.forms.data import blank_data, record_data
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.forms.labels import kind_label
from kobling.web.staff.forms.shapes import Several, Value, form_fields
from kobling.web.staff.page_context import StaffContext, forbidden
from kobling.web.staff.pages.fact_form import FactForm, answer_form


@require_http_methods(["GET", "HEAD", "POST"])
@editing_required
def add(request: HttpRequest, staff: StaffContext, kind: str) -> HttpResponse:
    """Add a fact."""
    of_kind = KIND_NAMED.get(kind)
    if of_kind is None or of_kind.list_name == "municipality":
        return forbidden(request, staff.language)
    index = fact_index(staff.municipality)
    data = blank_data(of_kind.record)
    if "term" in data and index.newest_term:
        data["term"] = index.newest_term
    data |= _first_references(index, of_kind) | _given(request, of_kind)
    draft = requested_draft(request, staff)
    kept = edit_in(draft, kind, request.GET.get("key", ""))
    form = FactForm(
        staff,
        index,
        of_kind,
        "",
        None,
        changes.revision(staff.municipality),
        record_data(kept.after) if kept and kept.after else data,
        _("Add: %(what)s") % {"what": kind_label(kind)},
        sections={"is_new": True},
        draft=draft,
        replaces=kept.name if kept else None,
    )
    return answer_form(request, form)


def _first_references(index: FactIndex, kind: FactKind) -> dict[str, str]:
    """Return an empty first item of each list of references to facts that there are: passed over where it stays so."""
    return {
        f"{one.name}.0": ""
        for one in form_fields(kind.record)
        if isinstance(one.shape, Several)
        and isinstance(one.shape.item, Value)
        and one.shape.item.refers_to is not None
        and index.names(one.shape.item.refers_to)
    }


def _given(request: HttpRequest, kind: FactKind) -> dict[str, str]:
    """Return the values that the address of a form gives: of fields with one value, and of lists with one item."""
    given: dict[str, str] = {}
    for one in form_fields(kind.record):
        text = str(request.GET.get(one.name, ""))
        if text and isinstance(one.shape, Value):
            given[one.name] = text
        elif text and isinstance(one.shape, Several) and isinstance(one.shape.item, Value):
            given[f"{one.name}.0"] = text
    return given
