"""The steps that a change draft takes: applied, sent for approval, approved, sent back, withdrawn or shared."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.rooms.audit.reasons import NoReason
from kobling.rooms.change_drafts import actions
from kobling.rooms.change_drafts.actions import ByAuthor, NotAuthor, NothingToChange, NotInState, SeenOtherwise
from kobling.rooms.change_drafts.permissions import approves
from kobling.rooms.change_drafts.records import ChangeDraft
from kobling.rooms.changes.permissions import may_change, needs_approval
from kobling.rooms.folder.merging import ConflictingChanges
from kobling.rooms.folder.warnings import UnacceptedWarnings
from kobling.rooms.people.queries import ClosedAccount, users
from kobling.web.staff.editing import acceptance_of, refusal_words
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.page_context import HEADERS, StaffContext, forbidden


@dataclass(frozen=True)
class Answer:
    """What a request has typed, and what is wrong with it."""

    problem: str = ""
    typed: dict[str, str] = field(default_factory=dict)


Step = Callable[[HttpRequest, StaffContext, ChangeDraft, datetime], None]


def take_step(request: HttpRequest, staff: StaffContext, draft: ChangeDraft, step: Step) -> HttpResponse | Answer:
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


def people_to_share_with(staff: StaffContext, draft: ChangeDraft) -> list[tuple[AccountKey, str, bool]]:
    """Return the accounts that a draft can be shared with: key, name, and whether it is."""
    return [
        (user.key, user.name or "", user.key in draft.readers)
        for user in users()
        if user.key != draft.author
        and not user.closed
        and any(one.municipality in {None, staff.municipality} for one in user.assignments)
    ]


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
        readers=[key for key, _name, _is_shared in people_to_share_with(staff, draft) if key in wanted],
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
