"""What the records of a folder have to agree on among themselves."""

from kobling.rooms.folder.checks.budget import check_budgets
from kobling.rooms.folder.checks.chain import check_goals, check_targets
from kobling.rooms.folder.checks.commitments import check_commitments
from kobling.rooms.folder.checks.comparison_areas import check_beside
from kobling.rooms.folder.checks.context import Gaps, Inspection
from kobling.rooms.folder.checks.council import check_joint_meetings, check_policies, check_priorities
from kobling.rooms.folder.checks.dates import check_spans, check_terms
from kobling.rooms.folder.checks.indicators import check_indicators
from kobling.rooms.folder.checks.initiatives import check_endings
from kobling.rooms.folder.checks.measurements import check_measurements
from kobling.rooms.folder.checks.organisation import check_council, check_units
from kobling.rooms.folder.checks.references import check_keys, check_references, check_slugs
from kobling.rooms.folder.errors import Problems
from kobling.rooms.folder.parsing.locations import Places
from kobling.rooms.folder.records import Facts

CHECKS = (
    check_keys,
    check_references,
    check_slugs,
    check_spans,
    check_terms,
    check_council,
    check_units,
    check_beside,
    check_goals,
    check_targets,
    check_priorities,
    check_joint_meetings,
    check_policies,
    check_budgets,
    check_commitments,
    check_endings,
    check_indicators,
    check_measurements,
)


def check(facts: Facts, *, places: Places, gaps: Gaps, problems: Problems) -> None:
    """Note everything the records do not agree on.

    places   where each record is written
    gaps     what could not be read
    """
    look = Inspection(facts, places, gaps, problems)
    for one in CHECKS:
        one(look)
