"""Run all checks that the records of a folder have to pass."""

from kobling.records.facts import MunicipalityFacts
from kobling.rooms.folder.checks.budget import check_budgets
from kobling.rooms.folder.checks.chain import check_goals, check_relative_changes, check_targets
from kobling.rooms.folder.checks.commitments import check_commitments
from kobling.rooms.folder.checks.comparison_areas import check_comparison_areas
from kobling.rooms.folder.checks.context import CheckContext, ReadGaps
from kobling.rooms.folder.checks.council import check_joint_meetings, check_policies, check_priorities
from kobling.rooms.folder.checks.dates import check_date_ranges, check_terms
from kobling.rooms.folder.checks.indicators import check_indicators
from kobling.rooms.folder.checks.initiatives import check_initiative_endings
from kobling.rooms.folder.checks.measurements import check_measurements
from kobling.rooms.folder.checks.organisation import check_single_council, check_unit_tree
from kobling.rooms.folder.checks.references import check_references, check_unique_keys, check_unique_slugs
from kobling.rooms.folder.errors import ProblemCollector
from kobling.rooms.folder.parsing.locations import RecordLocations

CHECKS = (
    check_unique_keys,
    check_references,
    check_unique_slugs,
    check_date_ranges,
    check_terms,
    check_single_council,
    check_unit_tree,
    check_comparison_areas,
    check_goals,
    check_targets,
    check_priorities,
    check_joint_meetings,
    check_policies,
    check_budgets,
    check_commitments,
    check_initiative_endings,
    check_indicators,
    check_measurements,
)

INCOMING_CHECKS = (check_relative_changes,)
"""Checks of a folder that is read. Facts stored before there was such a check can still be written, to be mended."""


def run_checks(
    facts: MunicipalityFacts,
    *,
    locations: RecordLocations,
    gaps: ReadGaps,
    problems: ProblemCollector,
    incoming: bool = True,
) -> None:
    """Add a problem for everything that fails a check.

    locations   of the records
    gaps        what could not be read
    incoming    whether the facts come in, rather than being stored already
    """
    context = CheckContext(facts, locations, gaps, problems)
    for check in (*CHECKS, *INCOMING_CHECKS) if incoming else CHECKS:
        check(context)


def require_sound(facts: MunicipalityFacts, *, locations: RecordLocations | None = None, incoming: bool = True) -> None:
    """Raise FolderError with everything that fails a check, where the facts are whole.

    locations   of the records in files; without it, they are called by their names and keys
    """
    problems = ProblemCollector()
    run_checks(facts, locations=locations or RecordLocations(), gaps=ReadGaps(), problems=problems, incoming=incoming)
    problems.fail_if_any()
