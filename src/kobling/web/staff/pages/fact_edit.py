"""The forms that change or end a fact that is there."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kobling.records.initiatives import Initiative
from kobling.records.rights import Right
from kobling.rooms.changes.edits import FactEdit
from kobling.web.staff.editing import editing_required, may_edit
from kobling.web.staff.forms.data import added, field_at, is_present, under
from kobling.web.staff.forms.endings import ending_fields
from kobling.web.staff.forms.labels import field_label, kind_label
from kobling.web.staff.page_context import StaffContext, forbidden, right_required
from kobling.web.staff.pages.fact_form import FactForm, answer_form, opened_form


@require_http_methods(["GET", "HEAD", "POST"])
@editing_required
def change(request: HttpRequest, staff: StaffContext, kind: str, key: str) -> HttpResponse:
    """Change a fact, or one field of it."""
    form = opened_form(request, staff, kind, key)
    if form is None or form.before is None:
        return forbidden(request, staff.language)
    scope = _allowed_scope(form, request.GET.getlist("field"))
    labels = [_label_at(form, name) for name in scope]
    title = _("Change: %(what)s") % {"what": ", ".join(labels) if labels else kind_label(kind)}
    return answer_form(request, replace(form, scope=scope, title=title))


@require_http_methods(["GET", "HEAD", "POST"])
@editing_required
def end(request: HttpRequest, staff: StaffContext, kind: str, key: str) -> HttpResponse:
    """Give a fact a last day and the decision behind it, or remove one that has never been public."""
    form = opened_form(request, staff, kind, key)
    if form is None or form.before is None:
        return forbidden(request, staff.language)
    scope = ending_fields(form.before)
    form = replace(
        form,
        scope=scope or ("-",),
        title=_("End or remove: %(what)s") % {"what": kind_label(kind)},
        sections={"is_ending": True, "can_end": bool(scope)},
    )
    if "delete" in request.POST:
        return form.preview(request, FactEdit(form.before, None), button="delete-apply")
    if "delete-keep" in request.POST:
        return form.keep(request, FactEdit(form.before, None), button="delete-apply")
    if "delete-apply" in request.POST:
        return form.apply(request, FactEdit(form.before, None), button="delete-apply")
    return answer_form(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.EDIT_INITIATIVES)
def end_initiative(request: HttpRequest, staff: StaffContext, key: str) -> HttpResponse:
    """Say how an initiative ended, when and why; of one that has ended, what has been seen since."""
    form = opened_form(request, staff, Initiative.KIND, key)
    if form is None or form.before is None or not may_edit(staff, form.kind, form.before):
        return forbidden(request, staff.language)
    today, data = timezone.localdate().isoformat(), dict(form.data)
    if is_present(data, "ending"):
        data = added(Initiative, data, "ending.follow_up")
    else:
        data = added(Initiative, data, "ending") | {"ending.date": today, "end": data["end"] or today}
    title = _("End: %(what)s") % {"what": kind_label(Initiative.KIND)}
    return answer_form(request, replace(form, data=data, scope=("end", "ending", "outcome"), title=title))


def _allowed_scope(form: FactForm, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the names of fields, or of items of lists, that the form has; unknown ones are passed over."""
    record_type = form.kind.record
    return tuple(
        name
        for name in dict.fromkeys(wanted)
        if name.split(".")[0] not in form.left_out
        and (
            field_at(record_type, form.data, name) is not None
            or (name.rpartition(".")[2].isdecimal() and any(under(one, name) for one in form.data))
        )
    )


def _label_at(form: FactForm, name: str) -> str:
    """Return the label of a field, or of an item of a list with its number."""
    found = field_at(form.kind.record, form.data, name)
    if found is not None:
        return field_label(found.record, found.name)
    parent, _dot, place = name.rpartition(".")
    found = field_at(form.kind.record, form.data, parent)
    label = field_label(found.record, found.name) if found else parent
    return f"{label} {int(place) + 1}"
