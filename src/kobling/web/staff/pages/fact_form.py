"""The form of one fact: shown, previewed, applied or kept in a draft, and what was sent of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from kobling.records.base import Fact, InvisibleCharacter, Record
from kobling.records.declarations import visibilities
from kobling.rooms.change_drafts.actions import NothingToChange
from kobling.rooms.change_drafts.records import ChangeDraft
from kobling.rooms.changes import queries as changes
from kobling.rooms.changes.conflict import typed_over_present
from kobling.rooms.changes.edits import Edits, FactEdit, FactName
from kobling.rooms.facts.kinds import KIND_NAMED, FactKind
from kobling.rooms.folder.merging import ConflictingChanges
from kobling.rooms.folder.warnings import UnacceptedWarnings
from kobling.web.public.addresses import PATH_TEMPLATES
from kobling.web.shared.localization import LocalizedText
from kobling.web.staff.conflict import shown_conflict
from kobling.web.staff.editing import REFUSALS, apply_edit, refusal_words, try_edit, warning_sentences
from kobling.web.staff.effects import shown_effects
from kobling.web.staff.fact_drafts import edit_in, keep_in_draft, requested_draft, submit_draft
from kobling.web.staff.forms.builder import FormBuilder
from kobling.web.staff.forms.data import added, field_at, moved, overlay, part_keys, record_data, under, without
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.forms.labels import kind_heading, kind_label
from kobling.web.staff.forms.made_keys import with_made_key, with_part_keys
from kobling.web.staff.forms.parsing import FieldProblem, parse_form
from kobling.web.staff.forms.values import ValueWords
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import HEADERS, StaffContext, render_page
from kobling.web.staff.pages.draft import changed_url
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
            return self._conflict_page(request, edit, attempt.conflicts)
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
            return self._conflict_page(request, edit, attempt.conflicts)
        if attempt.result is None:
            return self.page(request, attempt.problems)
        record = edit.after or edit.before
        if edit.after is None or record is None:
            url = self.staff.page_url("fact_list", kind=self.kind.name)
        else:
            url = self.staff.page_url("fact", kind=self.kind.name, key=self.kind.key_of(record))
        return HttpResponseRedirect(f"{url}?saved=1", headers=HEADERS)

    def keep(self, request: HttpRequest, edit: FactEdit, *, button: str = "apply") -> HttpResponse:
        """Keep an edit in a draft, which is sent for approval where that is asked for.

        Go to the draft, or to the public pages as they would be with it.
        """
        reason, answer = (request.POST.get(name, "") for name in ("reason", "answer"))
        asked = request.POST.getlist("keep") + request.POST.getlist("delete-keep")
        is_sent = "submit" in asked
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
        url = self.staff.page_url("change_draft", number=number)
        if "pages" in asked:
            url = changed_url(self.staff, number, PATH_TEMPLATES["front"][self.staff.language])
        return HttpResponseRedirect(url, headers=HEADERS)

    def _seen(self, edit: FactEdit) -> Callable[[type[Record]], Collection[str]]:
        """Return what gives the fields that the user sees of an edit; of a new fact, those that may be filled in."""
        if edit.before is not None:
            return self.staff.access.seen_in(edit.before)
        filled = self.staff.access.fields_to_fill_in(self.kind.record)
        return lambda record_type: filled if record_type is self.kind.record else visibilities(record_type)

    def _conflict_page(self, request: HttpRequest, edit: FactEdit, found: ConflictingChanges) -> HttpResponse:
        """Return the form anew, begun from what others have made of the fact, with the three sides of each conflict."""
        present = self.index.fact(self.kind.name, self.key)
        rebased = replace(
            self,
            before=present,
            revision=changes.revision(self.staff.municipality),
            data=self.data if present is None else record_data(typed_over_present(edit, present)),
        )
        words = ValueWords(self.index, self._seen(edit))
        conflict = shown_conflict(self.staff.municipality, (self.kind, self.key), found, words)
        return rebased.page(request, [conflict.problem], conflict.sides)


def _altered(record_type: type[Fact], data: Mapping[str, str], button: str, value: str) -> dict[str, str]:
    """Return form data after a button that adds, removes or moves."""
    if button == "add":
        name, _colon, option = value.partition(":")
        return added(record_type, data, name, option)
    if button == "remove":
        return without(data, value) if field_at(record_type, data, value.rpartition(".")[0] or value) else dict(data)
    return moved(data, value, -1 if button == "up" else 1)


def opened_form(request: HttpRequest, staff: StaffContext, kind: str, key: str) -> FactForm | None:
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


def answer_form(request: HttpRequest, form: FactForm, *, is_typed: bool = False) -> HttpResponse:
    """Show a form; or what was sent of it, with its problems, previewed or applied."""
    if request.method != "POST":
        return form.page(request)
    typed = form if is_typed else form.typed(request)
    if any(button in request.POST for button in (*BUTTONS, "back")):
        return typed.page(request)
    if form.before is None:
        typed = replace(typed, data=with_made_key(typed.data, form.kind, form.index))
    typed = replace(typed, data=with_part_keys(typed.data, form.kind.record, form.key))
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
