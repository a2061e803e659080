"""The stored facts of a municipality, as its folder holds them, and the warnings that were accepted."""

from collections.abc import Iterable
from itertools import chain as chain_iterators

from kobling.rooms.agreements import queries as agreements
from kobling.rooms.audit import queries as audit
from kobling.rooms.budget import queries as budget
from kobling.rooms.chain import queries as chain
from kobling.rooms.chain.records import Goal
from kobling.rooms.council import queries as council
from kobling.rooms.facts.records import MunicipalityFacts
from kobling.rooms.folder.warning_messages import CHANGE_CODES
from kobling.rooms.folder.warnings import FolderWarning
from kobling.rooms.indicators import queries as indicators
from kobling.rooms.initiatives import queries as initiatives
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.registers import queries as registers


def municipality_facts(municipality: str) -> MunicipalityFacts:
    """Return all stored facts of the municipality with this slug or code. Raises UnknownMunicipality."""
    pk = municipalities.pk_of(municipality)
    profile, chain_records, figures = municipalities.profile(municipality), chain.chain(pk), indicators.figures(pk)
    council_records, budget_records = council.council(pk), budget.budgets(pk)
    agreement_records = agreements.agreements(pk)
    return MunicipalityFacts(
        municipality=profile.municipality,
        terms=profile.terms,
        bodies=profile.bodies,
        units=profile.units,
        leaders=profile.leaders,
        sources=profile.sources,
        visions=chain_records.visions,
        themes=chain_records.themes,
        goals=chain_records.goals,
        decisions=council_records.decisions,
        priorities=council_records.priorities,
        joint_meetings=council_records.joint_meetings,
        policies=council_records.policies,
        tracks=budget_records.tracks,
        budgets=budget_records.budgets,
        agreements=agreement_records.agreements,
        commitments=agreement_records.commitments,
        stories=chain_records.stories,
        indicators=figures.indicators,
        measurements=figures.measurements,
        drawings=registers.drawings_of_municipality(pk),
        initiatives=initiatives.initiatives(pk),
    )


def open_warnings(slug: str, warnings: Iterable[FolderWarning]) -> tuple[FolderWarning, ...]:
    """Return the warnings that no earlier import or fetch of the municipality with this slug has accepted.

    A change of what is kept is always among them: what was accepted has been changed by that import.
    """
    earlier = chain_iterators(
        audit.details_of(action="import", subject=slug), audit.details_within(action="draw", subject=slug)
    )
    accepted = {
        (warning["code"], warning["subject"], warning["found"])
        for details in earlier
        for warning in details.get("accepted_warnings", [])
    }
    return tuple(warning for warning in warnings if warning.code in CHANGE_CODES or warning.identity not in accepted)


def kept_goals(code: str) -> tuple[Goal, ...]:
    """Return the stored goals of the municipality with this code; none where it is not stored."""
    try:
        return chain.chain(municipalities.pk_of(code)).goals
    except municipalities.UnknownMunicipality:
        return ()
