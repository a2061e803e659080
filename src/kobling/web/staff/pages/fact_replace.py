"""The form of a new wording or target, which follows one that ends on the day before."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kobling.records.base import Fact
from kobling.records.keys import made_key
from kobling.web.staff.editing import editing_required
from kobling.web.staff.forms.data import added, join, next_index, under
from kobling.web.staff.forms.labels import field_label, record_label
from kobling.web.staff.forms.parsing import FieldProblem
from kobling.web.staff.forms.shapes import Group, Several, form_fields
from kobling.web.staff.page_context import StaffContext, forbidden
from kobling.web.staff.pages.fact_form import BUTTONS, FactForm, answer_form, opened_form


@require_http_methods(["GET", "HEAD", "POST"])
@editing_required
def replace_part(
    request: HttpRequest, staff: StaffContext, *, kind: str, key: str, part: str, number: int
) -> HttpResponse:
    """Let a new wording or target follow one that ends the day before: from when, and by which decision."""
    form = opened_form(request, staff, kind, key)
    if form is None or form.before is None:
        return forbidden(request, staff.language)
    lists = {parts.name: parts for parts in form.kind.record.PARTS if parts.is_lasting}
    old = f"{part}.{number - 1}"
    if part not in lists or not any(under(name, old) for name in form.data):
        return forbidden(request, staff.language)
    new = f"{part}.{next_index(form.data, part)}"
    label = _part_label(form.kind.record, part)
    followed = _followed(form, old, new, identity=lists[part].identity)
    known = {join(new, name): str(text) for name, text in request.GET.items() if join(new, name) in followed}
    form = replace(
        form,
        data=followed | known,
        scope=(new,),
        title=_("What comes next: %(what)s") % {"what": label},
        sections={
            "follows": label,
            "correct_url": f"{staff.page_url('fact_change', kind=kind, key=key)}?{urlencode({'field': old})}",
        },
    )
    if request.method != "POST":
        return form.page(request)
    typed = form.typed(request)
    closed = replace(typed, data=_closed(typed.data, old, new))
    problems = [
        FieldProblem(join(new, name), _("Something has to be written here."))
        for name in ("valid_from", "decision")
        if not any(text.strip() for one, text in typed.data.items() if under(one, join(new, name)))
    ]
    if problems and not any(button in request.POST for button in (*BUTTONS, "back")):
        return typed.page(request, problems)
    return answer_form(request, closed, is_typed=True)


def _part_label(record_type: type[Fact], part: str) -> str:
    """Return what one item of a list of records is called."""
    match next(one.shape for one in form_fields(record_type) if one.name == part):
        case Several(Group(options=(item, *_rest))):
            return record_label(item)
    return field_label(record_type, part)


def _followed(form: FactForm, old: str, new: str, *, identity: Collection[str]) -> dict[str, str]:
    """Return form data with an item more, as the old one but for its days, its decision and what identifies it."""
    copied = {new + name[len(old) :]: text for name, text in form.data.items() if under(name, old)}
    copied = {name: text for name, text in copied.items() if not under(name, join(new, "decision"))}
    blank = {join(new, name): "" for name in ("valid_from", "valid_to")}
    data = added(form.kind.record, {**form.data, **copied, **blank}, join(new, "decision"))
    for name in identity:
        taken = {text for one, text in form.data.items() if one.endswith(f".{name}")}
        data[join(new, name)] = made_key(data.get(join(new, name), ""), taken, otherwise=form.key)
    return data


def _closed(data: Mapping[str, str], old: str, new: str) -> dict[str, str]:
    """Return form data in which the old item ends on the day before the new one begins."""
    try:
        first = date.fromisoformat(data.get(join(new, "valid_from"), "").strip())
        last = (first - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return dict(data)
    return dict(data) | {join(old, "valid_to"): last}
