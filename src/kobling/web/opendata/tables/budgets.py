"""The table of budget lines: a row for every line that leads to a goal, in whole kroner."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from kobling.records.base import Text
from kobling.rooms.releases.document import Budget, BudgetLine, Decision, Document, TakenDecision
from kobling.web.opendata.extract import ReleaseExtract
from kobling.web.opendata.tables.columns import RELEASE, ColumnType, DataColumn, DataTable, text_columns
from kobling.web.opendata.tables.decisions import DECISION


@dataclass(frozen=True)
class BudgetLineRow:
    """A budget line, its budget, and the decision behind that in its own words."""

    document: Document
    budget: Budget
    line: BudgetLine
    committee_name: Text | None
    taken: TakenDecision | None

    @property
    def decision(self) -> Decision | None:
        """Who decided the budget, and when."""
        return self.budget.decision


def _budget_line_rows(extract: ReleaseExtract) -> Iterator[BudgetLineRow]:
    document = extract.document
    names = {body.key: body.name for body in document.bodies}
    for budget in extract.budgets:
        taken = document.taken_decision(budget.decision) if budget.decision else None
        for line in budget.lines:
            yield BudgetLineRow(document, budget, line, names.get(line.committee or ""), taken)


BUDGETS = DataTable(
    name="budgets",
    title=_("Budget lines"),
    row_source=_budget_line_rows,
    columns=(
        *RELEASE,
        DataColumn(
            "budget",
            ColumnType.TEXT,
            (_("Budget"), _("key")),
            _("The budget's short name."),
            lambda row: row.budget.key,
        ),
        *text_columns("budget", _("Budget"), _("What the budget is called."), lambda row: row.budget.name),
        DataColumn(
            "track",
            ColumnType.TEXT,
            (_("Track"), _("key")),
            _("The short name of the heading that the money stands under."),
            lambda row: row.line.track,
        ),
        *text_columns(
            "line",
            _("Budget line"),
            _("What the heading or, within it, the part of the budget is called."),
            lambda row: row.line.name,
        ),
        DataColumn("year", ColumnType.INTEGER, (_("Year"),), _("The year of the amounts."), lambda row: row.line.year),
        DataColumn(
            "expected_low",
            ColumnType.INTEGER,
            (_("Expected at least"),),
            _("The least that is expected, in whole kroner; empty where it is not known."),
            lambda row: row.line.expected_low,
        ),
        DataColumn(
            "expected",
            ColumnType.INTEGER,
            (_("Expected"),),
            _("What is expected, in whole kroner; empty where it is not known."),
            lambda row: row.line.expected_mid,
        ),
        DataColumn(
            "expected_high",
            ColumnType.INTEGER,
            (_("Expected at most"),),
            _("The most that is expected, in whole kroner; empty where it is not known."),
            lambda row: row.line.expected_high,
        ),
        DataColumn(
            "agreed",
            ColumnType.INTEGER,
            (_("Agreed"),),
            _("What was agreed, in whole kroner; empty where it is not known."),
            lambda row: row.line.agreed,
        ),
        DataColumn(
            "realised",
            ColumnType.INTEGER,
            (_("Realised"),),
            _("What it came to, in whole kroner; empty until the year is over."),
            lambda row: row.line.realised,
        ),
        DataColumn(
            "price_level",
            ColumnType.INTEGER,
            (_("Prices of the year"),),
            _("The year whose prices the amounts are in; empty where that is not known."),
            lambda row: row.budget.price_level,
        ),
        DataColumn(
            "goals",
            ColumnType.TEXT,
            (_("Goals"),),
            _(
                "The short names of the goals that the money is for, with spaces between; it is not divided "
                "between them."
            ),
            lambda row: " ".join(row.line.goals) or None,
        ),
        DataColumn(
            "committee",
            ColumnType.TEXT,
            (_("Committee"), _("key")),
            _("The short name of the committee that has the money."),
            lambda row: row.line.committee,
        ),
        *text_columns("committee", _("Committee"), _("The committee's name."), lambda row: row.committee_name),
        *text_columns("unit", _("Unit"), _("What the unit that has the money is called."), lambda row: row.line.unit),
        *text_columns(
            "note", _("Note"), _("Something a reader has to know about the line."), lambda row: row.line.note
        ),
        DataColumn(
            "adopted",
            ColumnType.DATE,
            (_("Adopted on"),),
            _("The day the budget was adopted; empty where that is not known."),
            lambda row: row.budget.adopted,
        ),
        *DECISION,
    ),
)
