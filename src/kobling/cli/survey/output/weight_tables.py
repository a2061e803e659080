"""What the survey commands say of weights: what each step cost, and how near it brought them to the population."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kobling.cli.shared.text_table import text_table
from kobling.cli.survey.output.text_formats import column_texts, number_text
from kobling.core.survey.weighting.report import MarginReport, WeightsReport
from kobling.web.shared import formats

MARGIN_TOLERANCE = 1e-6
"""Margins nearer the population than this part of them are as good as reached after every step."""


def weights_lines(report: WeightsReport) -> Iterator[str]:
    """Yield a report of the weights, table by table."""
    yield _steps_table(report)
    yield ""
    yield _extremes_table(report)
    for step in dict.fromkeys(margin.step for margin in report.margins):
        margins = [margin for margin in report.margins if margin.step == step]
        yield ""
        yield _margins_table(margins, later=len(report.steps) - 1 > step)
        yield _margins_summary(margins)
    if report.r_indicator is not None:
        yield ""
        yield _("R-indicator of the response: %(number)s (1: the same response rate in every class)") % {
            "number": number_text(report.r_indicator, 3)
        }


def _steps_table(report: WeightsReport) -> str:
    steps = report.steps
    below = any(step.negative for step in steps)
    heads = [
        _("Weights after"),
        _("Rows"),
        _("Sum"),
        _("Design effect (Kish)"),
        _("Effective n"),
        _("Smallest"),
        _("Median"),
        _("Largest"),
        *([_("Below 0")] if below else []),
    ]
    columns = [
        [_("the design"), *(f"{place}. {step.method}" for place, step in enumerate(steps[1:], 1))],
        [number_text(step.rows, 0) for step in steps],
        column_texts((step.total for step in steps), digits=6),
        [number_text(step.deff, 3) for step in steps],
        [number_text(step.effective_n, 1) for step in steps],
        column_texts((step.least for step in steps), digits=5),
        column_texts((step.median for step in steps), digits=5),
        column_texts((step.most for step in steps), digits=5),
        *([[number_text(step.negative, 0) for step in steps]] if below else []),
    ]
    return text_table(heads, list(zip(*columns, strict=True)), numbers=range(1, len(heads)))


def _extremes_table(report: WeightsReport) -> str:
    heads = [_("Largest weights: row"), _("Weight"), _("Times the median")]
    columns = [
        [number_text(one.row, 0) for one in report.extremes],
        column_texts((one.weight for one in report.extremes), digits=5),
        [number_text(one.of_median, 2) for one in report.extremes],
    ]
    return text_table(heads, list(zip(*columns, strict=True)), numbers=range(3))


def _margins_table(margins: list[MarginReport], *, later: bool) -> str:
    """Return the margins of one step; with `later` steps, also where they left them."""
    first = margins[0]
    heads = [
        _("Margins of %(step)s") % {"step": f"{first.step}. {first.method}"},
        _("Respondents"),
        _("Population"),
        _("Before"),
        _("After"),
        *([_("In the end")] if later else []),
    ]
    columns = [
        [one.margin if one.category is None else f"{one.margin} = {one.category}" for one in margins],
        [number_text(one.respondents, 0) for one in margins],
        column_texts((one.target for one in margins), digits=6),
        column_texts((one.before for one in margins), digits=6),
        column_texts((one.after for one in margins), digits=6),
        *([column_texts((one.final for one in margins), digits=6)] if later else []),
    ]
    return text_table(heads, list(zip(*columns, strict=True)), numbers=range(1, len(heads)))


def _margins_summary(margins: list[MarginReport]) -> str:
    """Say how near the margins a step came, and how far later steps moved the weights from them."""
    off, finally_off = (
        max(abs(found - one.target) / (abs(one.target) or 1) for one, found in zip(margins, sums, strict=True))
        for sums in ([one.after for one in margins], [one.final for one in margins])
    )
    said = _("Every margin is reached; the largest relative difference is %(off)s.") % {
        "off": f"{off:.0e}" if off else "0"
    }
    if finally_off <= max(off, MARGIN_TOLERANCE):
        return said
    return f"{said} " + _("After the last step the weights are up to %(off)s from them.") % {
        "off": formats.format_percent(100 * finally_off, 2)
    }
