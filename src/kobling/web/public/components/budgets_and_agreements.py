"""Budget lines and agreements of a release, prepared for the pages of a goal and of the chain."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kobling.rooms.releases.document import Agreement, Budget, BudgetLine, Goal
from kobling.web.opendata.extract import budgets_of
from kobling.web.public.page_context import PageContext
from kobling.web.shared import words
from kobling.web.shared.budget_table import BudgetRow, BudgetTable, TableLink
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text


@dataclass(frozen=True)
class AgreementSummary:
    """An agreement, with its parties and the goals it is about."""

    agreement: Agreement
    period: str
    """Its first and last day; empty where neither is known."""
    parties: tuple[TableLink, ...]
    """The committees, then the units."""
    goals: tuple[str, ...]
    """The keys of the goals it takes over as they stand."""
    own_words: tuple[tuple[LocalizedText, tuple[str, ...]], ...]
    """Its goals in words of its own, and the keys of the goals they are for."""


def goal_budget_lines(page: PageContext, goal: Goal) -> BudgetTable | None:
    """Return the budget lines that lead to a goal, the newest year first; None where no line does."""
    rows = [
        _row(page, budget, line, others_than=goal.key)
        for budget in budgets_of(page.document.budgets or (), goal)
        for line in budget.lines
    ]
    if not rows:
        return None
    return BudgetTable(
        title=localized_text(_("Budget lines that lead to the goal, in whole kroner")),
        name="money-lines",
        rows=tuple(sorted(rows, key=lambda row: -row.year)),
        is_summed=False,
        are_other_goals=True,
    )


def budget_sources(budgets: Iterable[Budget]) -> tuple[str, ...]:
    """Return the keys of the documents that budgets and their lines are from, each once."""
    cited: list[str] = []
    for budget in budgets:
        cited += [*budget.sources, *(source for line in budget.lines for source in line.sources)]
    return tuple(dict.fromkeys(cited))


@dataclass(frozen=True)
class BudgetSummary:
    """The lines of a budget that lead to goals, in a table for each year."""

    budget: Budget
    tables: tuple[BudgetTable, ...]
    sources: tuple[str, ...]


def budget_summaries(page: PageContext) -> tuple[BudgetSummary, ...]:
    """Return the budgets of a release, each with its lines for goals."""
    return tuple(
        BudgetSummary(
            budget,
            tuple(_tables(page, budget)),
            budget_sources([budget]),
        )
        for budget in page.document.budgets or ()
    )


def _tables(page: PageContext, budget: Budget) -> Iterator[BudgetTable]:
    for year in sorted({line.year for line in budget.lines}):
        title = localize(budget.name)
        if year != budget.year:
            title = join_texts((title, str(year)), between=", ")
        yield BudgetTable(
            title=join_texts((title, _("in whole kroner")), between=", "),
            name=f"money-{budget.key}-{year}",
            rows=tuple(_row(page, budget, line) for line in budget.lines if line.year == year),
        )


def _row(page: PageContext, budget: Budget, line: BudgetLine, *, others_than: str = "") -> BudgetRow:
    lookup = page.lookup
    return BudgetRow(
        line=TableLink(localize(line.name), None),
        year=line.year,
        amounts=line,
        committee=_committee_link(page, line.committee) if line.committee else None,
        unit=localize(line.unit) if line.unit else None,
        goals=tuple(
            TableLink(localize(lookup.goals[key].short), page.page_url("goal", key))
            for key in line.goals
            if key != others_than
        ),
        note=localize(line.note) if line.note else None,
        price_level=budget.price_level,
    )


def _committee_link(page: PageContext, key: str) -> TableLink:
    return TableLink(localize(page.lookup.body_name(key)), page.page_url("committee", key))


def agreement_summaries(page: PageContext, agreements: Iterable[Agreement]) -> tuple[AgreementSummary, ...]:
    """Return agreements with the names of their parties."""
    return tuple(
        AgreementSummary(
            agreement=agreement,
            period=words.days_from_to(agreement.valid_from, agreement.valid_to),
            parties=(
                *(_committee_link(page, key) for key in agreement.bodies),
                *(TableLink(localize(unit), None) for unit in agreement.units),
            ),
            goals=agreement.goals,
            own_words=tuple((localize(own.text), own.goals) for own in agreement.own_goals),
        )
        for agreement in agreements
    )
