"""Numbers and names as text for a terminal, in the active language; a missing one is a dash."""

import re
from collections.abc import Iterable
from math import floor, isfinite, log10

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kobling.cli.survey.output.file_formats import OutputRecord
from kobling.web.shared import formats

MISSING = "–"
MAX_DECIMALS = 12
MIN_P_VALUE = 0.0001
"""Smaller p values are shown as below this."""


def decimals_for(size: float, *, digits: int) -> int:
    """Return the number of decimals that show so many significant digits; the whole part is always shown."""
    if not size or not isfinite(size):
        return 0
    return min(max(digits - 1 - floor(log10(abs(size))), 0), MAX_DECIMALS)


def number_text(value: float | None, decimals: int) -> str:
    """Return `1.234,5` or `1,234.5`."""
    return MISSING if value is None or not isfinite(value) else formats.format_number(value, decimals)


def column_texts(values: Iterable[float | None], *, digits: int) -> list[str]:
    """Return a column of numbers with equal decimals: so many digits of the largest, or none where all are whole."""
    listed = list(values)
    known = [value for value in listed if value is not None and isfinite(value)]
    whole = all(abs(value - round(value)) <= 1e-9 * max(abs(value), 1) for value in known)
    decimals = 0 if whole else decimals_for(max(map(abs, known)), digits=digits)
    return [number_text(value, decimals) for value in listed]


def figure_texts(record: OutputRecord) -> list[str]:
    """Return estimate, standard error and interval: four digits of the standard error, and equal decimals for all."""
    numbers = [record[name] for name in ("estimate", "se", "ci_low", "ci_high")]
    _estimate, se, low, high = numbers
    if se:
        decimals = decimals_for(se, digits=4)
    elif low is not None and high is not None and high > low:
        decimals = decimals_for(high - low, digits=4)
    else:
        return column_texts(numbers, digits=6)
    return [number_text(value, decimals) for value in numbers]


def p_value_text(p: float | None) -> str:
    """Return `0,0149`, or `< 0,0001`."""
    if p is None:
        return MISSING
    return f"< {number_text(MIN_P_VALUE, 4)}" if p < MIN_P_VALUE else number_text(p, 4)


def percent_text(share: float) -> str:
    """Return `95 %` or `95%`, with the decimals needed."""
    value = round(100 * share, 6)
    return formats.format_percent(value, formats.decimals_of(value))


def figure_name(record: OutputRecord, *, over: str | None, of: str | None) -> str:
    """Return a figure's name, such as `andel awards = Yes (stype E)`.

    over  a ratio's other column
    of    total, where a difference is one of totals
    """
    kind = _kind_name(record["kind"])
    if record["kind"] == "chi_square":
        return f"{kind}: {record['compared']}"
    name = f"{kind} ({_kind_name(of)})" if of is not None else kind
    name += f" {record['variable']}" if over is None else f" {record['variable']} / {over}"
    if record["kind"] == "quantile":
        name += f", {number_text(record['category'], formats.decimals_of(record['category']))}"
    elif record["category"] is not None:
        name += f" = {value_text(record['category'])}"
    domain = ", ".join(f"{name} {value_text(value)}" for name, value in record["domain"].items())
    name += f" ({domain})" if domain else ""
    return f"{name}: {_compared_name(record)}" if record.get("compared") else name


def value_text(value: object) -> str:
    """Return a value of the data as text: 1, not 1.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _compared_name(record: OutputRecord) -> str:
    compared = str(record["compared"])
    part = compared.removesuffix(" - the rest")
    if part != compared and [str(value) for value in record["domain"].values()][-1:] == [part]:
        return _("%(part)s - the rest") % {"part": part}
    return compared


def remark_text(record: OutputRecord) -> str:
    """Return why a number is missing, or for a chi-square the test and its degrees of freedom."""
    if record["suppressed"]:
        return _("held back: fewer than five persons, or the answer of one")
    if record["kind"] == "chi_square":
        test, *freedoms = re.findall(r"[^(), ]+", record["method"])
        numbers = [number_text(float(freedom), 0 if float(freedom).is_integer() else 2) for freedom in freedoms]
        return f"{test} ({'; '.join(numbers)})"
    if record["kind"] == "quantile" and record["why_missing"] == "all_alike":
        return _("the interval begins and ends at the same answer")
    return missing_reason(record["why_missing"]) if record["why_missing"] else ""


def missing_reason(code: str) -> str:
    """Return why a number is missing."""
    reasons = {
        "nobody": _("no one has answered"),
        "one_respondent": _("only one has answered"),
        "all_alike": _("all have answered alike"),
        "one_unit": _("only one sampling unit in each stratum"),
        "calibrated": _("fixed by the weighting"),
        "everyone": _("everybody was asked, so there is no sampling error"),
        "units_alike": _("the sampling units of each stratum do not differ"),
        "beyond_range": _("weights below zero take it outside 0 to 1"),
        "beyond_sample": _("the interval reaches beyond all answers"),
        "not_estimable": _("cannot be computed"),
    }
    return reasons[code]


def _kind_name(kind: str) -> str:
    words = {
        "mean": pgettext("figure", "mean"),
        "share": pgettext("figure", "share"),
        "total": pgettext("figure", "total"),
        "ratio": pgettext("figure", "ratio"),
        "quantile": pgettext("figure", "quantile"),
        "difference": pgettext("figure", "difference"),
        "change": pgettext("figure", "change"),
        "trend": pgettext("figure", "trend"),
        "chi_square": pgettext("figure", "chi-square test"),
        "linear": pgettext("figure", "linear regression"),
        "logistic": pgettext("figure", "logistic regression"),
    }
    return words[kind]
