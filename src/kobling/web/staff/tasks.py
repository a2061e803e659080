"""Save what a page of a task changes: at once, or sent for approval where another person has to approve it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from kobling.records.base import InvisibleCharacter
from kobling.rooms.change_drafts.actions import NothingToChange
from kobling.rooms.change_drafts.permissions import may_change, needs_approval
from kobling.rooms.changes.edits import Edits
from kobling.rooms.folder.merging import ConflictingChanges
from kobling.rooms.folder.warnings import FolderWarning, UnacceptedWarnings
from kobling.web.staff.editing import REFUSALS, apply_edits, refusal_problems, refusal_words
from kobling.web.staff.fact_drafts import keep_new_draft, submit_draft
from kobling.web.staff.forms.index import FactIndex
from kobling.web.staff.forms.parsing import FieldProblem
from kobling.web.staff.page_context import StaffContext


@dataclass(frozen=True)
class Saving:
    """What saving did, or what stands in its way."""

    change_set: int | None = None
    """The number of the change set, where it was applied."""
    draft: int | None = None
    """The number of the change draft, where it was sent for approval or kept."""
    problems: tuple[FieldProblem, ...] = ()
    conflicts: ConflictingChanges | None = None
    """What others have changed meanwhile."""
    warnings: tuple[str, ...] = ()
    """What is unlikely, as sentences, and waits for an answer."""

    @property
    def is_done(self) -> bool:
        """Return whether it was saved."""
        return not (self.problems or self.warnings or self.conflicts)


def save(staff: StaffContext, index: FactIndex, edits: Edits, *, title: str, answer: str, reason: str = "") -> Saving:
    """Apply edits as one change set, or send them for approval as one change draft.

    title    what the draft is about
    answer   why what is unlikely is right; may be empty where nothing is
    reason   why it is done; may be empty
    """
    try:
        if may_change(staff.access, edits) and needs_approval(staff.access, edits):
            return _send(staff, index, edits, title, answer)
        attempt = apply_edits(staff, index, edits, reason=reason, answer=answer)
    except UnacceptedWarnings as error:
        return Saving(warnings=warning_sentences(error.warnings))
    except InvisibleCharacter as error:
        return Saving(problems=(FieldProblem("", refusal_words(error, index)),))
    if attempt.conflicts is not None:
        return Saving(conflicts=attempt.conflicts)
    return Saving(attempt.result.change_set if attempt.result else None, problems=attempt.problems)


def _send(staff: StaffContext, index: FactIndex, edits: Edits, title: str, answer: str) -> Saving:
    try:
        with transaction.atomic():
            number = keep_new_draft(staff, edits, title=title)
            submit_draft(staff, number, answer=answer)
    except ConflictingChanges as conflicts:
        return Saving(conflicts=conflicts)
    except NothingToChange:
        return Saving()
    except REFUSALS as refusal:
        return Saving(problems=tuple(refusal_problems(refusal, edits, index)))
    return Saving(draft=number)


def warning_sentences(warnings: Sequence[FolderWarning]) -> tuple[str, ...]:
    """Return what is unlikely, as sentences."""
    return tuple(f"{message[:1].upper()}{message[1:]}." for message in (warning.message() for warning in warnings))


def conflict_problem() -> FieldProblem:
    """Return that others have changed the same, for a page that shows it as it is now beside what was typed."""
    return FieldProblem(
        "",
        _("Others have changed the same since you opened the page. See how it is now, and save again."),
    )
