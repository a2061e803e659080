"""Changes that are not applied yet: the drafts a user has a part in, and one draft with what it would do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.records.indicators import Indicator, Measurement
from kobling.records.rights import Right
from kobling.rooms.audit.reasons import NoReason
from kobling.rooms.change_drafts import actions, queries
from kobling.rooms.change_drafts.actions import ByAuthor, NotAuthor, NothingToChange, NotInState, SeenOtherwise
from kobling.rooms.change_drafts.permissions import approves, may_approve, may_read
from kobling.rooms.change_drafts.queries import NoSuchChangeDraft
from kobling.rooms.change_drafts.records import ChangeDraft, DraftState
from kobling.rooms.changes.actions import ChangeResult, change_facts
from kobling.rooms.changes.edits import FactEdit
from kobling.rooms.changes.permissions import may_change, needs_approval
from kobling.rooms.comments.records import CHANGE_DRAFT, Subject
from kobling.rooms.facts.changes import FactChanges, RecordChange, figure_identity
from kobling.rooms.folder.errors import MAX_SHOWN_PROBLEMS
from kobling.rooms.folder.merging import ConflictingChanges
from kobling.rooms.folder.warnings import UnacceptedWarnings
from kobling.rooms.people.queries import ClosedAccount, users
from kobling.rooms.people.queries import names as account_names
from kobling.web.public.addresses import PATH_TEMPLATES
from kobling.web.shared.localization import LocalizedText, localized_text
from kobling.web.shared.words.accounts import account_name
from kobling.web.staff.editing import (
    REFUSALS,
    acceptance_of,
    problem_lines,
    refusal_words,
    warning_sentence,
    warning_sentences,
)
from kobling.web.staff.effects import shown_effects
from kobling.web.staff.figure_changes import edited_figure_line
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.forms.labels import kind_label
from kobling.web.staff.forms.values import FieldView, ValueWords
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden, render_page, right_required
from kobling.web.staff.pages.draft import changed_url
from kobling.web.staff.pages.fact import fact_url
from kobling.web.staff.words import draft_event_name, draft_state_name

MAX_SHOWN_FACTS = 200
"""Facts whose changes a page lists; the rest are counted."""


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


@dataclass(frozen=True)
class Trial:
    """What applying a draft now would do, or what stands in its way."""

    result: ChangeResult | None = None
    problems: tuple[str, ...] = ()
    conflicts: tuple[tuple[str, str, list[LocalizedText]], ...] = ()
    """The fact, the field and its three sides: as it was, as it is, as the draft wants it."""
    warnings: tuple[str, ...] = ()
    """What is unlikely, and waits for an answer."""
    answered: tuple[tuple[str, str], ...] = ()
    """What is unlikely, and the reason its author has given for it."""


@dataclass(frozen=True)
class Answer:
    """What a request has typed, and what is wrong with it."""

    problem: str = ""
    typed: dict[str, str] = field(default_factory=dict)


@require_safe
@right_required(Right.READ_DRAFTS)
def index(request: HttpRequest, staff: StaffContext) -> HttpResponse:
    """List the drafts that the user has written, is shared or may approve, and those that are over."""
    mine = queries.change_drafts_of(staff.municipality, staff.user.key)
    waiting = queries.waiting_change_drafts(staff.municipality) if staff.may(Right.APPROVE_CHANGES) else ()
    over = {DraftState.APPLIED, DraftState.WITHDRAWN}
    groups = (
        (_("Wait for your approval"), [one for one in waiting if one.author != staff.user.key]),
        (_("Your own"), [one for one in mine if one.author == staff.user.key and one.state not in over]),
        (_("Shared with you"), [one for one in mine if one.author != staff.user.key and one.state not in over]),
        (_("Done or withdrawn"), [one for one in mine if one.state in over]),
    )
    context = {
        "title": _("Changes that are not applied yet"),
        "section": "change_drafts",
        "groups": [(title, [_row(one) for one in drafts]) for title, drafts in groups if drafts],
        "names": account_names(),
    }
    return render_page(request, "change_drafts", context, staff=staff)


def _row(draft: ChangeDraft) -> dict[str, Any]:
    return {
        "draft": draft,
        "state": draft_state_name(draft),
        "count": len(draft.edits.facts) + len(draft.edits.added),
        "moved": draft.events[-1].at,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@right_required(Right.READ_DRAFTS)
def detail(request: HttpRequest, staff: StaffContext, number: int) -> HttpResponse:
    """Show a draft with what it would do, and do with it what its readers may."""
    try:
        draft = queries.change_draft(staff.municipality, number)
    except NoSuchChangeDraft:
        return forbidden(request, staff.language)
    if not may_read(staff.access, draft):
        return forbidden(request, staff.language)
    answer = Answer()
    if request.method == "POST":
        step = STEPS.get(request.POST.get("step", ""))
        if step is None:
            return forbidden(request, staff.language)
        done = _do(request, staff, draft, step)
        if isinstance(done, HttpResponse):
            return done
        answer = done
    context = _context(staff, queries.change_draft(staff.municipality, number), answer)
    return render_page(request, "change_draft", context, staff=staff, status=422 if answer.problem else 200)


def _context(staff: StaffContext, draft: ChangeDraft, answer: Answer) -> dict[str, Any]:
    new = (edit.after for edit in draft.edits.facts if edit.before is None and edit.after is not None)
    facts, names = fact_index(staff.municipality).with_names_of(new), account_names()
    is_open = draft.state in {DraftState.OPEN, DraftState.WAITING}
    trial = _trial(staff, draft, facts) if is_open else Trial()
    is_possible = not trial.conflicts and not trial.problems
    is_mine, changeable = draft.author == staff.user.key, may_change(staff.access, draft.edits)
    waits = needs_approval(staff.access, draft.edits)
    edits = _shown_edits(staff, draft, facts, is_editable=is_mine and is_open)
    return {
        "title": draft.title,
        "section": "change_drafts",
        "draft": draft,
        "state": draft_state_name(draft),
        "names": names,
        "edits": edits[:MAX_SHOWN_FACTS],
        "hidden": max(0, len(edits) - MAX_SHOWN_FACTS),
        "trial": trial,
        "effects": shown_effects(staff, draft.edits, facts) if trial.result else None,
        "events": [
            (draft_event_name(event.what), timezone.localtime(event.at), account_name(event.by, names), event.reason)
            for event in reversed(draft.events)
        ],
        "is_open": is_open,
        "is_mine": is_mine,
        "is_possible": is_possible,
        "may_apply": is_mine and is_open and changeable and is_possible and not waits,
        "may_submit": is_mine and draft.state is DraftState.OPEN and changeable and is_possible and waits,
        "may_not": is_mine and is_open and not changeable,
        "may_approve": may_approve(staff.access, draft),
        "seen": queries.digest_of(draft),
        "shared_with": [account_name(reader, names) for reader in draft.readers],
        "people": _people(staff, draft),
        "about": Subject(CHANGE_DRAFT, str(draft.number)),
        "preview_url": changed_url(staff, draft.number, PATH_TEMPLATES["front"][staff.language]),
        "answer": answer,
    }


def _people(staff: StaffContext, draft: ChangeDraft) -> list[tuple[AccountKey, str, bool]]:
    """Return the accounts that a draft can be shared with: key, name, and whether it is."""
    return [
        (user.key, user.name or "", user.key in draft.readers)
        for user in users()
        if user.key != draft.author
        and not user.closed
        and any(one.municipality in {None, staff.municipality} for one in user.assignments)
    ]


def _shown_edits(staff: StaffContext, draft: ChangeDraft, facts: FactIndex, *, is_editable: bool) -> list[ShownEdit]:
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


def _trial(staff: StaffContext, draft: ChangeDraft, facts: FactIndex) -> Trial:
    """Return what applying a draft now would do; nothing is stored."""
    try:
        result = change_facts(
            municipality=staff.municipality,
            edits=draft.edits,
            by=draft.author,
            at=timezone.now(),
            answers=draft.answers,
            dry_run=True,
        )
    except ConflictingChanges as found:
        return Trial(
            conflicts=tuple(
                (
                    str(facts.name(one.kind, one.key)),
                    *ValueWords(facts, staff.access.seen_in(facts.fact(one.kind, one.key))).sides(
                        one.kind, one.field, (one.base, one.present, one.incoming)
                    ),
                )
                for one in found.conflicts
            )
        )
    except REFUSALS as refusal:
        return Trial(problems=tuple(problem_lines(refusal, facts))[:MAX_SHOWN_PROBLEMS])
    return Trial(
        result,
        warnings=warning_sentences(result.questioned),
        answered=tuple((warning_sentence(warning), reason) for warning, reason in result.answered),
    )


Step = Callable[[HttpRequest, StaffContext, ChangeDraft, datetime], None]


def _do(request: HttpRequest, staff: StaffContext, draft: ChangeDraft, step: Step) -> HttpResponse | Answer:
    """Take a step with a draft; return where it leads to, or what is wrong."""
    typed = {name: request.POST.get(name, "") for name in ("reason", "answer")}
    try:
        step(request, staff, draft, timezone.now())
    except UnacceptedWarnings:
        return Answer(_("Write why what is unlikely is right, or change the draft."), typed)
    except (NotAuthor, ByAuthor, NotAllowed):
        return forbidden(request, staff.language)
    except ClosedAccount:
        raise
    except KoblingError as error:
        return Answer(_refusal(error, fact_index(staff.municipality)), typed)
    return HttpResponseRedirect(staff.page_url("change_draft", number=draft.number), headers=HEADERS)


class NotAllowed(KoblingError):
    """The user has not the right to the step."""


def _refusal(error: KoblingError, facts: FactIndex) -> str:
    """Return why a step was not taken, in the active language."""
    match error:
        case SeenOtherwise():
            return _("It has been changed since you opened this page. See what it says now, and decide again.")
        case NotInState():
            return _("Somebody has been here before you. See below how it stands now.")
        case NothingToChange():
            return _("It changes nothing: all of it is so already.")
        case NoReason():
            return _("Write why, so that its author knows what to do.")
        case ConflictingChanges():
            return _("Others have changed the same meanwhile. See below what each has written.")
    return refusal_words(error, facts)


def _apply(request: HttpRequest, staff: StaffContext, draft: ChangeDraft, at: datetime) -> None:
    if not may_change(staff.access, draft.edits) or needs_approval(staff.access, draft.edits):
        raise NotAllowed
    actions.apply_change_draft(
        municipality=staff.municipality,
        number=draft.number,
        by=staff.user.key,
        at=at,
        acceptance=acceptance_of(request.POST.get("answer", "")),
        judged=draft.edits,
    )


def _submit(request: HttpRequest, staff: StaffContext, draft: ChangeDraft, at: datetime) -> None:
    if not may_change(staff.access, draft.edits):
        raise NotAllowed
    actions.submit_change_draft(
        municipality=staff.municipality,
        number=draft.number,
        by=staff.user.key,
        at=at,
        acceptance=acceptance_of(request.POST.get("answer", "")),
    )


def _approve(request: HttpRequest, staff: StaffContext, draft: ChangeDraft, at: datetime) -> None:
    if not approves(staff.access, draft):
        raise NotAllowed
    actions.approve_change_draft(
        municipality=staff.municipality,
        number=draft.number,
        seen=request.POST.get("seen", ""),
        by=staff.user.key,
        at=at,
        acceptance=acceptance_of(request.POST.get("answer", "")),
    )


def _send_back(request: HttpRequest, staff: StaffContext, draft: ChangeDraft, at: datetime) -> None:
    if not approves(staff.access, draft):
        raise NotAllowed
    actions.send_back_change_draft(
        municipality=staff.municipality,
        number=draft.number,
        reason=request.POST.get("reason", ""),
        by=staff.user.key,
        at=at,
    )


def _withdraw(_request: HttpRequest, staff: StaffContext, draft: ChangeDraft, at: datetime) -> None:
    actions.withdraw_change_draft(municipality=staff.municipality, number=draft.number, by=staff.user.key, at=at)


def _share(request: HttpRequest, staff: StaffContext, draft: ChangeDraft, at: datetime) -> None:
    wanted = set(request.POST.getlist("reader"))
    actions.share_change_draft(
        municipality=staff.municipality,
        number=draft.number,
        readers=[key for key, _name, _is_shared in _people(staff, draft) if key in wanted],
        by=staff.user.key,
        at=at,
    )


STEPS: dict[str, Step] = {
    "apply": _apply,
    "submit": _submit,
    "approve": _approve,
    "send_back": _send_back,
    "withdraw": _withdraw,
    "share": _share,
}
"""What can be done with a draft, by the value of its button."""
