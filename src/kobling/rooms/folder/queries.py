"""The warnings about a folder that were accepted, and what it would change."""

from collections.abc import Iterable
from itertools import chain

from kobling.records.chain import Goal
from kobling.records.facts import MunicipalityFacts
from kobling.rooms.audit import queries as audit
from kobling.rooms.facts import queries as stored
from kobling.rooms.facts.history import accepted_warnings
from kobling.rooms.facts.kinds import KIND_OF
from kobling.rooms.folder.records import Revision
from kobling.rooms.folder.warning_messages import CHANGE_CODES
from kobling.rooms.folder.warnings import FolderWarning
from kobling.rooms.municipality import queries as municipalities


def open_warnings(slug: str, warnings: Iterable[FolderWarning]) -> tuple[FolderWarning, ...]:
    """Return the warnings that no earlier import or fetch of the municipality with this slug has accepted.

    A change of what is kept is always among them: what was accepted has been changed by that import. The audit trail
    has what was accepted before change sets were kept.
    """
    entries = chain(audit.details_of(action="import", subject=slug), audit.details_within(action="draw", subject=slug))
    before = (warning for details in entries for warning in details.get("accepted_warnings", ()))
    since = accepted_warnings(municipalities.pk_of(slug)) if slug in municipalities.slugs() else ()
    accepted = {(warning["code"], warning["subject"], warning["found"]) for warning in chain(before, since)}
    return tuple(warning for warning in warnings if warning.code in CHANGE_CODES or warning.identity not in accepted)


def kept_goals(code: str) -> tuple[Goal, ...]:
    """Return the stored goals of the municipality with this code; none where it is not stored."""
    try:
        return stored.records(municipalities.pk_of(code), KIND_OF[Goal])["goals"]
    except municipalities.UnknownMunicipality:
        return ()


def facts_with_revision(municipality: str) -> tuple[MunicipalityFacts, Revision]:
    """Return the present facts of a municipality, by slug or code, and their revision. Raises UnknownMunicipality."""
    pk = municipalities.pk_of(municipality)
    facts, number = stored.facts_and_revision(pk)
    return facts, Revision(number=number, digest=stored.short_digest(pk, number))
