"""What the records of a folder have to agree on among themselves."""

from kobling.rooms.exchange.checking_beside import check_beside
from kobling.rooms.exchange.checking_budget import check_budgets
from kobling.rooms.exchange.checking_chain import check_goals, check_targets
from kobling.rooms.exchange.checking_council import check_joint_meetings, check_policies, check_priorities
from kobling.rooms.exchange.checking_figures import check_indicators, check_measurements
from kobling.rooms.exchange.checking_practice import check_commitments, check_endings
from kobling.rooms.exchange.checking_time import check_council, check_spans, check_terms, check_units
from kobling.rooms.exchange.inspection import Gaps, Inspection
from kobling.rooms.exchange.places import Places
from kobling.rooms.exchange.problems import Problems
from kobling.rooms.exchange.records import Facts
from kobling.rooms.exchange.references import check_keys, check_references, check_slugs

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
