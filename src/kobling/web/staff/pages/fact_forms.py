"""The forms of facts: adding, changing and ending them, each previewed and then applied."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kobling.records.base import Fact, InvisibleCharacter, Record, Text
from kobling.records.declarations import visibilities
from kobling.records.initiatives import Initiative
from kobling.records.keys import made_key, slugified
from kobling.records.rights import Right
from kobling.rooms.change_drafts.actions import NothingToChange
from kobling.rooms.change_drafts.records import ChangeDraft
from kobling.rooms.changes import queries as changes
from kobling.rooms.changes.edits import Edits, FactEdit, FactName
from kobling.rooms.facts.differences import Conflict, fields_of, merge, record_from
from kobling.rooms.facts.kinds import KIND_NAMED, FactKind
from kobling.rooms.folder.merging import ConflictingChanges
from kobling.rooms.folder.warnings import UnacceptedWarnings
from kobling.rooms.people.queries import names as account_names
from kobling.web.shared.localization import LocalizedText
from kobling.web.shared.words.accounts import account_name
from kobling.web.staff.editing import (
    REFUSALS,
    apply_edit,
    editing_required,
    may_edit,
    refusal_words,
    try_edit,
    warning_sentences,
)
from kobling.web.staff.effects import shown_effects
from kobling.web.staff.fact_drafts import edit_in, keep_in_draft, requested_draft, submit_draft
from kobling.web.staff.forms.data import (
    added,
    blank_data,
    field_at,
    is_blank,
    is_present,
    join,
    moved,
    next_index,
    overlay,
    part_keys,
    record_data,
    under,
    without,
)
from kobling.web.staff.forms.endings import ending_fields
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.forms.labels import field_label, kind_heading, kind_label, record_label
from kobling.web.staff.forms.parsing import FieldProblem, parse_form
from kobling.web.staff.forms.shapes import Bilingual, FormField, Group, Several, Value, form_fields
from kobling.web.staff.forms.values import ValueWords
from kobling.web.staff.forms.views import FormBuilder
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.pages.fact import fact_url

INPUT = "f."
"""What the names of the inputs of a fact begin with, apart from those of the page."""
BUTTONS = ("add", "remove", "up", "down")
"""The buttons that alter the form and store nothing."""
FILLED_IN = ("key", "slug.da", "slug.en")
"""The inputs of a new fact that are made from its name where they are left empty."""


@dataclass(frozen=True)
class FactForm:
    """A form of one fact, from the first look to the change."""

    staff: StaffContext
    index: FactIndex
    kind: FactKind
    key: str
    """Empty for a new fact."""
    before: Fact | None
    """The fact as it was when the form was opened; None for a new one."""
    revision: int
    """The number of the newest change set then."""
    data: Mapping[str, str]
    title: str
    scope: Collection[str] = ()
    """The names of the inputs that the form has, or of the fieldsets around them; all where it is empty."""
    sections: Mapping[str, Any] = field(default_factory=dict)
    """What the template shows beside the form."""
    draft: ChangeDraft | None = None
    """The draft that the edit is kept in; None to apply it, or to begin a draft."""
    replaces: FactName | None = None
    """The fact that it stands for in the draft."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """The fields that the form of a fact does not have: what identifies it, and what its user does not see."""
        if self.before is None:
            filled = self.staff.access.fields_to_fill_in(self.kind.record)
            return tuple(name for name in self.kind.record.model_fields if name not in filled)
        identity = "code" if "code" in self.kind.record.model_fields else "key"
        seen = self.staff.access.visible_fields(self.kind.record, self.before)
        return (identity, *(name for name in self.kind.record.model_fields if name not in seen))

    def typed(self, request: HttpRequest) -> "FactForm":
        """Return the form with what was sent."""
        sent = {name.removeprefix(INPUT): text for name, text in request.POST.items() if name.startswith(INPUT)}
        sent = {name: text for name, text in sent.items() if name.split(".")[0] not in self.left_out}
        kept = {name: text for name, text in self.data.items() if name.split(".")[0] in self.left_out}
        data = overlay(self.data, {name: str(text) for name, text in sent.items()}, self.scope) | kept
        for button in BUTTONS:
            if button in request.POST:
                data = _altered(self.kind.record, data, button, request.POST[button])
        return replace(self, data=data)

    @property
    def sent_names(self) -> list[tuple[str, str]]:
        """The names and texts of its inputs, to be sent again from the preview."""
        return [
            (f"{INPUT}{name}", text)
            for name, text in self.data.items()
            if name.split(".")[0] not in self.left_out
            and (not self.scope or any(under(name, one) for one in self.scope))
        ]

    def page(
        self, request: HttpRequest, problems: Sequence[FieldProblem] = (), conflicts: Sequence[Any] = ()
    ) -> HttpResponse:
        """Return the page of the form."""
        is_new = self.before is None
        filled_in = (*(FILLED_IN if is_new else ()), *part_keys(self.kind.record, self.data))
        seen = [one for one in problems if one.name not in filled_in or self.data.get(one.name)]
        problems = seen or problems
        builder = FormBuilder(self.data, self.index, problems, self.scope, self.left_out, filled_in)
        form = builder.form(self.kind.record)
        labels = form.labels()
        context = {
            **self._common(),
            **self.sections,
            "form": form,
            "problems": [
                (one.name if one.name in labels else "", labels.get(one.name), one.message) for one in problems
            ],
            "conflicts": conflicts,
            "revision": self.revision,
        }
        return render_page(request, "fact_form", context, staff=self.staff, status=422 if problems else 200)

    def _common(self) -> dict[str, Any]:
        name = self.index.name(self.kind.name, self.key) if self.key else None
        return {
            "title": self.title,
            "section": "facts",
            "name": name,
            "kind": kind_heading(self.kind.name),
            "list_url": self.staff.page_url("fact_list", kind=self.kind.name),
            "back": fact_url(self.staff, self.index, self.kind.name, self.key) if self.key else None,
            "draft": self.draft,
        }

    def preview(
        self, request: HttpRequest, edit: FactEdit, *, button: str = "apply", asked: bool = False
    ) -> HttpResponse:
        """Return the page that shows what an edit would do, or the form with what stands in its way."""
        attempt = try_edit(self.staff, self.index, edit)
        if attempt.conflicts is not None:
            return self._resolve(request, edit, attempt.conflicts)
        if attempt.result is None:
            return self.page(request, attempt.problems)
        words = ValueWords(self.index, self._seen(edit))
        lines: list[LocalizedText] = [
            line
            for difference in attempt.result.changes.differences()
            if difference.before is not None and difference.after is not None
            for line in words.changes(difference.kind, difference.before, difference.after)
        ]
        new = words.fields(edit.after) if edit.before is None and edit.after is not None else []
        has_changes = bool(attempt.result.changes)
        shows_effects = has_changes and (edit.after is None or "effects" in request.POST)
        context = {
            **self._common(),
            "effects": shown_effects(self.staff, Edits((edit,)), self.index) if shows_effects else None,
            "can_show_effects": has_changes and not shows_effects and self.draft is None,
            "lines": lines,
            "new": [one for one in new if one.value is not None],
            "is_removal": edit.after is None,
            "has_changes": has_changes,
            "warnings": warning_sentences(attempt.result.questioned),
            "is_unanswered": asked,
            "reason": request.POST.get("reason", ""),
            "answer": request.POST.get("answer", ""),
            "inputs": self.sent_names,
            "revision": self.revision,
            "button": button,
            "keep_button": "delete-keep" if edit.after is None else "keep",
            "needs_approval": self.staff.access.needs_approval(edit.before, edit.after),
        }
        status = 422 if asked else 200
        return render_page(request, "fact_preview", context, staff=self.staff, status=status)

    def apply(self, request: HttpRequest, edit: FactEdit, *, button: str = "apply") -> HttpResponse:
        """Apply an edit, and return to the page of the fact; or show what stands in its way."""
        reason, answer = (request.POST.get(name, "") for name in ("reason", "answer"))
        try:
            attempt = apply_edit(self.staff, self.index, edit, reason=reason, answer=answer)
        except UnacceptedWarnings:
            return self.preview(request, edit, button=button, asked=True)
        except InvisibleCharacter as error:
            return self.page(request, [FieldProblem("", refusal_words(error, self.index))])
        if attempt.conflicts is not None:
            return self._resolve(request, edit, attempt.conflicts)
        if attempt.result is None:
            return self.page(request, attempt.problems)
        record = edit.after or edit.before
        if edit.after is None or record is None:
            url = self.staff.page_url("fact_list", kind=self.kind.name)
        else:
            url = self.staff.page_url("fact", kind=self.kind.name, key=self.kind.key_of(record))
        return HttpResponseRedirect(f"{url}?saved=1", headers=HEADERS)

    def keep(self, request: HttpRequest, edit: FactEdit, *, button: str = "apply") -> HttpResponse:
        """Keep an edit in a draft, which is sent for approval where that is asked for, and go to the draft."""
        reason, answer = (request.POST.get(name, "") for name in ("reason", "answer"))
        is_sent = "submit" in request.POST.getlist("keep") + request.POST.getlist("delete-keep")
        name = str(self.index.name(self.kind.name, self.key)) if self.key else self.title
        title = reason if reason.strip() else f"{kind_label(self.kind.name)}: {name}"
        try:
            with transaction.atomic():
                number = keep_in_draft(self.staff, self.draft, edit, replaces=self.replaces, title=title)
                if is_sent:
                    submit_draft(self.staff, number, answer=answer)
        except UnacceptedWarnings:
            return self.preview(request, edit, button=button, asked=True)
        except InvisibleCharacter as error:
            return self.page(request, [FieldProblem("", refusal_words(error, self.index))])
        except (ConflictingChanges, NothingToChange, *REFUSALS):
            return self.preview(request, edit, button=button)
        return HttpResponseRedirect(self.staff.page_url("change_draft", number=number), headers=HEADERS)

    def _seen(self, edit: FactEdit) -> Callable[[type[Record]], Collection[str]]:
        """Return what gives the fields that the user sees of an edit; of a new fact, those that may be filled in."""
        if edit.before is not None:
            return self.staff.access.seen_in(edit.before)
        filled = self.staff.access.fields_to_fill_in(self.kind.record)
        return lambda record_type: filled if record_type is self.kind.record else visibilities(record_type)

    def _resolve(self, request: HttpRequest, edit: FactEdit, found: ConflictingChanges) -> HttpResponse:
        """Return the form anew, begun from what others have made of the fact, with the three sides of each conflict."""
        present = self.index.fact(self.kind.name, self.key)
        own = edit.after if edit.after is not None else edit.before
        rebased = replace(
            self,
            before=present,
            revision=changes.revision(self.staff.municipality),
            data=record_data(_merged(self.kind, edit, present))
            if present is not None and own is not None
            else self.data,
        )
        words = ValueWords(self.index, self._seen(edit))
        newest = changes.history(self.staff.municipality, self.kind.name, self.key)[0].change_set
        shown = [
            words.sides(self.kind.name, one.field, (one.base, one.present, one.incoming)) for one in found.conflicts
        ]
        who = account_name(newest.by, account_names())
        problem = FieldProblem(
            "", _("%(who)s has changed the same thing since you began. Nothing is saved.") % {"who": who}
        )
        return rebased.page(request, [problem], shown)


def _merged(kind: FactKind, edit: FactEdit, present: Fact) -> Fact:
    """Return a fact with what others have changed, and where both have changed the same field what was typed."""
    base, ours, theirs = (fields_of(kind, record) for record in (edit.before, present, edit.after))
    values, conflicts = merge(kind, "", base=base, present=ours, incoming=theirs)
    whole_lists = {one.field for one in conflicts if "." not in one.field and (one.field,) in theirs}
    typed = {
        path: value for path, value in theirs.items() if ".".join(path) in _fields(conflicts) or path[0] in whole_lists
    }
    return cast("Fact", record_from(kind, dict(values) | typed)) if edit.after is not None else present


def _fields(conflicts: Sequence[Conflict]) -> set[str]:
    return {one.field for one in conflicts}


def _altered(record_type: type[Fact], data: Mapping[str, str], button: str, value: str) -> dict[str, str]:
    """Return form data after a button that adds, removes or moves."""
    if button == "add":
        name, _colon, option = value.partition(":")
        return added(record_type, data, name, option)
    if button == "remove":
        return without(data, value) if field_at(record_type, data, value.rpartition(".")[0] or value) else dict(data)
    return moved(data, value, -1 if button == "up" else 1)


@require_http_methods(["GET", "HEAD", "POST"])
@editing_required
def change(request: HttpRequest, staff: StaffContext, kind: str, key: str) -> HttpResponse:
    """Change a fact, or one field of it."""
    form = _opened(request, staff, kind, key)
    if form is None or form.before is None:
        return forbidden(request, staff.language)
    scope = _allowed_scope(form, request.GET.getlist("field"))
    labels = [_label_at(form, name) for name in scope]
    title = _("Change: %(what)s") % {"what": ", ".join(labels) if labels else kind_label(kind)}
    return _answer(request, replace(form, scope=scope, title=title))


@require_http_methods(["GET", "HEAD", "POST"])
@editing_required
def end(request: HttpRequest, staff: StaffContext, kind: str, key: str) -> HttpResponse:
    """Give a fact a last day and the decision behind it, or remove one that has never been public."""
    form = _opened(request, staff, kind, key)
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
    return _answer(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.EDIT_INITIATIVES)
def end_initiative(request: HttpRequest, staff: StaffContext, key: str) -> HttpResponse:
    """Say how an initiative ended, when and why; of one that has ended, what has been seen since."""
    form = _opened(request, staff, Initiative.KIND, key)
    if form is None or form.before is None or not may_edit(staff, form.kind, form.before):
        return forbidden(request, staff.language)
    today, data = timezone.localdate().isoformat(), dict(form.data)
    if is_present(data, "ending"):
        data = added(Initiative, data, "ending.follow_up")
    else:
        data = added(Initiative, data, "ending") | {"ending.date": today, "end": data["end"] or today}
    title = _("End: %(what)s") % {"what": kind_label(Initiative.KIND)}
    return _answer(request, replace(form, data=data, scope=("end", "ending", "outcome"), title=title))


@require_http_methods(["GET", "HEAD", "POST"])
@editing_required
def replace_part(
    request: HttpRequest, staff: StaffContext, *, kind: str, key: str, part: str, number: int
) -> HttpResponse:
    """Let a new wording or target follow one that ends the day before: from when, and by which decision."""
    form = _opened(request, staff, kind, key)
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
    return _answer(request, closed, is_typed=True)


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
    return _answer(request, form)


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


def _opened(request: HttpRequest, staff: StaffContext, kind: str, key: str) -> FactForm | None:
    """Return the form of a fact as it was when it was opened; None where there is no such fact."""
    index, newest = fact_index(staff.municipality), changes.revision(staff.municipality)
    if index.fact(kind, key) is None:
        return None
    sent = parse_number(request.POST.get("revision", ""))
    began = newest if sent is None else min(sent, newest)
    draft = requested_draft(request, staff)
    kept = edit_in(draft, kind, key)
    before = kept.before if kept else changes.fact_at(staff.municipality, kind, key, began)
    shown = kept.after if kept and kept.after else before
    data = record_data(shown) if shown is not None else {}
    return FactForm(staff, index, KIND_NAMED[kind], key, before, began, data, kind_label(kind), draft=draft)


def _answer(request: HttpRequest, form: FactForm, *, is_typed: bool = False) -> HttpResponse:
    """Show a form; or what was sent of it, with its problems, previewed or applied."""
    if request.method != "POST":
        return form.page(request)
    typed = form if is_typed else form.typed(request)
    if any(button in request.POST for button in (*BUTTONS, "back")):
        return typed.page(request)
    if form.before is None:
        typed = replace(typed, data=_with_key(typed))
    typed = replace(typed, data=_with_part_keys(typed))
    parsed = parse_form(typed.data, form.kind.record, form.index)
    if parsed.record is None:
        return typed.page(request, parsed.problems)
    if form.before is None and form.index.fact(form.kind.name, form.kind.key_of(parsed.record)) is not None:
        return typed.page(request, [FieldProblem("key", _("There is one with that key already."))])
    typed = replace(typed, data=record_data(parsed.record))
    edit = FactEdit(form.before, parsed.record)
    if "keep" in request.POST:
        return typed.keep(request, edit)
    return typed.apply(request, edit) if "apply" in request.POST else typed.preview(request, edit)


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


def _with_key(form: FactForm) -> dict[str, str]:
    """Return the form data of a new fact with a key and addresses made from its name, where none are written."""
    data = dict(form.data)
    names = [one for one in form_fields(form.kind.record) if _is_text(one) and one.is_required]
    if not names:
        named = "-".join(
            filter(None, (data.get(one.name, "") for one in form_fields(form.kind.record) if one.is_required))
        )
        danish = english = named
    else:
        danish, english = (data.get(f"{names[0].name}.{language}", "") for language in ("da", "en"))
    if danish.strip() and not data.get("key", "x").strip():
        data["key"] = made_key(danish, form.index.facts(form.kind), otherwise=form.kind.name)
    for language, text in (("da", danish), ("en", english or danish)):
        if not data.get(f"slug.{language}", "x").strip():
            data[f"slug.{language}"] = slugified(text)
    return data


def _with_part_keys(form: FactForm) -> dict[str, str]:
    """Return the form data with keys of the parts that have none, such as a new target: that of the fact and a number.

    A part of which nothing is written is none.
    """
    data = dict(form.data)
    names = list(part_keys(form.kind.record, data))
    for number, name in enumerate(names, 1):
        item = name.rpartition(".")[0]
        if not data.get(name, "").strip() and not _is_untouched(form.kind.record, data, item):
            taken = {data.get(other, "") for other in names}
            data[name] = made_key("", taken, otherwise=f"{form.key or data.get('key', '')}-{number}")
    return data


def _is_untouched(record_type: type[Fact], data: Mapping[str, str], item: str) -> bool:
    field_of_list = field_at(record_type, data, item.rpartition(".")[0])
    match field_of_list.shape if field_of_list else None:
        case Several(Group() as group):
            return is_blank(group, data, item)
    return True


def _is_text(one: FormField) -> bool:
    return isinstance(one.shape, Bilingual) and one.shape.record is Text
