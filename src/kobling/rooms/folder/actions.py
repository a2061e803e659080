"""Import the facts of a municipality folder into the database, all or nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey
from kobling.records.facts import MunicipalityFacts
from kobling.records.municipality import Municipality
from kobling.rooms.facts import queries as stored
from kobling.rooms.facts.actions import AuditedAs, Authorship, Origin, store_change_set
from kobling.rooms.facts.bodies import serialize
from kobling.rooms.facts.changes import (
    Difference,
    FactChanges,
    RecordChange,
    changes_to,
    figure_identity,
    protect_published,
)
from kobling.rooms.facts.differences import Conflict, differing, fields_of
from kobling.rooms.facts.history import bodies_since, figures_taken_back_since
from kobling.rooms.facts.lock import lock_facts
from kobling.rooms.folder.checks.run import require_sound
from kobling.rooms.folder.checks.warnings.run import find_warnings
from kobling.rooms.folder.merging import ConflictingChanges, figure_conflict, merge_facts
from kobling.rooms.folder.parsing.locations import RecordLocations
from kobling.rooms.folder.queries import open_warnings
from kobling.rooms.folder.records import Revision
from kobling.rooms.folder.warnings import FolderWarning, UnacceptedWarnings
from kobling.rooms.municipality import actions as municipality
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.releases import queries as releases


@dataclass(eq=False)
class AddressIsPublic(KoblingError):
    """A municipality with published releases would get another slug."""

    found: str
    kept: str


@dataclass(eq=False)
class TakesBack(KoblingError):
    """Facts without a revision would change or remove what is stored: it may be newer than they are."""

    differences: tuple[Difference, ...]


@dataclass(eq=False)
class UnknownRevision(KoblingError):
    """The facts were exported from another Kobling, or at a revision that this one does not have."""

    number: int


@dataclass(frozen=True)
class Acceptance:
    """The answer to warnings."""

    reason: str = ""
    """Why the values are right though they are unlikely; kept with the change set."""


@dataclass(frozen=True)
class ImportResult:
    """What an import did, or would have done."""

    differences: tuple[Difference, ...]
    """What it changed, fact by fact."""
    unlikely: tuple[FolderWarning, ...] = ()
    """The warnings about the facts as they came to be, merged or not, that no earlier import has accepted."""
    newer: tuple[Difference, ...] = ()
    """What the facts that were given have otherwise, because it has been changed since they were exported."""


@transaction.atomic
def import_facts(
    *,
    facts: MunicipalityFacts,
    by: AccountKey,
    at: datetime,
    began_at: Revision | None = None,
    replace: bool = False,
    dry_run: bool = False,
    warnings: Sequence[FolderWarning] | None = None,
    acceptance: Acceptance | None = None,
    reason: str | None = None,
    locations: RecordLocations | None = None,
) -> ImportResult:
    """Make the stored facts of one municipality equal to these, and return what differs and what is unlikely.

    began_at     the revision that the facts were exported at: what has changed since is kept, and merged with them
    replace      whether facts without a revision take back what differs from them
    dry_run      change nothing
    warnings     what find_warnings questions in the facts; None to question nothing. Where they are merged, what is
                 unlikely in the merged facts, and not in those stored, is questioned instead
    acceptance   the answer to those warnings that no earlier import has accepted
    reason       why the facts are changed; kept with the change set
    locations    of the records in files; without it, they are called by their names and keys

    Raises UnacceptedWarnings; TakesBack, UnknownRevision or ConflictingChanges where a person has to decide;
    FolderError where two right changes make a wrong whole; PublishedFactsProtected where a published fact would be
    removed or a published measurement changed; and AddressTaken or AddressIsPublic where the municipality cannot have
    its address.
    """
    pk = municipality.store_if_new(facts.municipality)
    lock_facts(pk)
    present = stored.facts_of(pk) if stored.revision(pk) else None
    target, where = facts, locations or RecordLocations()
    if present is not None and began_at is not None and not replace:
        target = _merged(pk, facts, present, began_at, where)
    if present is not None and target != facts and warnings is not None:
        warnings = _new_warnings(target, present, where, today=timezone.localdate(at))
    slug = municipalities.slug_of(facts.municipality.code)
    questioned = open_warnings(slug, warnings or ())
    if questioned and acceptance is None and not dry_run:
        raise UnacceptedWarnings(questioned)
    check_address_lasts(slug, target.municipality)
    kept = None if present is None else present.model_copy(update={"drawings": stored.all_drawings(pk)})
    changes = changes_to(target, present=kept, positions=stored.positions(pk))
    if began_at is None and not replace:
        _check_takes_nothing_back(changes)
    if began_at is not None and not replace:
        _check_stays_taken_back(pk, changes, began_at.number)
    if releases.newest_approved(slug) is not None:
        protect_published(changes)
    if dry_run:
        transaction.set_rollback(True)
    elif changes or questioned:
        authorship = Authorship(
            by=by,
            at=at,
            origin=Origin.FOLDER,
            reason=(acceptance.reason if acceptance and questioned else "") or reason,
            accepted=[warning.details() for warning in questioned],
        )
        audited_as = AuditedAs("import", target.municipality.slug, {})
        store_change_set(municipality=pk, changes=changes, authorship=authorship, audited_as=audited_as)
    return ImportResult(changes.differences(), questioned, _kept_newer(facts, target))


def _merged(
    pk: int, facts: MunicipalityFacts, present: MunicipalityFacts, began_at: Revision, locations: RecordLocations
) -> MunicipalityFacts:
    """Return the facts with what has changed since they were exported."""
    if not stored.is_revision(pk, began_at.number, began_at.digest):
        raise UnknownRevision(number=began_at.number)
    if began_at.number == stored.revision(pk):
        return facts
    merged = merge_facts(base=stored.facts_at(pk, began_at.number), present=present, incoming=facts)
    require_sound(merged, locations=locations)
    return merged


def _kept_newer(given: MunicipalityFacts, merged: MunicipalityFacts) -> tuple[Difference, ...]:
    """Return what merged facts have otherwise than those given, without drawings and the order of lists."""
    if merged == given:
        return ()
    differing = changes_to(merged, present=given.model_copy(update={"drawings": merged.drawings}), positions={})
    return tuple(one for one in differing.differences() if one.before != one.after)


def _new_warnings(
    merged: MunicipalityFacts, present: MunicipalityFacts, locations: RecordLocations, *, today: date
) -> list[FolderWarning]:
    """Return what is unlikely in the merged facts, and not in the present ones."""
    known = {warning.identity for warning in find_warnings(present, today=today)}
    found = find_warnings(merged, today=today, locations=locations, kept=present.goals)
    return [warning for warning in found if warning.identity not in known]


def _check_stays_taken_back(municipality: int, changes: FactChanges, began_at: int) -> None:
    """Raise ConflictingChanges where a folder would bring back what was stored since its revision, and taken back."""
    former = bodies_since(municipality, began_at)
    again = [
        change
        for change in changes.records
        if change.before != change.after
        and (change.after and serialize(change.after)) in former.get((change.kind.name, change.key), ())
    ]
    conflicts = [conflict for change in again for conflict in _brought_back(change)]
    taken_back = {figure_identity(figure): figure for figure in figures_taken_back_since(municipality, began_at)}
    conflicts += [
        figure_conflict(None, None, figure)
        for figure in changes.added
        if taken_back.get(figure_identity(figure)) == figure
    ]
    if conflicts:
        raise ConflictingChanges(tuple(conflicts))


def _brought_back(change: RecordChange) -> Iterator[Conflict]:
    """Yield the fields that a change would bring back."""
    before, after = (fields_of(change.kind, record) for record in (change.before, change.after))
    for path in differing(before, after):
        now = before.get(path)
        yield Conflict(change.kind.name, change.key, ".".join(path), now, now, after.get(path))


def _check_takes_nothing_back(changes: FactChanges) -> None:
    """Raise TakesBack where stored facts would be changed or removed."""
    taken_back = tuple(difference for difference in changes.differences() if difference.before is not None)
    if taken_back:
        raise TakesBack(taken_back)


def check_address_lasts(slug: str, record: Municipality) -> None:
    """Raise AddressIsPublic where a record gives the municipality with this slug another, and it has releases."""
    if record.slug != slug and releases.newest_approved(slug) is not None:
        raise AddressIsPublic(found=record.slug, kept=slug)
