"""Ask all questions about facts that passed the checks."""

from datetime import date

from kobling.records.chain import Goal
from kobling.records.facts import MunicipalityFacts
from kobling.rooms.folder.checks.warnings.changed_targets import question_changed_targets
from kobling.rooms.folder.checks.warnings.contacts import question_contacts
from kobling.rooms.folder.checks.warnings.context import WarningContext
from kobling.rooms.folder.checks.warnings.dates import (
    question_days,
    question_deadlines,
    question_far_days,
    question_meetings,
)
from kobling.rooms.folder.checks.warnings.figures import question_basis, question_figures
from kobling.rooms.folder.checks.warnings.targets import question_targets
from kobling.rooms.folder.parsing.locations import RecordLocations
from kobling.rooms.folder.warnings import FolderWarning

QUESTIONS = (
    question_basis,
    question_figures,
    question_targets,
    question_changed_targets,
    question_days,
    question_meetings,
    question_contacts,
    question_deadlines,
    question_far_days,
)
"""In this order: the last one passes over what the others have questioned."""


def find_warnings(
    facts: MunicipalityFacts,
    *,
    today: date,
    locations: RecordLocations | None = None,
    kept: tuple[Goal, ...] = (),
    asked: MunicipalityFacts | None = None,
) -> tuple[FolderWarning, ...]:
    """Return everything in these facts that is unlikely, by location.

    facts       facts that passed the checks of a folder
    today       the day on which they come in
    locations   of the records in files; without it, they are named by type and key
    kept        the goals that are kept already, which the facts are to replace
    asked       those of the facts that are questioned; all where it is left out
    """
    context = WarningContext(facts, locations or RecordLocations(), today, facts if asked is None else asked, kept)
    for question in QUESTIONS:
        question(context)
    return tuple(sorted(set(context.found)))
