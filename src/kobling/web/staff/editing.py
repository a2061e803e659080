"""Who may edit facts, and how an edit is tried and applied: the one place where the working pages change facts."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kobling.core.errors import KoblingError
from kobling.records.base import Fact, InvisibleCharacter
from kobling.records.indicators import Measurement
from kobling.records.rights import Right
from kobling.rooms.audit.reasons import parse_optional_reason
from kobling.rooms.changes.actions import (
    AlreadyUndone,
    ChangedSince,
    ChangeResult,
    NothingBefore,
    NothingToUndo,
    PublishedSince,
    change_facts,
    undo,
)
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.changes.permissions import may_change, needs_approval
from kobling.rooms.changes.queries import undoing
from kobling.rooms.facts.changes import Difference, PublishedFactsProtected, figure_name
from kobling.rooms.facts.kinds import KIND_NAMED, FactKind
from kobling.rooms.folder.actions import Acceptance, AddressIsPublic
from kobling.rooms.folder.errors import FolderError
from kobling.rooms.folder.merging import ConflictingChanges
from kobling.rooms.folder.warnings import FolderWarning
from kobling.rooms.municipality.actions import AddressTaken
from kobling.web.shared.formats import format_day, format_number
from kobling.web.shared.localization import localized_text
from kobling.web.shared.words.figures import as_sentence
from kobling.web.staff.forms.data import record_data
from kobling.web.staff.forms.index import FactIndex, fact_index
from kobling.web.staff.forms.labels import kind_label
from kobling.web.staff.forms.parsing import FieldProblem, problem_words
from kobling.web.staff.page_context import StaffContext, StaffView, ViewArguments, forbidden, right_required
from kobling.web.staff.words import INVISIBLE_CHARACTER

REFUSALS = (FolderError, PublishedFactsProtected, AddressIsPublic, AddressTaken)
"""Why a change of facts cannot be applied, apart from what others have changed."""


@dataclass(eq=False)
class MayNotUndo(KoblingError):
    """The change set altered something that the user may not change, or not without another person."""

    needs_approval: bool


UNDO_REFUSALS = (
    MayNotUndo,
    AlreadyUndone,
    ChangedSince,
    PublishedSince,
    NothingBefore,
    NothingToUndo,
    InvisibleCharacter,
    *REFUSALS,
)
"""Why a change cannot be taken back."""


def may_edit(staff: StaffContext, kind: FactKind, fact: Fact | None = None) -> bool:
    """Return whether the user may edit a fact; or add one of its kind, anywhere in the municipality."""
    return staff.may(kind.record.RIGHT, fact)


def editing_required(view: StaffView[ViewArguments]) -> Callable[..., HttpResponse]:
    """Restrict a view of a fact, or of a kind of fact, to users who may edit it.

    Without the right, a fact that is there and a missing one give the same response.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, staff: StaffContext, **parts: Any) -> HttpResponse:
        of_kind, key = KIND_NAMED.get(parts["kind"]), parts.get("key")
        fact = fact_index(staff.municipality).fact(parts["kind"], key) if key is not None else None
        if of_kind is None or (fact is None and key is not None) or not may_edit(staff, of_kind, fact):
            return forbidden(request, staff.language)
        return view(request, staff, **parts)  # type: ignore[call-arg]

    guarded = right_required(Right.READ)(cast("StaffView[...]", wrapped))
    guarded.right_of = lambda kind: KIND_NAMED[kind].record.RIGHT  # type: ignore[attr-defined]
    return guarded


@dataclass(frozen=True)
class Attempt:
    """What a trial of an edit found, or what it did."""

    result: ChangeResult | None = None
    """None where it cannot be applied."""
    problems: tuple[FieldProblem, ...] = ()
    conflicts: ConflictingChanges | None = None
    """What others have changed meanwhile."""


def try_edit(staff: StaffContext, index: FactIndex, edit: FactEdit) -> Attempt:
    """Return what an edit would do, with all that its checks find; nothing is stored."""
    return _attempt(staff, index, Edits((edit,)), "", "", dry_run=True)


def apply_edit(staff: StaffContext, index: FactIndex, edit: FactEdit, *, reason: str, answer: str) -> Attempt:
    """Apply an edit.

    reason   why it is done; may be empty
    answer   why what is unlikely in it is right; may be empty where nothing is

    Raises UnacceptedWarnings where an answer lacks, and InvisibleCharacter.
    """
    return apply_edits(staff, index, Edits((edit,)), reason=reason, answer=answer)


def try_edits(staff: StaffContext, index: FactIndex, edits: Edits) -> Attempt:
    """Return what several edits would do as one change set, as `try_edit` does for one."""
    return _attempt(staff, index, edits, "", "", dry_run=True)


def apply_edits(staff: StaffContext, index: FactIndex, edits: Edits, *, reason: str, answer: str) -> Attempt:
    """Apply several edits as one change set, as `apply_edit` does one."""
    return _attempt(staff, index, edits, reason, answer, dry_run=False)


def _attempt(
    staff: StaffContext, index: FactIndex, edits: Edits, reason: str, answer: str, *, dry_run: bool
) -> Attempt:
    if not may_change(staff.access, edits):
        return Attempt(problems=(FieldProblem("", _("You may not change this. Ask the strategy office.")),))
    if not dry_run and needs_approval(staff.access, edits):
        return Attempt(problems=(FieldProblem("", _("Another person has to approve it: send it for approval.")),))
    try:
        result = change_facts(
            municipality=staff.municipality,
            edits=edits,
            by=staff.user.key,
            at=timezone.now(),
            reason=parse_optional_reason(reason),
            acceptance=acceptance_of(answer),
            dry_run=dry_run,
        )
    except ConflictingChanges as conflicts:
        return Attempt(conflicts=conflicts)
    except REFUSALS as refusal:
        return Attempt(problems=tuple(refusal_problems(refusal, edits, index)))
    return Attempt(result)


def undo_change(
    staff: StaffContext, number: int, *, reason: str | None = None, dry_run: bool = False
) -> tuple[Difference, ...]:
    """Take back all that a change set did; return what that does.

    Raises MayNotUndo where it altered more than the user may change alone, and otherwise as `undo` does.
    """
    edits = undoing(staff.municipality, number)
    if not may_change(staff.access, edits):
        raise MayNotUndo(needs_approval=False)
    if needs_approval(staff.access, edits):
        raise MayNotUndo(needs_approval=True)
    return undo(
        municipality=staff.municipality,
        number=number,
        by=staff.user.key,
        at=timezone.now(),
        reason=reason,
        dry_run=dry_run,
    )


def acceptance_of(answer: str) -> Acceptance | None:
    """Return the answer to what is unlikely, as it was typed; None where it is empty. Raises InvisibleCharacter."""
    words = parse_optional_reason(answer)
    return None if words is None else Acceptance(words)


def refusal_words(error: KoblingError, index: FactIndex) -> str:
    """Return why facts cannot be changed, in the active language."""
    match error:
        case PublishedFactsProtected():
            names = ", ".join(str(index.name(error.kind, name.split(" ")[0])) for name in error.names)
            return _("%(names)s: what has been public is not removed. Give it a last day instead.") % {"names": names}
        case AddressIsPublic():
            return _("The address %(kept)s has been public, so it stays.") % {"kept": error.kept}
        case AddressTaken():
            return _("Another municipality has that address.")
        case InvisibleCharacter():
            return _(INVISIBLE_CHARACTER)
    return str(error)


UNDO_WORDS = {
    ChangedSince: gettext_noop("Something that it changed has been changed again since. Change it here instead."),
    NothingBefore: gettext_noop("Before that change nothing was known of the municipality."),
    NothingToUndo: gettext_noop("It only recorded that a register was asked. What was fetched is kept."),
}


def undo_refusal_words(error: KoblingError, index: FactIndex) -> str:
    """Return why a change cannot be taken back, in the active language."""
    match error:
        case MayNotUndo(needs_approval=True):
            return _("Another person has to approve that: change it here, and send the change for approval.")
        case MayNotUndo():
            return _("That change was of more than you may change. Ask the strategy office to take it back.")
        case AlreadyUndone():
            return _("It has been undone already, by change %(number)s.") % {"number": format_number(error.undone_by)}
        case PublishedSince():
            return _("It may be part of release %(number)s, so it stays. Change the facts instead.") % {
                "number": format_number(error.release)
            }
    return _(UNDO_WORDS[type(error)]) if type(error) in UNDO_WORDS else refusal_words(error, index)


def warning_sentence(warning: FolderWarning) -> str:
    """Return what is unlikely, as a sentence."""
    return str(as_sentence(localized_text(warning.message(format_day))))


def warning_sentences(warnings: Iterable[FolderWarning]) -> tuple[str, ...]:
    """Return all that is unlikely, each as a sentence."""
    return tuple(map(warning_sentence, warnings))


def problem_lines(error: KoblingError, index: FactIndex) -> Iterator[str]:
    """Yield why facts cannot be changed, line by line: each with the fact and field in which it was found."""
    if not isinstance(error, FolderError):
        yield refusal_words(error, index)
        return
    for problem in error.problems:
        yield f"{_fact_at(problem.location.file, index)}: {problem.message(format_day)}"


def refusal_problems(error: KoblingError, edits: Edits, index: FactIndex) -> Iterator[FieldProblem]:
    """Yield why edits cannot be applied: at the field of the fact or figure, where they are of one alone."""
    wanted = [record for record in (*(edit.after for edit in edits.facts), *edits.added) if record is not None]
    others = [edit.before for edit in edits.facts if edit.before is not None]
    if not isinstance(error, FolderError):
        yield FieldProblem("", refusal_words(error, index))
        return
    located = {_located(record): record for record in wanted}
    for problem in error.problems:
        place = problem.location
        record = located.get(place.file)
        data = {} if record is None else record_data(record)
        of_type = type(record or next(iter((*wanted, *others, *edits.removed))))
        if record is not None and len(wanted) == 1:
            yield FieldProblem(place.field, problem_words(problem, of_type, data, place.field))
        else:
            message = problem_words(problem, of_type, data, place.field if record else "")
            yield FieldProblem(
                "" if record is None else f"{place.file} {place.field}", f"{_fact_at(place.file, index)}: {message}"
            )


def _located(record: Fact) -> str:
    """Return what a check calls a record from no file: its kind and key."""
    name = figure_name(record) if isinstance(record, Measurement) else getattr(record, "key", "")
    return f"{record.KIND} {name}".strip()


def _fact_at(location: str, index: FactIndex) -> str:
    """Return the kind and name of the fact in which a check has found a problem."""
    kind, _space, key = location.partition(" ")
    return f"{kind_label(kind)} {index.name(kind, key)}" if kind in KIND_NAMED else location
