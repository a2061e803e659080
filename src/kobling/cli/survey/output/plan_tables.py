"""Plans of a wave as text tables."""

from collections.abc import Iterator
from math import inf

from django.utils.translation import gettext as _

from kobling.cli.shared.text_table import text_table
from kobling.cli.survey.analysis.planning import PlanResult
from kobling.cli.survey.design.records import PowerRequest
from kobling.cli.survey.output.text_formats import MISSING, column_texts, number_text
from kobling.core.survey.planning.power_analysis import WHOLE_POPULATION

PERSON_FIELDS = ("population", "invited", "of_domain", "answers", "sample")
TEXT_FIELDS = ("domain", "stratum", "held")


def plan_lines(plan: PlanResult, request: PowerRequest) -> Iterator[str]:
    """Yield the results for one question as a table."""
    headings = _headings()
    shown = [
        name
        for name in plan.records[0]
        if name in headings and any(_is_informative(record[name]) for record in plan.records)
    ]
    columns = [_column_cells(name, [record[name] for record in plan.records]) for name in shown]
    numbers = [index for index, name in enumerate(shown) if name not in TEXT_FIELDS]
    yield _question_title(plan.question) + (f" ({_('shares 0 to 1')})" if _of_shares(plan, request) else "")
    yield text_table([headings[name] for name in shown], list(zip(*columns, strict=True)), numbers=numbers)
    yield ""


def _of_shares(plan: PlanResult, request: PowerRequest) -> bool:
    """Return whether changes and errors are of shares; otherwise they are in the unit of the answers."""
    if plan.question == "allocation":
        return request.allocate is not None and request.allocate.sds is None
    return request.sd is None


def _is_informative(value: object) -> bool:
    """Return whether a value is worth showing: not an infinite population, nor an allocation by its rule alone."""
    return value not in {None, "", inf}


def _question_title(question: str) -> str:
    questions = {
        "power": _("How often the change is found"),
        "smallest_change": _("The smallest changes that are found"),
        "margin_of_error": _("How sure the figures will be"),
        "invited_for_change": _("How many to invite to find the change"),
        "invited_for_margin": _("How many to invite for the margin of error"),
        "allocation": _("How many to invite from each stratum"),
    }
    return questions[question]


def _headings() -> dict[str, str]:
    return {
        "domain": _("Domain"),
        "stratum": _("Stratum"),
        "population": _("Population"),
        "invited": _("Invited"),
        "of_domain": _("Of the domain"),
        "answers": _("Answers"),
        "rise": _("Smallest rise"),
        "fall": _("Smallest fall"),
        "margin": _("Margin of error"),
        "change": _("Change"),
        "power": _("Power"),
        "sample": _("To invite"),
        "fraction": _("Fraction"),
        "weight": _("Weight"),
        "se": _("Standard error"),
        "held": _("Decided by"),
    }


def _column_cells(name: str, values: list[object]) -> list[str]:
    """Return a column's cells: persons without decimals, everything else with four digits."""
    if name == "domain":
        return [_("the whole population") if value == WHOLE_POPULATION else str(value) for value in values]
    if name == "stratum":
        return [str(value) for value in values]
    if name == "held":
        bounds = {"minimum": _("the minimum"), "maximum": _("the maximum"), "all": _("all are invited")}
        return [bounds.get(str(value), MISSING) for value in values]
    numbers = [float(value) if isinstance(value, int | float) else None for value in values]
    return [number_text(value, 0) for value in numbers] if name in PERSON_FIELDS else column_texts(numbers, digits=4)
