"""Compare groups of the population: pairwise, each with the rest, and tests of association."""

from collections.abc import Sequence

import numpy as np

from kobling.core.survey.arrays import CrossedCodes, FloatArray
from kobling.core.survey.comparison import chi_square
from kobling.core.survey.comparison.contrasts import (
    Contrast,
    ContrastEstimate,
    adjust_p_values,
    estimate_contrasts,
    ordered_pairs,
)
from kobling.core.survey.design.domains import Domains, domains_of
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.estimands import Estimand
from kobling.core.survey.estimation import estimators
from kobling.core.survey.estimation.estimates import Estimates
from kobling.core.survey.variance.degrees_of_freedom import degrees_of_freedom, joint_degrees_of_freedom

TESTS_ON_TOTALS = frozenset({"wald", "adjusted_wald"})
"""The tests computed from totals, as in R; the others are computed from shares."""


def differences(sample: Sample, estimands: Sequence[Estimand], *, among: str, confidence: float = 0.95) -> Estimates:
    """Estimate the difference between every two values of a column, with Holm's adjustment for multiple testing.

    Raises SurveyError.
    """
    domains = domains_of(sample, among)
    categories = _several_categories(sample, among)
    pairs = ordered_pairs(categories)
    estimates = estimators.estimate(sample, estimands, by=domains, confidence=confidence)
    everyone = [range(len(categories))]
    freedoms = [joint_degrees_of_freedom(sample, domains, everyone, estimand.answered) for estimand in estimands]
    return estimate_contrasts(
        estimates,
        [
            Contrast(
                "difference",
                f"{categories[first]} - {categories[second]}",
                {},
                {number * len(categories) + first: 1.0, number * len(categories) + second: -1.0},
                float(freedom[0]),
            )
            for number, freedom in enumerate(freedoms)
            for first, second in pairs
        ],
    )


def differences_from_rest(
    sample: Sample, estimands: Sequence[Estimand], *, among: str, confidence: float = 0.95
) -> Estimates:
    """Estimate how each value of a column differs from all others together, with Holm's adjustment.

    Raises SurveyError.
    """
    codes, _ = sample.codes(among)
    categories = _several_categories(sample, among)
    everyone = domains_of(sample)
    is_outside = (everyone.of_row < 0) | (codes < 0)
    results: list[Estimates] = []
    for code, category in enumerate(categories):
        of_row = np.where(is_outside, -1, (codes != code).astype(int))
        parts = Domains(of_row, ({among: category}, {}))
        estimates = estimators.estimate(sample, estimands, by=parts, confidence=confidence)
        compared = f"{category} - the rest"
        requested = [
            Contrast(
                "difference",
                compared,
                {among: category},
                {2 * number: 1.0, 2 * number + 1: -1.0},
                float(joint_degrees_of_freedom(sample, parts, [(0, 1)], estimand.answered)[0]),
            )
            for number, estimand in enumerate(estimands)
        ]
        results.append(estimate_contrasts(estimates, requested))
    return _concatenate(results)


def _several_categories(sample: Sample, among: str) -> Sequence[object]:
    """Return the values of a column that are compared. Raises SurveyError where there are fewer than two."""
    _, categories = sample.codes(among)
    if not categories:
        raise SurveyError("domains_unanswered", column=among)
    if len(categories) < 2:
        raise SurveyError("one_category_only", column=among, category=categories[0])
    return categories


def association(sample: Sample, rows: str, columns: str, *, test: str = "F") -> chi_square.Association:
    """Test whether two columns of answers are associated, among those who have both; see `chi_square` for the tests.

    Raises SurveyError.
    """
    row, row_categories = sample.codes(rows)
    column, column_categories = sample.codes(columns)
    if min(len(row_categories), len(column_categories)) < 2:
        raise SurveyError("no_table", rows=len(row_categories), columns=len(column_categories))
    has_both = (row >= 0) & (column >= 0)
    complete = sample.where(has_both)
    cell_of_row = np.where(
        has_both, CrossedCodes([row, column], [len(row_categories), len(column_categories)]).to_array(), -1
    )
    kind = "total" if test in TESTS_ON_TOTALS else "share"
    estimands = [
        Estimand(kind, f"{rows} x {columns}", number, (cell_of_row == number).astype(float), None, None)
        for number in range(len(row_categories) * len(column_categories))
    ]
    everyone = domains_of(complete)
    estimates = estimators.estimate(complete, estimands)
    cells = np.array([estimate.estimate or 0.0 for estimate in estimates]).reshape(
        len(row_categories), len(column_categories)
    )
    df = degrees_of_freedom(complete, everyone)[0]
    n = int(everyone.counts(sample.weights != 0)[0])
    return chi_square.chi_square_test(cells, estimates.covariance, n=n, df=float(df), test=test)


def _concatenate(results: Sequence[Estimates]) -> Estimates:
    """Concatenate estimates and adjust their p values together; covariances between the parts are NaN."""
    comparisons = adjust_p_values(
        [comparison for result in results for comparison in result if isinstance(comparison, ContrastEstimate)]
    )

    def covariance() -> FloatArray:
        matrix = np.full((len(comparisons), len(comparisons)), np.nan)
        start = 0
        for result in results:
            end = start + len(result)
            matrix[start:end, start:end] = result.covariance
            start = end
        return matrix

    return Estimates.from_estimates(comparisons, results[0].confidence, results[0].source, covariance)
