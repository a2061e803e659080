"""Begin a municipality, change facts, and undo a change set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.records.facts import MunicipalityFacts
from kobling.records.municipality import Municipality
from kobling.rooms.changes.edits import Edits, changes_for
from kobling.rooms.changes.queries import change_set
from kobling.rooms.changes.scope import concerned, series_to_check
from kobling.rooms.facts import history
from kobling.rooms.facts import queries as facts
from kobling.rooms.facts.actions import AuditedAs, Authorship, Origin, store_change_set
from kobling.rooms.facts.changes import (
    Difference,
    FactChanges,
    Positions,
    RecordChange,
    apply_changes,
    changes_to,
    figure_identity,
    figure_name,
    protect_published,
)
from kobling.rooms.facts.kinds import MUNICIPALITY
from kobling.rooms.facts.lock import lock_facts
from kobling.rooms.facts.positions import between
from kobling.rooms.folder.actions import Acceptance, check_address_lasts
from kobling.rooms.folder.checks.run import require_sound
from kobling.rooms.folder.checks.warnings.run import find_warnings
from kobling.rooms.folder.queries import open_warnings
from kobling.rooms.folder.warnings import FolderWarning, UnacceptedWarnings
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.municipality.actions import store_address
from kobling.rooms.releases import queries as releases


@dataclass(eq=False)
class AlreadyUndone(KoblingError):
    """The change set was taken back already."""

    number: int
    undone_by: int


@dataclass(eq=False)
class ChangedSince(KoblingError):
    """Something that the change set altered has been altered again, and that is not taken back."""

    number: int
    names: tuple[str, ...]
    """The facts and figures."""


@dataclass(eq=False)
class PublishedSince(KoblingError):
    """A release that was approved may hold what the change set altered."""

    number: int
    release: int


@dataclass(eq=False)
class NothingBefore(KoblingError):
    """Before the change set, the municipality was not known: nothing would be left."""

    number: int


@dataclass(eq=False)
class NothingToUndo(KoblingError):
    """The change set only recorded that a register was asked: drawings are never taken back."""

    number: int


@dataclass(eq=False)
class AlreadyHere(KoblingError):
    """There is a municipality with that code."""

    code: str
    slug: str


@transaction.atomic
def begin_municipality(*, begun: MunicipalityFacts, by: AccountKey, at: datetime) -> int:
    """Store the first facts of a municipality that is not here yet; return the number of the change set.

    Raises AlreadyHere, AddressTaken and FolderError.
    """
    record = begun.municipality
    known = {address.code: address.slug for address in municipalities.addresses()}
    if record.code in known:
        raise AlreadyHere(code=record.code, slug=known[record.code])
    require_sound(begun)
    pk = store_address(record)
    lock_facts(pk)
    changes = changes_to(begun, present=None, positions={})
    authorship = Authorship(by=by, at=at, origin=Origin.PAGE)
    audited_as = AuditedAs("begin municipality", record.slug, {})
    return store_change_set(municipality=pk, changes=changes, authorship=authorship, audited_as=audited_as)


@transaction.atomic
def undo(
    *, municipality: str, number: int, by: AccountKey, at: datetime, reason: str | None = None, dry_run: bool = False
) -> tuple[Difference, ...]:
    """Take back what a change set did, as a new change set; return what that does.

    Drawings and raw answers of registers stay. The facts afterwards pass the checks of an import.

    dry_run   change nothing

    Raises NoSuchChangeSet, AlreadyUndone, ChangedSince, PublishedSince, NothingBefore, NothingToUndo,
    PublishedFactsProtected, AddressIsPublic, AddressTaken and FolderError.
    """
    pk = municipalities.pk_of(municipality)
    lock_facts(pk)
    undone = change_set(municipality, number)
    if undone.undone_by is not None and undone.undone_by not in history.taken_back_since(pk, number):
        raise AlreadyUndone(number=number, undone_by=undone.undone_by)
    slug = municipalities.slug_of(municipality)
    holder = releases.may_hold(slug, change=number, made=undone.at)
    if holder is not None:
        raise PublishedSince(number=number, release=holder.number)
    authorship = Authorship(by=by, at=at, origin=Origin.UNDO, reason=reason, undoes=number)
    audited_as = AuditedAs("undo change", slug, {"undoes": number})
    changes = _inverse(pk, number)
    _check(pk, changes)
    if not dry_run:
        store_change_set(municipality=pk, changes=changes, authorship=authorship, audited_as=audited_as)
    return changes.differences()


class AnsweredWarning(NamedTuple):
    """What is unlikely, and why it is right."""

    warning: FolderWarning
    reason: str

    def kept(self) -> dict[str, Any]:
        """Return it as a change set keeps it."""
        return self.warning.details() | {"reason": self.reason}


KeptAnswers = Sequence[Mapping[str, Any]]
"""Answers to what is unlikely, as `AnsweredWarning.kept` gives them."""


@dataclass(frozen=True)
class ChangeResult:
    """What a change of facts does, or did."""

    changes: FactChanges
    questioned: tuple[FolderWarning, ...]
    """What is unlikely in the facts afterwards, and was not answered before."""
    answered: tuple[AnsweredWarning, ...]
    """What is unlikely in them, and was."""
    change_set: int | None
    """The number of the change set that was stored; None where nothing was."""


def change_facts(
    *,
    municipality: str,
    edits: Edits,
    by: AccountKey,
    at: datetime,
    reason: str | None = None,
    acceptance: Acceptance | None = None,
    origin: Origin = Origin.PAGE,
    answers: KeptAnswers = (),
    dry_run: bool = False,
) -> ChangeResult:
    """Change, add, move and remove facts and figures as one change set; return what that does.

    reason       why it is done; kept with the change set
    acceptance   the answer to what is unlikely in the facts afterwards, and not in those before
    answers      those given before: what is as it was then, the value and those around it, is not asked about again
    dry_run      change nothing, and ask for no answer

    Raises ConflictingChanges where the same field has been changed since the edits began, FolderError,
    UnacceptedWarnings, PublishedFactsProtected, AddressIsPublic and AddressTaken.
    """
    pk = municipalities.pk_of(municipality)
    if dry_run:
        # Without the lock, so that those who look at what they would change let no other one wait.
        return _tried(pk, edits, at, answers)
    with transaction.atomic():
        lock_facts(pk)
        tried = _tried(pk, edits, at, answers)
        if not tried.changes:
            return tried
        if tried.questioned and acceptance is None:
            raise UnacceptedWarnings(tried.questioned)
        now = [AnsweredWarning(warning, acceptance.reason) for warning in tried.questioned if acceptance]
        authorship = Authorship(
            by=by,
            at=at,
            origin=origin,
            reason=reason,
            accepted=[answered.kept() for answered in (*tried.answered, *now)],
        )
        audited_as = AuditedAs("change", municipalities.slug_of(municipality), {})
        number = store_change_set(municipality=pk, changes=tried.changes, authorship=authorship, audited_as=audited_as)
        return replace(tried, change_set=number)


def _tried(municipality: int, edits: Edits, at: datetime, answers: KeptAnswers) -> ChangeResult:
    """Return what edits do to the present facts, checked, and what is unlikely in it. Raises as `change_facts` does."""
    slug = municipalities.slug_of(municipalities.code_of(municipality))
    changes = changes_for(municipality, edits)
    found = _questioned(slug, changes, _check(municipality, changes), on=timezone.localdate(at))
    reasons = {_asked(kept): str(kept["reason"]) for kept in answers}
    return ChangeResult(
        changes,
        questioned=tuple(one for one in found if _asked(one.details()) not in reasons),
        answered=tuple(
            AnsweredWarning(one, reasons[asked]) for one in found if (asked := _asked(one.details())) in reasons
        ),
        change_set=None,
    )


def _asked(kept: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what was asked about: the value, and what it was compared with."""
    return kept["code"], kept["subject"], kept["found"], *map(str, kept["allowed"])


def _inverse(municipality: int, number: int) -> FactChanges:
    """Return the changes that take a change set back. Raises ChangedSince, NothingBefore and NothingToUndo."""
    done = history.changes_of(municipality, number)
    if any(change.before is None and change.kind is MUNICIPALITY for change in done.records):
        raise NothingBefore(number=number)
    if not (done.records or done.added or done.removed):
        raise NothingToUndo(number=number)
    revisions = history.newest_revisions(municipality, ignored=history.taken_back_since(municipality, number))
    figures = {figure_identity(figure): figure for figure in facts.measurements(municipality)}
    added = {figure_identity(figure) for figure in done.added}
    altered = [
        f"{change.kind.name} {change.key}"
        for change in done.records
        if revisions.get((change.kind.name, change.key)) != number
    ]
    altered += [figure_name(figure) for figure in done.added if figures.get(figure_identity(figure)) != figure]
    altered += [
        figure_name(figure)
        for figure in done.removed
        if figure_identity(figure) in figures and figure_identity(figure) not in added
    ]
    if altered:
        raise ChangedSince(number=number, names=tuple(altered))
    restored = _free_positions(history.positions_before(municipality, number), facts.positions(municipality))
    return FactChanges(
        records=tuple(
            RecordChange(
                change.kind, change.key, change.after, change.before, restored.get((change.kind.name, change.key), "")
            )
            for change in done.records
        ),
        added=done.removed,
        removed=done.added,
    )


def _free_positions(former: Positions, present: Positions) -> dict[tuple[str, str], str]:
    """Return the positions that facts had, or the next free ones where others have taken them meanwhile."""
    taken = {(kind, position) for (kind, key), position in present.items() if (kind, key) not in former}
    restored: dict[tuple[str, str], str] = {}
    for (kind, key), place in sorted(former.items(), key=lambda item: (item[0][0], item[1]) in taken):
        free = place
        if place and (kind, place) in taken:
            later = (position for other, position in taken if other == kind and position > place)
            (free,) = between(place, min(later, default=None))
        taken.add((kind, free))
        restored[kind, key] = free
    return restored


class _Checked(NamedTuple):
    """The facts before and after changes, with the figures that they concern."""

    before: MunicipalityFacts
    after: MunicipalityFacts
    series: frozenset[str]
    """The keys of the indicators of these figures."""


def _check(municipality: int, changes: FactChanges) -> _Checked:
    """Return the facts before and after the changes, with the figures that they concern.

    Raises FolderError where those after would not pass the checks of an import, and PublishedFactsProtected,
    AddressIsPublic and AddressTaken.
    """
    slug = facts.municipality_record(municipality).slug
    if releases.newest_approved(slug) is not None:
        protect_published(changes)
    for change in changes.records:
        if isinstance(change.after, Municipality):
            check_address_lasts(slug, change.after)
    series = series_to_check(municipality, changes)
    present = facts.facts_of(municipality, series=series)
    after = apply_changes(present, changes)
    known = {indicator.key for indicator in after.indicators}
    drawings = [drawing for drawing in facts.all_drawings(municipality) if drawing.indicator in known]
    require_sound(after.model_copy(update={"drawings": tuple(drawings)}))
    return _Checked(present, after, series)


def _questioned(slug: str, changes: FactChanges, checked: _Checked, *, on: date) -> tuple[FolderWarning, ...]:
    """Return what is unlikely in the facts after changes, and not in those before, and has not been accepted."""
    before, after = (concerned(each, changes, checked.series) for each in (checked.before, checked.after))
    known = {warning.identity for warning in find_warnings(checked.before, today=on, asked=before)}
    found = find_warnings(checked.after, today=on, kept=checked.before.goals, asked=after)
    return open_warnings(slug, (warning for warning in found if warning.identity not in known))
