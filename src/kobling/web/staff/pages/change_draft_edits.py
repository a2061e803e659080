"""What a change draft does to each fact and figure, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kobling.records.indicators import Indicator, Measurement
from kobling.rooms.change_drafts.records import ChangeDraft
from kobling.rooms.changes.edits import FactEdit
from kobling.rooms.facts.changes import FactChanges, RecordChange, figure_identity
from kobling.web.shared.localization import LocalizedText, localized_text
from kobling.web.staff.figure_changes import edited_figure_line
from kobling.web.staff.forms.index import FactIndex
from kobling.web.staff.forms.labels import kind_label
from kobling.web.staff.forms.values import FieldView, ValueWords
from kobling.web.staff.page_context import StaffContext
from kobling.web.staff.pages.fact import fact_url


@dataclass(frozen=True)
class ShownEdit:
    """What a draft does to one fact or figure."""

    kind: str
    name: LocalizedText
    url: str | None
    form_url: str | None
    """Where its author changes it again; None for another reader."""
    lines: Sequence[LocalizedText] = ()
    fields: Sequence[FieldView] = ()
    """All fields of a new fact."""
    is_new: bool = False
    is_removed: bool = False


def shown_edits(staff: StaffContext, draft: ChangeDraft, facts: FactIndex, *, is_editable: bool) -> list[ShownEdit]:
    """Return what a draft does, fact by fact and then figure by figure."""
    shown = [_shown_edit(staff, draft, facts, edit, is_editable=is_editable) for edit in draft.edits.facts]
    former = {figure_identity(figure): figure for figure in draft.edits.removed}
    entered = [(former.pop(figure_identity(figure), None), figure) for figure in draft.edits.added]
    shown += [_shown_figure(staff, facts, before, after) for before, after in entered]
    return shown + [_shown_figure(staff, facts, figure, None) for figure in former.values()]


def _shown_figure(
    staff: StaffContext, facts: FactIndex, before: Measurement | None, after: Measurement | None
) -> ShownEdit:
    indicator = next(figure.indicator for figure in (after, before) if figure is not None)
    return ShownEdit(
        kind=_("Figure"),
        name=facts.name(Indicator.KIND, indicator),
        url=staff.page_url("series", key=indicator),
        form_url=None,
        lines=(localized_text(edited_figure_line(before, after)),),
    )


def _shown_edit(
    staff: StaffContext, draft: ChangeDraft, facts: FactIndex, edit: FactEdit, *, is_editable: bool
) -> ShownEdit:
    kind, key = edit.name
    words = ValueWords(
        facts, staff.access.seen_in(edit.before, edit.after), lambda one, name: fact_url(staff, facts, one, name)
    )
    [difference] = FactChanges(records=(RecordChange(kind, key, edit.before, edit.after),)).differences()
    is_changed = edit.before is not None and edit.after is not None
    lines: Sequence[LocalizedText] = ()
    if is_changed:
        lines = words.changes(kind.name, difference.before or {}, difference.after or {})
    name = facts.name(kind.name, key)
    if facts.fact(kind.name, key) is None and edit.after is not None:
        name = facts.name_of_record(edit.after)
    form = f"{_form_url(staff, edit)}draft={draft.number}" if is_editable and edit.after is not None else None
    return ShownEdit(
        kind=kind_label(kind.name),
        name=name,
        url=fact_url(staff, facts, kind.name, key),
        form_url=form,
        lines=lines,
        fields=[one for one in words.fields(edit.after) if one.value] if edit.before is None and edit.after else (),
        is_new=edit.before is None,
        is_removed=edit.after is None,
    )


def _form_url(staff: StaffContext, edit: FactEdit) -> str:
    kind, key = edit.name
    if edit.before is None:
        return f"{staff.page_url('fact_add', kind=kind.name)}?key={key}&"
    return f"{staff.page_url('fact_change', kind=kind.name, key=key)}?"
