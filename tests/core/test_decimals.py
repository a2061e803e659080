"""Figures are shown as they were given; those that were computed are rounded to what can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.decimals import (
    MAX_SHOWN_DECIMALS,
    decisive_values,
    look_the_same,
    shared_decimals,
    written_decimals,
)
from tests.laws import examples

GIVEN = st.builds(
    lambda whole, decimals: whole / 10**decimals, st.integers(-(10**9), 10**9), st.integers(0, MAX_SHOWN_DECIMALS)
)


@pytest.mark.parametrize(
    ("values", "decimals"),
    [
        ([], 0),
        ([80.0, 96921.0, 1e20], 0),
        ([-2.5, 3.0], 1),
        ([61.5, 61.53], 2),
        ([59.37218, 61.2345678], 1),
        ([0.0234567, -0.0012345], 3),
        ([0.000012345], MAX_SHOWN_DECIMALS),
        ([0.25, 33.333333333], 2),
    ],
)
def test_the_figures_decide(values, decimals):
    assert shared_decimals(values) == decimals


@given(st.lists(GIVEN))
@examples(50)
def test_a_figure_that_was_given_is_shown_in_full_with_no_decimal_too_many(values):
    decimals = shared_decimals(values)

    assert all(round(value, decimals) == value for value in values)
    assert decimals == max(map(written_decimals, values), default=0)


@given(st.lists(GIVEN | st.floats(-1e9, 1e9)), st.floats(-1e9, 1e9))
@examples(50)
def test_at_most_two_values_decide_the_decimals_of_a_series_and_of_all_that_is_added_to_it(values, more):
    decisive = decisive_values(values)

    assert len(decisive) <= 2
    assert shared_decimals(decisive) == shared_decimals(values)
    assert shared_decimals((*decisive, more)) == shared_decimals((*values, more))


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
@examples(50)
def test_no_series_takes_more_decimals_than_can_be_read(values):
    assert 0 <= shared_decimals(values) <= MAX_SHOWN_DECIMALS


@pytest.mark.parametrize(
    ("first", "second", "decimals", "expected"),
    [
        (7.46, 7.5, 1, True),
        (7.44, 7.5, 1, False),
        (79.6, 80.0, 0, True),
        (80.0, 80.0, 0, False),
        (1e300, 1.5, 2, False),
    ],
)
def test_different_numbers_may_look_the_same(first, second, decimals, expected):
    assert look_the_same(first, second, decimals) is expected
