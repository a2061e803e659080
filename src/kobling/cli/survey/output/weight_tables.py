"""A weighting report as text tables: the cost of each step, and the distance to the population's margins."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kobling.cli.shared.text_table import text_table
from kobling.cli.survey.output.text_formats import column_texts, number_text
from kobling.core.survey.weighting.report import MarginReport, WeightsReport
from kobling.web.shared import formats

MARGIN_TOLERANCE = 1e-6
"""Relative difference up to which a margin counts as reached in the end."""


def weights_lines(report: WeightsReport) -> Iterator[str]:
    """Yield a report of the weights, table by table."""
    yield _steps_table(report)
    yield ""
    yield _extremes_table(report)
    for step in dict.fromkeys(margin.step for margin in report.margins):
        margins = [margin for margin in report.margins if margin.step == step]
        yield ""
        yield _margins_table(margins, has_later_steps=len(report.steps) - 1 > step)
        yield _margins_summary(margins)
    if report.r_indicator is not None:
        yield ""
        yield _("R-indicator of the response: %(number)s (1: the same response rate in every class)") % {
            "number": number_text(report.r_indicator, 3)
        }


def _steps_table(report: WeightsReport) -> str:
    steps = report.steps
    has_negative = any(step.negative for step in steps)
    headings = [
        _("Weights after"),
        _("Rows"),
        _("Sum"),
        _("Design effect (Kish)"),
        _("Effective n"),
        _("Smallest"),
        _("Median"),
        _("Largest"),
        *([_("Below 0")] if has_negative else []),
    ]
    columns = [
        [_("the design"), *(f"{number}. {step.method}" for number, step in enumerate(steps[1:], 1))],
        [number_text(step.rows, 0) for step in steps],
        column_texts((step.total for step in steps), digits=6),
        [number_text(step.deff, 3) for step in steps],
        [number_text(step.effective_n, 1) for step in steps],
        column_texts((step.least for step in steps), digits=5),
        column_texts((step.median for step in steps), digits=5),
        column_texts((step.most for step in steps), digits=5),
        *([[number_text(step.negative, 0) for step in steps]] if has_negative else []),
    ]
    return text_table(headings, list(zip(*columns, strict=True)), numbers=range(1, len(headings)))


def _extremes_table(report: WeightsReport) -> str:
    headings = [_("Largest weights: row"), _("Weight"), _("Times the median")]
    columns = [
        [number_text(extreme.row, 0) for extreme in report.extremes],
        column_texts((extreme.weight for extreme in report.extremes), digits=5),
        [number_text(extreme.of_median, 2) for extreme in report.extremes],
    ]
    return text_table(headings, list(zip(*columns, strict=True)), numbers=range(3))


def _margins_table(margins: list[MarginReport], *, has_later_steps: bool) -> str:
    """Return the margins of one step; where there are later steps, also their values in the end."""
    first = margins[0]
    headings = [
        _("Margins of %(step)s") % {"step": f"{first.step}. {first.method}"},
        _("Respondents"),
        _("Population"),
        _("Before"),
        _("After"),
        *([_("In the end")] if has_later_steps else []),
    ]
    columns = [
        [margin.margin if margin.category is None else f"{margin.margin} = {margin.category}" for margin in margins],
        [number_text(margin.respondents, 0) for margin in margins],
        column_texts((margin.target for margin in margins), digits=6),
        column_texts((margin.before for margin in margins), digits=6),
        column_texts((margin.after for margin in margins), digits=6),
        *([column_texts((margin.final for margin in margins), digits=6)] if has_later_steps else []),
    ]
    return text_table(headings, list(zip(*columns, strict=True)), numbers=range(1, len(headings)))


def _margins_summary(margins: list[MarginReport]) -> str:
    """Return how near a step came to its margins, and how far later steps moved the weights away."""
    difference, final_difference = (
        max(abs(total - margin.target) / (abs(margin.target) or 1) for margin, total in zip(margins, sums, strict=True))
        for sums in ([margin.after for margin in margins], [margin.final for margin in margins])
    )
    summary = _("Every margin is reached; the largest relative difference is %(off)s.") % {
        "off": f"{difference:.0e}" if difference else "0"
    }
    if final_difference <= max(difference, MARGIN_TOLERANCE):
        return summary
    return f"{summary} " + _("After the last step the weights are up to %(off)s from them.") % {
        "off": formats.format_percent(100 * final_difference, 2)
    }
