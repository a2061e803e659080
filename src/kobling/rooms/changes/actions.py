"""Change one fact, and undo a change set."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kobling.core.errors import KoblingError
from kobling.rooms.changes.queries import change_set
from kobling.rooms.changes.scope import series_to_check
from kobling.rooms.facts import queries as facts
from kobling.rooms.facts.actions import AuditedAs, Authorship, Origin, lock_facts, store_change_set
from kobling.rooms.facts.changes import (
    Difference,
    FactChanges,
    Positions,
    RecordChange,
    apply_changes,
    figure_identity,
    figure_name,
    protect_published,
)
from kobling.rooms.facts.kinds import KIND_OF, MUNICIPALITY
from kobling.rooms.facts.positions import between
from kobling.rooms.folder.actions import check_address_lasts
from kobling.rooms.folder.checks.run import require_sound
from kobling.rooms.folder.merging import merge_fact
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.municipality.records import Municipality
from kobling.rooms.records import AccountKey, Fact
from kobling.rooms.releases import queries as releases


@dataclass(eq=False)
class AlreadyUndone(KoblingError):
    """The change set was taken back already."""

    number: int
    undone_by: int


@dataclass(eq=False)
class ChangedSince(KoblingError):
    """Something that the change set altered has been altered again."""

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
    if undone.undone_by is not None:
        raise AlreadyUndone(number=number, undone_by=undone.undone_by)
    slug = municipalities.slug_of(municipality)
    holder = releases.may_hold(slug, change=number, made=undone.at)
    if holder is not None:
        raise PublishedSince(number=number, release=holder.number)
    authorship = Authorship(by=by, at=at, origin=Origin.UNDO, reason=reason, undoes=number)
    audited_as = AuditedAs("undo change", slug, {"undoes": number})
    return _check_and_store(pk, _inverse(pk, number), authorship, audited_as, dry_run=dry_run)


@transaction.atomic
def change_fact(
    *,
    municipality: str,
    before: Fact | None,
    after: Fact | None,
    by: AccountKey,
    at: datetime,
    reason: str | None = None,
    dry_run: bool = False,
) -> tuple[Difference, ...]:
    """Add, change or remove one fact as a change set; return what that does.

    before    the fact as it was when the change began; what has changed of it since is kept, field by field
    after     the fact as it is to be; None to remove it
    dry_run   change nothing

    Raises ConflictingChanges where the same field has been changed since, PublishedFactsProtected and FolderError.
    """
    pk, slug = municipalities.pk_of(municipality), municipalities.slug_of(municipality)
    lock_facts(pk)
    given = after if after is not None else before
    if given is None:
        return ()
    kind = KIND_OF[type(given)]
    key = kind.key_of(given)
    present = facts.record(pk, kind, key)
    merged = merge_fact(kind, key, base=before, present=present, incoming=after)
    if merged == present:
        return ()
    change = RecordChange(kind, key, present, merged, facts.position_of(pk, kind, key))
    authorship = Authorship(by=by, at=at, origin=Origin.PAGE, reason=reason)
    audited_as = AuditedAs("change", f"{slug} {kind.name} {key}", {})
    return _check_and_store(pk, FactChanges(records=(change,)), authorship, audited_as, dry_run=dry_run)


def _check_and_store(
    municipality: int, changes: FactChanges, authorship: Authorship, audited_as: AuditedAs, *, dry_run: bool
) -> tuple[Difference, ...]:
    """Store changes that pass the checks of an import; return what they do."""
    slug = facts.municipality_record(municipality).slug
    if releases.newest_approved(slug) is not None:
        protect_published(changes)
    for change in changes.records:
        if isinstance(change.after, Municipality):
            check_address_lasts(slug, change.after)
    _check(municipality, changes)
    if not dry_run:
        store_change_set(municipality=municipality, changes=changes, authorship=authorship, audited_as=audited_as)
    return changes.differences()


def _inverse(municipality: int, number: int) -> FactChanges:
    """Return the changes that take a change set back. Raises ChangedSince, NothingBefore and NothingToUndo."""
    done = facts.changes_of(municipality, number)
    if any(change.before is None and change.kind is MUNICIPALITY for change in done.records):
        raise NothingBefore(number=number)
    if not (done.records or done.added or done.removed):
        raise NothingToUndo(number=number)
    revisions = facts.newest_revisions(municipality)
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
    restored = _free_positions(facts.positions_before(municipality, number), facts.positions(municipality))
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


def _check(municipality: int, changes: FactChanges) -> None:
    """Raise FolderError where the facts after the changes would not pass the checks."""
    after = apply_changes(facts.facts_of(municipality, series=series_to_check(municipality, changes)), changes)
    known = {indicator.key for indicator in after.indicators}
    drawings = [drawing for drawing in facts.all_drawings(municipality) if drawing.indicator in known]
    require_sound(after.model_copy(update={"drawings": tuple(drawings)}))
