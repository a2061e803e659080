"""Separated outcomes have no finite logistic estimate: found for what they are, however large the coefficients are."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core import survey
from kobling.core.survey.comparison.separation import separating_direction
from tests.laws import examples


def fitted(frame, on):
    return survey.regression(survey.Sample(frame), "y", on, family="logistic")


def is_separated_by_number(x, y):
    """Whether the numbers of the two outcomes overlap in no more than one value."""
    low, high = x[y == 0], x[y == 1]
    return not len(low) or not len(high) or low.max() <= high.min() or high.max() <= low.min()


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(0, 1)), min_size=3, max_size=12))
@examples(200)
def test_one_number_separates_where_its_values_do_not_overlap(pairs):
    x, y = (np.array(column, float) for column in zip(*pairs, strict=True))
    if np.ptp(x) == 0:
        return
    direction = separating_direction(np.column_stack([np.ones(len(x)), x]), y > 0)

    assert (direction is not None) == is_separated_by_number(x, y)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 1)), min_size=4, max_size=20))
@examples(100)
def test_categories_are_refused_where_one_has_one_outcome_only_and_fitted_otherwise(pairs):
    frame = pl.DataFrame({"x": [x for x, _ in pairs], "y": [y for _, y in pairs]})
    outcomes = frame.group_by("x").agg(pl.col("y").n_unique().alias("outcomes"), pl.col("y").mean().alias("share"))
    if frame["x"].n_unique() < 2 or frame["y"].n_unique() < 2:
        return
    if outcomes["outcomes"].min() == 1:
        with pytest.raises(survey.SurveyError, match="no finite estimate exists"):
            fitted(frame, ["x"])
    else:
        first, *others = outcomes.sort("x")["share"]
        log_odds = [np.log(share / (1 - share)) for share in (first, *others)]
        found = [one.estimate for one in fitted(frame, ["x"])]
        assert found == pytest.approx([log_odds[0], *(odds - log_odds[0] for odds in log_odds[1:])], abs=1e-6)


@given(seed=st.integers(0, 2**32), rows=st.integers(8, 40), predictors=st.integers(1, 3))
@examples(60)
def test_what_is_found_separates_and_what_is_not_has_a_solution(seed, rows, predictors):
    """A direction is checked row by row; where there is none the score equations have a solution (Albert, Anderson)."""
    rng = np.random.default_rng(seed)
    x = np.column_stack([np.ones(rows), rng.integers(-3, 4, (rows, predictors))]).astype(float)
    y = rng.random(rows) < 0.5
    if np.linalg.matrix_rank(x) < x.shape[1] or y.all() or not y.any():
        return
    names = [f"x{number}" for number in range(predictors)]
    frame = pl.DataFrame({"y": y.astype(int), **dict(zip(names, x[:, 1:].T, strict=True))})
    if separating_direction(x, y) is not None:
        with pytest.raises(survey.SurveyError, match="no finite estimate exists"):
            fitted(frame, names)
        return
    beta = np.array([one.estimate for one in fitted(frame, names)])
    residual = y - 1 / (1 + np.exp(-x @ beta))
    assert x.T @ residual == pytest.approx(np.zeros(predictors + 1), abs=1e-5 * rows)


def test_coefficients_may_be_large_where_outcomes_overlap():
    """In millionths; for the same in whole numbers scipy.optimize.minimize of the deviance gives 0.594084."""
    x = np.array([1, 2, 3, 4, 5, 6, 7, 8]) * 1e-6
    y = [0, 0, 1, 0, 1, 0, 1, 1]

    slope = fitted(pl.DataFrame({"x": x, "y": y}), ["x"])[1]

    assert slope.estimate == pytest.approx(594_084, rel=1e-5)


def test_many_rows_are_tested_in_a_moment():
    rng = np.random.default_rng(1)
    x = np.column_stack([np.ones(200_000), rng.normal(size=(200_000, 3))])
    y = x[:, 1] > 0

    assert separating_direction(x, y) is not None
    y[:3] = ~y[:3]
    assert separating_direction(x, y) is None
