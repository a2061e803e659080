"""Changes that are not applied yet: the drafts a user has a part in, and one draft with what it would do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kobling.records.rights import Right
from kobling.rooms.change_drafts import queries
from kobling.rooms.change_drafts.permissions import may_approve, may_read
from kobling.rooms.change_drafts.queries import NoSuchChangeDraft
from kobling.rooms.change_drafts.records import ChangeDraft, DraftState
from kobling.rooms.changes.permissions import may_change, needs_approval
from kobling.rooms.comments.records import CHANGE_DRAFT, Subject
from kobling.rooms.people.queries import names as account_names
from kobling.web.public.addresses import PATH_TEMPLATES
from kobling.web.shared.words.accounts import account_name
from kobling.web.staff.change_draft_steps import STEPS, Answer, people_to_share_with, take_step
from kobling.web.staff.change_draft_trial import Trial, trial_of
from kobling.web.staff.effects import shown_effects
from kobling.web.staff.forms.index import fact_index
from kobling.web.staff.page_context import StaffContext, forbidden, render_page, right_required
from kobling.web.staff.pages.change_draft_edits import shown_edits
from kobling.web.staff.pages.draft import changed_url
from kobling.web.staff.words import draft_event_name, draft_state_name

MAX_SHOWN_FACTS = 200
"""Facts whose changes a page lists; the rest are counted."""


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
        done = take_step(request, staff, draft, step)
        if isinstance(done, HttpResponse):
            return done
        answer = done
    context = _context(staff, queries.change_draft(staff.municipality, number), answer)
    return render_page(request, "change_draft", context, staff=staff, status=422 if answer.problem else 200)


def _context(staff: StaffContext, draft: ChangeDraft, answer: Answer) -> dict[str, Any]:
    facts, names = fact_index(staff.municipality).with_names_of(draft.edits.new_facts), account_names()
    is_open = draft.state in {DraftState.OPEN, DraftState.WAITING}
    trial = trial_of(staff, draft, facts) if is_open else Trial()
    is_possible = not trial.conflicts and not trial.problems
    is_mine, changeable = draft.author == staff.user.key, may_change(staff.access, draft.edits)
    waits = needs_approval(staff.access, draft.edits)
    edits = shown_edits(staff, draft, facts, is_editable=is_mine and is_open)
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
        "people": people_to_share_with(staff, draft),
        "about": Subject(CHANGE_DRAFT, str(draft.number)),
        "preview_url": changed_url(staff, draft.number, PATH_TEMPLATES["front"][staff.language]),
        "answer": answer,
    }
