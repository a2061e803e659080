"""Keep the edit of one fact in a change draft instead of applying it: a new draft, or one that is open already."""

from dataclasses import replace

from django.http import HttpRequest
from django.utils import timezone

from kobling.rooms.change_drafts import actions, queries
from kobling.rooms.change_drafts.queries import NoSuchChangeDraft
from kobling.rooms.change_drafts.records import ChangeDraft, DraftState
from kobling.rooms.changes.edits import Edits, FactEdit, FactName
from kobling.web.staff.editing import acceptance_of
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import StaffContext


def requested_draft(request: HttpRequest, staff: StaffContext) -> ChangeDraft | None:
    """Return the user's own open draft that an address names; None where it names none."""
    number = parse_number(request.GET.get("draft", ""))
    if number is None:
        return None
    try:
        draft = queries.change_draft(staff.municipality, number)
    except NoSuchChangeDraft:
        return None
    is_open = draft.state in {DraftState.OPEN, DraftState.WAITING}
    return draft if is_open and draft.author == staff.user.key else None


def edit_in(draft: ChangeDraft | None, kind: str, key: str) -> FactEdit | None:
    """Return what a draft does to a fact; None where it leaves it as it is."""
    edits = draft.edits.facts if draft else ()
    return next((edit for edit in edits if (edit.name[0].name, edit.name[1]) == (kind, key)), None)


def keep_in_draft(
    staff: StaffContext, draft: ChangeDraft | None, edit: FactEdit, *, replaces: FactName | None, title: str
) -> int:
    """Store an edit in a draft, in place of what that does to the same fact; return the number of the draft.

    replaces   the fact that the edit stands for in the draft, where it had another key there; None for its own
    title      what a new draft is about

    Raises InvisibleCharacter.
    """
    gone = {edit.name, replaces}
    edits = draft.edits if draft else Edits()
    kept = tuple(other for other in edits.facts if other.name not in gone)
    return actions.save_change_draft(
        municipality=staff.municipality,
        edits=replace(edits, facts=(*kept, edit)),
        title=draft.title if draft else title,
        by=staff.user.key,
        at=timezone.now(),
        number=draft.number if draft else None,
    )


def keep_new_draft(staff: StaffContext, edits: Edits, *, title: str) -> int:
    """Store edits in a new draft; return its number. Raises NothingToChange and InvisibleCharacter."""
    return actions.save_change_draft(
        municipality=staff.municipality, edits=edits, title=title, by=staff.user.key, at=timezone.now()
    )


def submit_draft(staff: StaffContext, number: int, *, answer: str) -> None:
    """Send a draft for approval.

    answer   why what is unlikely in it is right; may be empty where nothing is

    Raises as `submit_change_draft` does.
    """
    actions.submit_change_draft(
        municipality=staff.municipality,
        number=number,
        by=staff.user.key,
        at=timezone.now(),
        acceptance=acceptance_of(answer),
    )
