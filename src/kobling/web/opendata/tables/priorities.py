"""The table of priorities: a row for every goal in force that a committee has given priority in a year."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kobling.rooms.releases.document import Body, Decision, Document, Goal, Priority, TakenDecision
from kobling.web.opendata.extract import ReleaseExtract
from kobling.web.opendata.tables.columns import RELEASE, ColumnType, DataColumn, DataTable, text_columns
from kobling.web.opendata.tables.decisions import DECISION


@dataclass(frozen=True)
class PriorityRow:
    """A priority with its committee, its goal, and the decision behind it in its own words."""

    document: Document
    priority: Priority
    committee: Body
    goal: Goal
    taken: TakenDecision | None

    @property
    def decision(self) -> Decision | None:
        """Who decided it, and when."""
        return self.priority.decision


def _priority_rows(extract: ReleaseExtract) -> Iterator[PriorityRow]:
    document = extract.document
    bodies = {body.key: body for body in document.bodies}
    goals = {goal.key: goal for goal in extract.goals}
    for priority in (one for one in document.priorities or () if one.goal in goals):
        decision = priority.decision
        yield PriorityRow(
            document,
            priority,
            bodies[priority.committee],
            goals[priority.goal],
            document.taken_decision(decision) if decision else None,
        )


PRIORITIES = DataTable(
    name="priorities",
    title=_("Priorities"),
    row_source=_priority_rows,
    columns=(
        *RELEASE,
        DataColumn(
            "priority",
            ColumnType.TEXT,
            (_("Priority"), _("key")),
            _("The priority's short name."),
            lambda row: row.priority.key,
        ),
        DataColumn(
            "committee",
            ColumnType.TEXT,
            (_("Committee"), _("key")),
            _("The committee's short name."),
            lambda row: row.committee.key,
        ),
        *text_columns("committee", _("Committee"), _("The committee's name."), lambda row: row.committee.name),
        DataColumn(
            "goal", ColumnType.TEXT, (_("Goal"), _("key")), _("The goal's short name."), lambda row: row.goal.key
        ),
        *text_columns("goal", _("Goal"), _("The goal's words in force."), lambda row: row.goal.wording.text),
        DataColumn(
            "year", ColumnType.INTEGER, (_("Year"),), _("The year of the priority."), lambda row: row.priority.year
        ),
        DataColumn(
            "rank",
            ColumnType.INTEGER,
            (_("Rank"),),
            _("The goal's place in the committee's own order, 1 first; empty where it has none."),
            lambda row: row.priority.rank,
        ),
        DataColumn(
            "given_up",
            ColumnType.DATE,
            (_("Given up"),),
            _("The last day it was in force, where that is before the end of the year."),
            lambda row: row.priority.valid_to,
        ),
        *DECISION,
    ),
)
