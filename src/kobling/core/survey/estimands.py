"""Estimands: weighted sums (totals), and ratios of weighted sums (means, shares, ratios)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kobling.core.survey.arrays import BoolArray, FloatArray
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.errors import SurveyError


@dataclass(frozen=True, eq=False)
class Estimand:
    """The population quantity sum(w * numerator) / sum(w * denominator), or for a total the first sum alone."""

    kind: str
    variable: str
    category: object | None
    numerator: FloatArray | BoolArray
    """(n,) 0 where there is no answer; true or false where a category is counted"""
    denominator: FloatArray | BoolArray | None
    """(n,) 0 where there is no answer; None for a column of ones, or where there is no denominator"""
    answered: BoolArray | None
    """(n,) the rows with an answer; None for all"""

    @property
    def has_denominator(self) -> bool:
        """Whether the estimand is a ratio rather than a total."""
        return self.kind != "total"

    @property
    def ratio_denominator(self) -> FloatArray | BoolArray | None:
        """(n,) The denominator of a ratio; None for a column of ones, or for a total."""
        return self.denominator if self.has_denominator else None


def mean_estimands(sample: Sample, variable: str) -> list[Estimand]:
    """Return the estimand of a mean."""
    return [_number_estimand("mean", sample, variable)]


def total_estimands(sample: Sample, variable: str) -> list[Estimand]:
    """Return the estimand of a total; of a text column, the number of persons in each category."""
    if sample.is_numeric(variable):
        return [_number_estimand("total", sample, variable)]
    return _category_estimands("total", sample, variable, None)


def share_estimands(sample: Sample, variable: str, category: object | None = None) -> list[Estimand]:
    """Return the estimands of the shares in each category, or in one. Raises SurveyError.

    A column without answers has one estimand, of no category unless one is requested.
    """
    return _category_estimands("share", sample, variable, category)


def ratio_estimands(sample: Sample, variable: str, over: str) -> list[Estimand]:
    """Return the estimand of a ratio of two totals, among the rows that have both."""
    numerator, denominator = sample.column(variable), sample.column(over)
    answered = ~(np.isnan(numerator) | np.isnan(denominator))
    all_answered = answered.all()
    return [
        Estimand(
            "ratio",
            f"{variable}/{over}",
            None,
            numerator if all_answered else np.where(answered, numerator, 0),
            denominator if all_answered else np.where(answered, denominator, 0),
            None if all_answered else answered,
        )
    ]


def _number_estimand(kind: str, sample: Sample, variable: str) -> Estimand:
    values = sample.column(variable)
    answered = ~np.isnan(values)
    if answered.all():
        return Estimand(kind, variable, None, values, None, None)
    return Estimand(kind, variable, None, np.where(answered, values, 0), answered, answered)


def _category_estimands(kind: str, sample: Sample, variable: str, category: object | None) -> list[Estimand]:
    codes, categories = sample.codes(variable)
    answered = None if codes.min() >= 0 else codes >= 0
    if not categories:
        # Without answers: one estimand without a number, of the category that was requested.
        return [Estimand(kind, variable, category, codes >= 0, answered, answered)]
    if category is None:
        chosen = list(enumerate(categories))
    else:
        code = _category_index(category, categories)
        if code is None and not sample.is_numeric(variable):
            names = ", ".join(map(str, categories))
            raise SurveyError("no_such_category", variable=variable, category=category, categories=names)
        # A number that does not occur in the sample is a valid category: its share is 0.
        chosen = [(len(categories), category)] if code is None else [(code, categories[code])]
    return [Estimand(kind, variable, name, codes == code, answered, answered) for code, name in chosen]


def _category_index(category: object, categories: Sequence[object]) -> int | None:
    """Return the index of a category among the values, compared as values and as text."""
    indices = (index for index, known in enumerate(categories) if category == known or str(category) == str(known))
    return next(indices, None)
