"""Margins: the known population counts of each category of a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from kobling.core.survey.arrays import BoolArray, CrossedCodes, FloatArray, IntArray, look_up, smallest_int_type
from kobling.core.survey.errors import SurveyError

if TYPE_CHECKING:
    from kobling.core.survey.design.sample import Sample

Margins = Mapping[Any, Mapping[Any, float]]
"""A column, or several columns jointly, to the count or share of each category.

Several columns are written ("stype", "awards") or "stype x awards"; their categories ("E", "No") or "E|No".
"""

Collapse = Mapping[Any, Mapping[Any, object]]
"""A margin to its categories that are merged into another category: {"age": {"75+": "65-74"}}."""

PopulationTotal = float | Literal["weights"] | None
"""The population size, where margins are shares; "weights": the sum of the weights; None: margins are counts."""

SUM_TOLERANCE = 1e-9
"""Relative difference between the sums of margins that is accepted as rounding."""

PERCENT = 100.0
PERCENT_ROUNDING = 0.5
"""How far a margin's percentages, rounded, may be from 100 in all."""


@dataclass(frozen=True, eq=False)
class Margin:
    """The categories of a column with the number of persons in each."""

    name: str
    categories: tuple[str, ...]
    targets: FloatArray
    """(categories,) persons in the population"""
    codes: IntArray
    """(n,) the category of each row, -1 where missing; within `MarginCells`, of each cell"""


def read_margins(
    sample: Sample,
    margins: Margins,
    *,
    total: PopulationTotal = None,
    collapse: Collapse | None = None,
    estimated: bool = False,
) -> tuple[Margin, ...]:
    """Convert margins to codes and counts and check them against the sample.

    estimated  whether the counts are estimates, such as another survey's; otherwise each is a whole number of persons,
               among whom the respondents are

    Raises SurveyError.
    """
    if not margins:
        raise SurveyError("no_margins")
    collapses = {_margin_columns(sample, name): joined for name, joined in (collapse or {}).items()}
    named = {_margin_columns(sample, name): totals for name, totals in margins.items()}
    for columns in collapses.keys() - named.keys():
        raise SurveyError("collapse_without_margin", margin=_margin_name(columns))
    has_weight = None if sample.weights.all() else sample.weights != 0
    read = tuple(
        _read_margin(sample, columns, totals, collapses.get(columns, {}), has_weight)
        for columns, totals in named.items()
    )
    if not estimated:
        _check_population(sample, read, total=total)
    read = _as_counts(read, total=float(sample.weights.sum()) if total == "weights" else total)
    return scale_to_common_sum(read)


def known_population(margins: Sequence[Margin], total: PopulationTotal, *, estimated: bool) -> float | None:
    """Return how many persons margins or a total give; None where these are estimates, or only weights' sums."""
    if estimated or total == "weights":
        return None
    return total if total is not None or not margins else float(margins[0].targets.sum())


def check_persons(name: str, persons: float, respondents: int) -> None:
    """Raise SurveyError where a population's size is no whole number, or below the number of respondents."""
    if not _is_whole(persons):
        raise SurveyError("persons_not_whole", name=name, found=f"{persons:.12g}")
    if persons < respondents:
        raise SurveyError("persons_below_respondents", name=name, persons=f"{persons:.12g}", count=respondents)


def _check_population(sample: Sample, margins: Sequence[Margin], *, total: PopulationTotal) -> None:
    """Raise SurveyError where margins, or the total that they are shares of, cannot be counts of the population."""
    has_weight = sample.weights != 0
    if total is not None:
        if total != "weights" and 0 < total < np.inf:
            check_persons("total", total, int(has_weight.sum()))
        return
    design_total = float(sample.weights.sum())
    for margin in margins:
        margin_sum = float(margin.targets.sum())
        if abs(margin_sum - 1) <= SUM_TOLERANCE:
            continue  # shares, which need a total: `_as_counts` refuses them
        # Where the weights add up to 100 as well, there are a hundred persons.
        if abs(margin_sum - PERCENT) <= PERCENT_ROUNDING < abs(design_total - PERCENT):
            raise SurveyError("margin_in_percent", margin=margin.name, found=f"{margin_sum:.10g}")
    for margin in margins:
        if abs(float(margin.targets.sum()) - 1) > SUM_TOLERANCE:
            _check_counts(margin, has_weight)


def _check_counts(margin: Margin, has_weight: BoolArray) -> None:
    """Raise SurveyError for a count that is no whole number, or below the number of respondents in its category."""
    codes = margin.codes[has_weight & (margin.codes >= 0)].astype(np.int64)
    respondents = np.bincount(codes, minlength=len(margin.targets)).tolist()
    for category, count, answered in zip(margin.categories, margin.targets.tolist(), respondents, strict=True):
        facts = {"margin": margin.name, "category": category, "found": f"{count:.12g}"}
        if not _is_whole(count):
            raise SurveyError("margin_not_whole", **facts)
        if count < answered:
            raise SurveyError("margin_below_respondents", count=answered, **facts)


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) <= SUM_TOLERANCE * max(abs(number), 1)


def category_label(value: object) -> str:
    """Return the label of a category: True as true, 1.0 as 1, several joined by |."""
    if isinstance(value, tuple | list):
        return "|".join(category_label(part) for part in value)
    if isinstance(value, bool | np.bool_):
        return str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _margin_columns(sample: Sample, name: str | tuple[str, ...]) -> tuple[str, ...]:
    if not isinstance(name, str):
        return tuple(name)
    parts = tuple(part.strip() for part in name.split(" x "))
    return parts if name not in sample.frame.columns and len(parts) > 1 else (name,)


def _margin_name(columns: tuple[str, ...]) -> str:
    return " x ".join(columns)


def joint_codes(sample: Sample, columns: Sequence[str]) -> tuple[IntArray, tuple[str, ...]]:
    """Return codes (n,) of the columns' combinations, -1 where one is missing, and the label of each combination."""
    coded_columns = [sample.codes(column) for column in columns]
    if len(coded_columns) == 1:
        codes, categories = coded_columns[0]
        return codes, tuple(map(category_label, categories))
    labels = tuple(category_label(label) for label in product(*(categories for _, categories in coded_columns)))
    codes = CrossedCodes(
        [codes for codes, _ in coded_columns], [len(categories) for _, categories in coded_columns]
    ).to_array()
    return np.where(
        np.logical_or.reduce([column_codes < 0 for column_codes, _ in coded_columns]), codes.dtype.type(-1), codes
    ), labels


def _read_margin(
    sample: Sample,
    columns: tuple[str, ...],
    totals: Mapping[object, float],
    collapse: Mapping[object, object],
    has_weight: BoolArray | None,
) -> Margin:
    name = _margin_name(columns)
    codes, labels = joint_codes(sample, columns)
    counts = _read_counts(name, totals)
    collapse_to = _collapse_counts(
        name, counts, labels, {category_label(old): category_label(new) for old, new in collapse.items()}
    )
    labels_found = {collapse_to.get(label, label) for label in labels}
    kept_counts = {label: count for label, count in counts.items() if count or label in labels_found}
    position = {label: number for number, label in enumerate(kept_counts)}
    lookup = [position.get(collapse_to.get(label, label), -2) for label in labels]
    if lookup != list(range(len(labels))):
        codes = look_up(np.array([*lookup, -1], smallest_int_type(len(position))), codes)
    margin = Margin(name, tuple(kept_counts), np.array(list(kept_counts.values()), float), codes)
    # All values of a single column occur; if all rows have a weight too, the check cannot fail.
    if (
        len(columns) > 1
        or has_weight is not None
        or labels_found != kept_counts.keys()
        or not all(kept_counts.values())
        or codes.min() < 0
    ):
        _check_respondents(
            margin, has_weight, [label for label in labels if collapse_to.get(label, label) not in position]
        )
    return margin


def _read_counts(name: str, totals: Mapping[object, float]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for category, count in totals.items():
        label = category_label(category)
        if label in counts:
            raise SurveyError("category_twice", margin=name, category=label)
        if isinstance(count, bool | str) or count is None or not isfinite(count) or count < 0:
            raise SurveyError("margin_not_a_count", margin=name, category=label, found=count)
        counts[label] = float(count)
    if not any(counts.values()):
        raise SurveyError("margin_of_nobody", margin=name)
    return counts


def _collapse_counts(
    name: str, counts: dict[str, float], labels: Sequence[str], collapse: Mapping[str, str]
) -> Mapping[str, str]:
    """Add the counts of merged categories to those they are merged into; return the mapping."""
    for old, new in collapse.items():
        if old not in counts and old not in labels:
            raise SurveyError("collapse_unknown", margin=name, category=old, categories=", ".join(counts))
        if new not in counts or new in collapse:
            remaining = ", ".join(label for label in counts if label not in collapse)
            raise SurveyError("collapse_unknown", margin=name, category=new, categories=remaining)
        counts[new] += counts.pop(old, 0.0)
    return collapse


def _check_respondents(margin: Margin, has_weight: BoolArray | None, missing_categories: Sequence[str]) -> None:
    """Raise SurveyError for rows without a category, or categories without rows or persons; ignore rows of weight 0."""
    codes = margin.codes if has_weight is None else margin.codes[has_weight]
    respondents = np.bincount(codes.astype(np.int64) + 2, minlength=len(margin.targets) + 2)
    if respondents[1]:
        raise SurveyError("missing_in_margin", margin=margin.name, count=int(respondents[1]))
    if respondents[0]:
        raise SurveyError(
            "category_without_margin",
            margin=margin.name,
            categories=", ".join(missing_categories),
            count=int(respondents[0]),
        )
    for number in np.flatnonzero((respondents[2:] == 0) != (margin.targets == 0)):
        persons, category = margin.targets[number], margin.categories[number]
        code = "margin_without_respondents" if persons else "respondents_without_population"
        raise SurveyError(
            code, margin=margin.name, category=category, persons=f"{persons:g}", count=int(respondents[2 + number])
        )


def _as_counts(margins: Sequence[Margin], *, total: float | None) -> tuple[Margin, ...]:
    """Convert margins of shares, which need a total, to counts. Raises SurveyError."""
    sums = [float(margin.targets.sum()) for margin in margins]
    if total is None:
        if any(abs(margin_sum - 1) <= SUM_TOLERANCE for margin_sum in sums):
            raise SurveyError("shares_without_total", margin=margins[0].name)
        return tuple(margins)
    if not total > 0:
        raise SurveyError("bad_total", found=total)
    for margin, margin_sum in zip(margins, sums, strict=True):
        if abs(margin_sum - 1) > SUM_TOLERANCE:
            raise SurveyError("shares_not_one", margin=margin.name, found=f"{margin_sum:.10g}")
    return tuple(replace(margin, targets=margin.targets * total) for margin in margins)


def scale_to_common_sum(margins: Sequence[Margin]) -> tuple[Margin, ...]:
    """Scale margins to the same sum, against rounding; raise SurveyError where their sums differ by more."""
    first = margins[0]
    population = float(first.targets.sum())
    for margin in margins[1:]:
        margin_sum = float(margin.targets.sum())
        if abs(margin_sum - population) > SUM_TOLERANCE * population:
            raise SurveyError(
                "margins_disagree",
                first=first.name,
                first_total=f"{population:.10g}",
                second=margin.name,
                second_total=f"{margin_sum:.10g}",
            )
    return tuple(replace(margin, targets=margin.targets * (population / margin.targets.sum())) for margin in margins)
