"""Import the facts of a municipality folder into the database, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from kobling.core.errors import KoblingError
from kobling.rooms.agreements import actions as agreements
from kobling.rooms.agreements.queries import Agreements
from kobling.rooms.audit import actions as audit
from kobling.rooms.budget import actions as budget
from kobling.rooms.budget.queries import Budgets
from kobling.rooms.chain import actions as chain
from kobling.rooms.chain.queries import ChainRecords
from kobling.rooms.council import actions as council
from kobling.rooms.council.queries import CouncilRecords
from kobling.rooms.facts.records import MunicipalityFacts
from kobling.rooms.folder.queries import open_warnings
from kobling.rooms.folder.warnings import FolderWarning, UnacceptedWarnings
from kobling.rooms.indicators import actions as indicators
from kobling.rooms.indicators.queries import Figures
from kobling.rooms.initiatives import actions as initiatives
from kobling.rooms.municipality import actions as municipality
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.municipality.queries import MunicipalityProfile
from kobling.rooms.registers import actions as registers
from kobling.rooms.releases import queries as releases
from kobling.rooms.sync import RowChange


@dataclass(eq=False)
class AddressTaken(KoblingError):
    """Two municipalities want the same slug or host name."""

    field: str
    found: str
    holder: str


@dataclass(eq=False)
class AddressIsPublic(KoblingError):
    """A municipality with published releases would get another slug."""

    found: str
    kept: str


@dataclass(frozen=True)
class Acceptance:
    """The answer to warnings."""

    reason: str = ""
    """Why the values are right though they are unlikely; kept in the audit trail."""


@transaction.atomic
def import_facts(
    *,
    facts: MunicipalityFacts,
    by: str,
    at: datetime,
    dry_run: bool = False,
    warnings: Sequence[FolderWarning] = (),
    acceptance: Acceptance | None = None,
) -> tuple[RowChange, ...]:
    """Replace the stored facts of one municipality with these, and return the changes.

    dry_run      make the changes and roll them back, so that a preview is exact
    warnings     what find_warnings questions in the facts
    acceptance   the answer to those warnings that no earlier import has accepted

    Raises UnacceptedWarnings, PublishedRowsProtected where a published fact would be removed or a published measurement
    changed, and AddressTaken or AddressIsPublic where the municipality cannot have its address.
    """
    questioned = open_warnings(facts.municipality.slug, warnings)
    if questioned and acceptance is None and not dry_run:
        raise UnacceptedWarnings(questioned)
    _check_address(facts)
    is_public = releases.newest_approved(facts.municipality.slug) is not None
    profile = MunicipalityProfile(
        facts.municipality, facts.terms, facts.bodies, facts.units, facts.sources, facts.leaders
    )
    pk, profile_changes = municipality.sync_profile(profile=profile, public=is_public)
    changes = (
        *profile_changes,
        *chain.sync_chain(
            municipality=pk,
            facts=ChainRecords(facts.visions, facts.themes, facts.goals, facts.stories),
            public=is_public,
        ),
        *indicators.sync_figures(
            municipality=pk, facts=Figures(facts.indicators, facts.measurements), public=is_public
        ),
        *registers.add_drawings(municipality=pk, drawings=facts.drawings),
        *council.sync_council(
            municipality=pk,
            facts=CouncilRecords(facts.decisions, facts.priorities, facts.joint_meetings, facts.policies),
        ),
        *budget.sync_budgets(municipality=pk, facts=Budgets(facts.tracks, facts.budgets)),
        *agreements.sync_agreements(municipality=pk, facts=Agreements(facts.agreements, facts.commitments)),
        *initiatives.sync_initiatives(municipality=pk, facts=facts.initiatives, public=is_public),
    )
    if dry_run:
        transaction.set_rollback(True)
    elif changes or questioned:
        details = _audit_details(changes) | _accepted_details(questioned, acceptance)
        audit.record(by=by, action="import", subject=facts.municipality.slug, details=details, at=at)
    return changes


def _check_address(facts: MunicipalityFacts) -> None:
    imported = facts.municipality
    for slug in municipalities.slugs():
        other = municipalities.profile(slug).municipality
        if other.code == imported.code:
            if slug != imported.slug and releases.newest_approved(slug) is not None:
                raise AddressIsPublic(found=imported.slug, kept=slug)
            continue
        if slug == imported.slug:
            raise AddressTaken(field="slug", found=slug, holder=other.code)
        if other.host is not None and other.host == imported.host:
            raise AddressTaken(field="host", found=other.host, holder=other.code)


def _accepted_details(warnings: Sequence[FolderWarning], acceptance: Acceptance | None) -> dict[str, Any]:
    """Return what the audit entry keeps of warnings that were accepted, and why."""
    if not warnings or acceptance is None:
        return {}
    accepted = {"accepted_warnings": [warning.details() for warning in warnings]}
    return accepted | ({"reason": acceptance.reason} if acceptance.reason else {})


def _audit_details(changes: tuple[RowChange, ...]) -> dict[str, Any]:
    """Return the details of the audit entry: added and removed rows by name, changed ones with old and new values."""
    details: dict[str, Any] = {}
    for change in changes:
        table = details.setdefault(change.table, {"added": [], "removed": [], "changed": {}})
        if change.before is None:
            table["added"].append(change.row)
        elif change.after is None:
            table["removed"].append(change.row)
        else:
            table["changed"][change.row] = [change.before, change.after]
    return details
