"""Keep the money."""

from django.db import transaction

from kobling.rooms.budget.models import Budget, BudgetLine, Track
from kobling.rooms.budget.queries import Budgets
from kobling.rooms.sync import Change, columns, keep, keep_records


@transaction.atomic
def keep_budgets(*, municipality: int, facts: Budgets) -> tuple[Change, ...]:
    """Make a municipality's tracks and budgets equal to these facts; return the changes. None has been public."""
    tracks = keep_records(facts.tracks, table=Track, municipality=municipality, public=False)
    budgets = keep(
        [
            Budget(municipality_id=municipality, order=order, **columns(budget, leave_out=("lines",)))
            for order, budget in enumerate(facts.budgets)
        ],
        among=Budget.objects.filter(municipality=municipality),
        public=False,
    )
    lines = keep(
        [
            BudgetLine(budget_id=budgets.ids[(budget.key,)], order=order, **columns(line))
            for budget in facts.budgets
            for order, line in enumerate(budget.lines)
        ],
        among=BudgetLine.objects.filter(budget__municipality=municipality),
        public=False,
        holders=budgets,
    )
    return (*tracks, *budgets.changes, *lines.changes)
