"""Store tracks and budgets."""

from django.db import transaction

from kobling.rooms.budget.models import Budget, BudgetLine, Track
from kobling.rooms.budget.queries import Budgets
from kobling.rooms.sync import RowChange, columns, sync_records, sync_rows


@transaction.atomic
def sync_budgets(*, municipality: int, facts: Budgets) -> tuple[RowChange, ...]:
    """Make a municipality's stored tracks and budgets equal to these; return the changes. None is public."""
    tracks = sync_records(facts.tracks, table=Track, municipality=municipality, public=False)
    budgets = sync_rows(
        [
            Budget(municipality_id=municipality, order=order, **columns(budget, leave_out=("lines",)))
            for order, budget in enumerate(facts.budgets)
        ],
        existing=Budget.objects.filter(municipality=municipality),
        public=False,
    )
    lines = sync_rows(
        [
            BudgetLine(budget_id=budgets.ids[(budget.key,)], order=order, **columns(line))
            for budget in facts.budgets
            for order, line in enumerate(budget.lines)
        ],
        existing=BudgetLine.objects.filter(budget__municipality=municipality),
        public=False,
        parents=budgets,
    )
    return (*tracks, *budgets.changes, *lines.changes)
