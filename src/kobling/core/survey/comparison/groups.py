"""How parts of the population differ."""

from collections.abc import Sequence

import numpy as np

from kobling.core.survey.arrays import CrossedCodes, FloatArray
from kobling.core.survey.comparison import chi_square
from kobling.core.survey.comparison.contrasts import (
    Comparison,
    Contrast,
    adjust_p_values,
    estimate_contrasts,
    ordered_pairs,
)
from kobling.core.survey.design.domains import Domains, domains_of
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.estimands import Estimand
from kobling.core.survey.estimation import estimate_table, estimators
from kobling.core.survey.estimation.estimates import Estimates

TESTS_ON_TOTALS = frozenset({"wald", "adjusted_wald"})
"""The tests that stand on totals, as in R; the others stand on shares."""


def differences(sample: Sample, wanted: Sequence[Estimand], *, among: str, confidence: float = 0.95) -> Estimates:
    """Estimate the difference between every two values of a column, with Holm's adjustment for how many there are.

    Raises SurveyError.
    """
    _, kinds = sample.codes(among)
    apart = estimators.estimate(sample, wanted, by=among, confidence=confidence)
    df = estimate_table.degrees_of_freedom(sample, domains_of(sample))[0]
    return estimate_contrasts(
        apart,
        [
            Contrast(
                "difference",
                f"{kinds[one]} - {kinds[other]}",
                {},
                {number * len(kinds) + one: 1.0, number * len(kinds) + other: -1.0},
                float(df),
            )
            for number in range(len(wanted))
            for one, other in ordered_pairs(kinds)
        ],
    )


def differences_from_rest(
    sample: Sample, wanted: Sequence[Estimand], *, among: str, confidence: float = 0.95
) -> Estimates:
    """Estimate how each value of a column differs from all others together, with Holm's adjustment.

    Raises SurveyError.
    """
    codes, kinds = sample.codes(among)
    whole = domains_of(sample)
    df = float(estimate_table.degrees_of_freedom(sample, whole)[0])
    outside = (whole.of_row < 0) | (codes < 0)
    found: list[Estimates] = []
    for code, kind in enumerate(kinds):
        of_row = np.where(outside, -1, (codes != code).astype(int))
        parts = Domains(of_row, ({among: kind}, {}))
        apart = estimators.estimate(sample, wanted, by=parts, confidence=confidence)
        compared = f"{kind} - the rest"
        chosen = [
            Contrast("difference", compared, {among: kind}, {2 * number: 1.0, 2 * number + 1: -1.0}, df)
            for number in range(len(wanted))
        ]
        found.append(estimate_contrasts(apart, chosen))
    return _concatenate(found)


def association(sample: Sample, rows: str, columns: str, *, test: str = "F") -> chi_square.Association:
    """Test whether two columns of answers hang together, among those who have both; see `chi_square` for the tests.

    Raises SurveyError.
    """
    row, row_kinds = sample.codes(rows)
    column, column_kinds = sample.codes(columns)
    both = (row >= 0) & (column >= 0)
    looked_at = sample.where(both)
    cell = np.where(both, CrossedCodes([row, column], [len(row_kinds), len(column_kinds)]).whole(), -1)
    kind = "total" if test in TESTS_ON_TOTALS else "share"
    wanted = [
        Estimand(kind, f"{rows} x {columns}", number, (cell == number).astype(float), None, None)
        for number in range(len(row_kinds) * len(column_kinds))
    ]
    whole = domains_of(looked_at)
    found = estimators.estimate(looked_at, wanted)
    cells = np.array([one.estimate or 0.0 for one in found]).reshape(len(row_kinds), len(column_kinds))
    df = estimate_table.degrees_of_freedom(looked_at, whole)[0]
    n = int(whole.counts(sample.weights > 0)[0])
    return chi_square.chi_square_test(cells, found.covariance, n=n, df=float(df), test=test)


def _concatenate(found: Sequence[Estimates]) -> Estimates:
    """Put estimates made one at a time into one; covariances between them are not known."""
    figures = adjust_p_values([figure for some in found for figure in some if isinstance(figure, Comparison)])

    def covariance() -> FloatArray:
        whole = np.full((len(figures), len(figures)), np.nan)
        start = 0
        for some in found:
            end = start + len(some)
            whole[start:end, start:end] = some.covariance
            start = end
        return whole

    return Estimates.of(figures, found[0].confidence, found[0].source, covariance)
