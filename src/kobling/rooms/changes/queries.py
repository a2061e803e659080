"""What change sets did, and the history of one fact."""

from dataclasses import dataclass
from typing import cast

from kobling.core.errors import KoblingError
from kobling.records.base import Fact
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.changes.records import HistoryEntry
from kobling.rooms.facts import history as stored
from kobling.rooms.facts import queries as facts
from kobling.rooms.facts.changes import Difference, FactChanges
from kobling.rooms.facts.history import ChangeSet
from kobling.rooms.facts.kinds import KIND_NAMED
from kobling.rooms.municipality import queries as municipalities


@dataclass(eq=False)
class NoSuchFact(KoblingError):
    """No fact of that kind has, or has had, that key."""

    kind: str
    """The name of the kind."""
    found: str
    known: tuple[str, ...]


def change_sets(municipality: str) -> tuple[ChangeSet, ...]:
    """Return the change sets of a municipality, by slug or code, newest first."""
    return stored.change_sets(municipalities.pk_of(municipality))


def change_set(municipality: str, number: int) -> ChangeSet:
    """Return one change set. Raises NoSuchChangeSet."""
    pk = municipalities.pk_of(municipality)
    for one in stored.change_sets(pk, [number]):
        return one
    raise stored.NoSuchChangeSet(number=number, newest=facts.revision(pk))


def differences(municipality: str, number: int) -> tuple[Difference, ...]:
    """Return what a change set did, fact by fact. Raises NoSuchChangeSet."""
    change_set(municipality, number)
    return stored.changes_of(municipalities.pk_of(municipality), number).differences()


def undoing(municipality: str, number: int) -> Edits:
    """Return what taking back a change set changes, for who asks whether a user may. Raises NoSuchChangeSet."""
    change_set(municipality, number)
    done = stored.changes_of(municipalities.pk_of(municipality), number)
    return Edits(
        facts=tuple(FactEdit(cast("Fact", one.after), cast("Fact", one.before)) for one in done.records),
        added=done.removed,
        removed=done.added,
    )


def named_by(municipality: str, kind: str, key: str) -> tuple[tuple[str, str], ...]:
    """Return the present facts that name a fact, each by the name of its kind and its key."""
    found = facts.named_by(municipalities.pk_of(municipality), KIND_NAMED[kind], key)
    return tuple((of.name, name) for of, name in found)


def fact_at(municipality: str, kind: str, key: str, revision: int) -> Fact | None:
    """Return a fact as the change set with this number left it; None where there was none."""
    return stored.record_at(municipalities.pk_of(municipality), KIND_NAMED[kind], key, revision)


def revision(municipality: str) -> int:
    """Return the number of the newest change set of a municipality, by slug or code."""
    return facts.revision(municipalities.pk_of(municipality))


def history(municipality: str, kind: str, key: str, *, most: int | None = None) -> tuple[HistoryEntry, ...]:
    """Return what was done to a fact, newest first. Raises NoSuchFact.

    most   of what was done; everything where it is left out
    """
    pk = municipalities.pk_of(municipality)
    changes = stored.versions_of(pk, KIND_NAMED[kind], key, most=most)
    made = {one.number: one for one in stored.change_sets(pk, [number for number, _change in changes])}
    if not changes:
        raise NoSuchFact(kind=kind, found=key, known=facts.known_keys(pk, KIND_NAMED[kind]))
    entries = []
    for number, change in changes:
        (difference,) = FactChanges(records=(change,)).differences()
        entries.append(HistoryEntry(made[number], difference.before, difference.after))
    return tuple(entries)
