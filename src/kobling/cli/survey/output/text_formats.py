"""Numbers and names as a person reads them on a terminal, in the active language; what is missing is a dash."""

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
"""A smaller probability is said to be below this."""


def decimals_for(size: float, *, digits: int) -> int:
    """Return how many decimals show so many digits of a number; all of a whole part is always shown."""
    if not size or not isfinite(size):
        return 0
    return min(max(digits - 1 - floor(log10(abs(size))), 0), MAX_DECIMALS)


def number_text(value: float | None, decimals: int) -> str:
    """Return `1.234,5` or `1,234.5`."""
    return MISSING if value is None or not isfinite(value) else formats.format_number(value, decimals)


def column_texts(values: Iterable[float | None], *, digits: int) -> list[str]:
    """Return numbers of one kind, with the decimals that show so many digits of the largest; whole ones have none."""
    listed = list(values)
    known = [value for value in listed if value is not None and isfinite(value)]
    whole = all(abs(value - round(value)) <= 1e-9 * max(abs(value), 1) for value in known)
    decimals = 0 if whole else decimals_for(max(map(abs, known)), digits=digits)
    return [number_text(value, decimals) for value in listed]


def figure_texts(row: OutputRecord) -> list[str]:
    """Return estimate, standard error and both ends: four digits of the standard error, as many decimals of all."""
    numbers = [row[name] for name in ("estimate", "se", "ci_low", "ci_high")]
    _estimate, se, low, high = numbers
    if se:
        decimals = decimals_for(se, digits=4)
    elif low is not None and high is not None and high > low:
        decimals = decimals_for(high - low, digits=4)
    else:
        return column_texts(numbers, digits=6)
    return [number_text(one, decimals) for one in numbers]


def p_value_text(p: float | None) -> str:
    """Return `0,0149`, or `< 0,0001`."""
    if p is None:
        return MISSING
    return f"< {number_text(MIN_P_VALUE, 4)}" if p < MIN_P_VALUE else number_text(p, 4)


def percent_text(share: float) -> str:
    """Return `95 %` or `95%`, with the decimals it takes."""
    value = round(100 * share, 6)
    return formats.format_percent(value, formats.decimals_of(value))


def figure_name(row: OutputRecord, *, over: str | None, of: str | None) -> str:
    """Return what a figure is, such as `andel awards = Yes (stype E)`.

    over  a ratio's other column
    of    total, where a difference is one of totals
    """
    kind = _kind_name(row["kind"])
    if row["kind"] == "chi_square":
        return f"{kind}: {row['compared']}"
    said = f"{kind} ({_kind_name(of)})" if of is not None else kind
    said += f" {row['variable']}" if over is None else f" {row['variable']} / {over}"
    if row["kind"] == "quantile":
        said += f", {number_text(row['category'], formats.decimals_of(row['category']))}"
    elif row["category"] is not None:
        said += f" = {value_text(row['category'])}"
    domain = ", ".join(f"{name} {value_text(value)}" for name, value in row["domain"].items())
    said += f" ({domain})" if domain else ""
    return f"{said}: {_compared_name(row)}" if row.get("compared") else said


def value_text(value: object) -> str:
    """Return a value of the data as a person writes it: 1, not 1.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _compared_name(row: OutputRecord) -> str:
    compared = str(row["compared"])
    part = compared.removesuffix(" - the rest")
    if part != compared and [str(value) for value in row["domain"].values()][-1:] == [part]:
        return _("%(part)s - the rest") % {"part": part}
    return compared


def remark_text(row: OutputRecord) -> str:
    """Return why a number is missing; of a chi-square, which test it is, with its degrees of freedom."""
    if row["suppressed"]:
        return _("held back: fewer than five persons")
    if row["kind"] == "chi_square":
        test, *freedoms = re.findall(r"[^(), ]+", row["method"])
        numbers = [number_text(float(one), 0 if float(one).is_integer() else 2) for one in freedoms]
        return f"{test} ({'; '.join(numbers)})"
    if row["kind"] == "quantile" and row["why_missing"] == "all_alike":
        return _("the interval begins and ends at the same answer")
    reasons = {
        "nobody": _("nobody has answered"),
        "one_respondent": _("only one has answered"),
        "all_alike": _("all have answered alike"),
        "one_unit": _("only one sampling unit in each stratum"),
        "calibrated": _("fixed by the weighting"),
        "beyond_sample": _("the interval reaches beyond all answers"),
        "not_estimable": _("cannot be computed"),
    }
    return reasons[row["why_missing"]] if row["why_missing"] else ""


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
