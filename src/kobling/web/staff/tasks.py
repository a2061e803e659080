"""Save what a page of a task changes: at once, or sent for approval where another person has to approve it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kobling.records.base import InvisibleCharacter
from kobling.rooms.change_drafts.actions import NothingToChange
from kobling.rooms.changes import queries as changes
from kobling.rooms.changes.edits import Edits
from kobling.rooms.changes.permissions import may_change, needs_approval
from kobling.rooms.facts.history import ChangeSet, NoSuchChangeSet
from kobling.rooms.folder.merging import ConflictingChanges
from kobling.rooms.folder.warnings import UnacceptedWarnings
from kobling.web.shared.localization import LocalizedText, join_texts, localized_text
from kobling.web.staff.editing import (
    REFUSALS,
    UNDO_REFUSALS,
    apply_edits,
    refusal_problems,
    refusal_words,
    undo_change,
    undo_refusal_words,
    warning_sentences,
)
from kobling.web.staff.fact_drafts import keep_new_draft, submit_draft
from kobling.web.staff.forms.index import FactIndex
from kobling.web.staff.forms.parsing import FieldProblem
from kobling.web.staff.forms.values import ValueWords
from kobling.web.staff.numbers import parse_number
from kobling.web.staff.page_context import StaffContext

MAX_LINES = 20
"""Lines of what a change set has done that a page shows."""


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


def invalid_text_problem() -> FieldProblem:
    """Return that a text is too long, or holds what cannot be seen."""
    message = _("A text is too long, or holds a character that cannot be seen. Write it again, without copying it.")
    return FieldProblem("", message)


def conflict_problem() -> FieldProblem:
    """Return that others have changed the same, for a page that shows it as it is now beside what was typed."""
    return FieldProblem(
        "",
        _("Others have changed the same since you opened the page. See how it is now, and save again."),
    )


@dataclass(frozen=True)
class Done:
    """What a change set has done, as the page after it shows it."""

    number: int
    lines: Sequence[LocalizedText]


def done_by(request: HttpRequest, staff: StaffContext, index: FactIndex) -> Done | None:
    """Return what the user's own change set that the query names has done; None where it names none."""
    made = _own_change_set(staff, request.GET.get("saved", ""))
    if made is None or request.method == "POST":
        return None
    lines: list[LocalizedText] = []
    for one in changes.differences(staff.municipality, made.number):
        name = index.name(one.kind, one.name)
        if one.before is None or one.after is None:
            sign = _("is new") if one.before is None else _("is removed")
            lines.append(join_texts((name, localized_text(sign)), between=" "))
        else:
            words = ValueWords(index, staff.access.seen_in(index.fact(one.kind, one.name)))
            lines += [join_texts((name, line), between=": ") for line in words.changes(one.kind, one.before, one.after)]
    return Done(made.number, lines[:MAX_LINES])


def undo_own(request: HttpRequest, staff: StaffContext, index: FactIndex) -> FieldProblem | None:
    """Take back the user's own change set that was sent; return what stands in the way, if anything does."""
    made = _own_change_set(staff, request.POST.get("undo", ""))
    if made is None:
        return FieldProblem("", _("You may not change this. Ask the strategy office."))
    try:
        undo_change(staff, made.number)
    except UNDO_REFUSALS as error:
        return FieldProblem("", undo_refusal_words(error, index))
    return None


def _own_change_set(staff: StaffContext, number: str) -> ChangeSet | None:
    parsed = parse_number(number)
    if parsed is None:
        return None
    try:
        made = changes.change_set(staff.municipality, parsed)
    except NoSuchChangeSet:
        return None
    return made if made.by == staff.user.key else None
