"""Sums by groups are the same however the rows are cut, and codes never outgrow their type."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from kobling.core import survey
from kobling.core.survey import arrays
from kobling.core.survey.arrays import (
    CrossedCodes,
    LazyColumn,
    compact_codes,
    count_by,
    distinct_columns,
    multiply_columns,
    smallest_int_type,
    sum_by,
    tabulate,
)

NAN = float("nan")
codes = hnp.arrays(np.int16, st.integers(1, 60), elements=st.integers(0, 9))


@pytest.fixture
def short_blocks(monkeypatch):
    """Cut even a few rows into many blocks."""
    monkeypatch.setattr(arrays, "BLOCK_ROWS", 7)


@given(codes, st.integers(0, 2**32 - 1))
def test_sums_are_those_of_the_definition(of_row, seed):
    weights, yes = np.random.default_rng(seed).random((2, len(of_row)))
    found = tabulate(
        of_row, 10, weights, [None, yes < 0.5, LazyColumn(lambda rows: yes[rows] ** 2), multiply_columns(yes, weights)]
    )
    for group in range(10):
        w, y = weights[of_row == group], yes[of_row == group]
        assert found[:, group] == pytest.approx([w.sum(), w[y < 0.5].sum(), (w * y**2).sum(), (w * w * y).sum()])


@pytest.mark.usefixtures("short_blocks")
def test_many_blocks_sum_as_one():
    of_row, values = np.arange(100, dtype=np.int8) % 9, np.arange(100.0)
    assert sum_by(of_row, values, 9).tolist() == [values[of_row == group].sum() for group in range(9)]
    assert count_by(of_row, 9).tolist() == [(of_row == group).sum() for group in range(9)]
    assert CrossedCodes([of_row, of_row], [9, 9]).to_array().tolist() == (of_row.astype(int) * 10).tolist()


def test_no_rows_have_sums_of_nothing():
    assert sum_by(np.zeros(0, np.int8), np.zeros(0), 3).tolist() == [0, 0, 0]


@given(st.integers(0, 2**40))
def test_the_smallest_type_holds_what_it_is_to_hold(size):
    kept = np.array([-1, size], smallest_int_type(size))
    assert kept.tolist() == [-1, size]


def test_combinations_outgrow_the_type_of_their_columns():
    """127 codes fit in a byte, their pairs do not."""
    column = np.arange(127, dtype=np.int8)
    crossed = CrossedCodes([column, column], [127, 127])
    assert crossed.to_array().tolist() == [code * 128 for code in range(127)]
    assert crossed[slice(126, 127)].tolist() == [126 * 128]


@given(codes)
def test_numbers_without_gaps_stand_for_the_codes(of_row):
    numbers, kinds = compact_codes(of_row, 10)
    assert kinds[numbers].tolist() == of_row.tolist()
    assert sorted(set(of_row.tolist())) == kinds.tolist()


def test_codes_that_lie_far_apart_are_numbered_by_sorting():
    numbers, kinds = compact_codes(np.array([5, 2**40, 5]), 2**40 + 1)
    assert (numbers.tolist(), kinds.tolist()) == ([0, 1, 0], [5, 2**40])


def test_a_column_is_summed_once():
    y, x = np.ones(3), np.zeros(3)
    columns, place = distinct_columns([(y, None), (x, y), (None, None)])
    assert [one is None for one in columns] == [True, False, False]
    assert place.tolist() == [[1, 0], [2, 1], [0, 0]]


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        ([-128, 127, 0, -128], pl.Int8),
        ([0, 255, 7, 7], pl.UInt8),
        ([2**63, 2**64 - 1, 2**63], pl.UInt64),
        ([-(2**63), 2**63 - 1, 0], pl.Int64),
        ([-(2**63), 1 - 2**63, -(2**63)], pl.Int64),
        ([1, 2, 9, None, 2], pl.Int64),
        ([None, None, 3], pl.Int16),
        ([0.5, None, NAN, 0.25], pl.Float64),
        (["b", None, "a", "b"], pl.String),
        ([True, False, None], pl.Boolean),
        ([None, None], pl.Int8),
    ],
)
def test_a_column_as_codes(values, dtype):
    sample = survey.Sample(pl.DataFrame({"v": pl.Series(values, dtype=dtype)}))
    of_row, kinds = sample.codes("v")
    there = [None if value is None or value is NAN else value for value in values]
    said = [value if dtype.is_numeric() else str(value).lower() for value in there if value is not None]
    assert list(kinds) == sorted(set(said))
    assert [kinds[code] for code in of_row if code >= 0] == said
    assert [code < 0 for code in of_row] == [value is None for value in there]


def test_margins_of_many_categories_fit():
    """300 categories by 300: far more than the type of either column holds."""
    rng = np.random.default_rng(1)
    one, other = rng.integers(0, 300, (2, 20_000)).astype(np.int16)
    sample = survey.Sample(pl.DataFrame({"one": one, "other": other}))
    wanted = rng.uniform(50, 90, (2, 300))
    wanted[1] *= wanted[0].sum() / wanted[1].sum()
    margins = {name: dict(enumerate(counts.tolist())) for name, counts in zip(("one", "other"), wanted, strict=True)}
    weights = survey.rake(sample, margins, estimated=True).weights
    assert np.bincount(one, weights) == pytest.approx(wanted[0])
    assert np.bincount(other, weights) == pytest.approx(wanted[1])


def test_blocks_and_rows_give_the_same_standard_errors():
    """More rows than a block has: cells beside the influences row by row."""
    rng, rows = np.random.default_rng(2), arrays.BLOCK_ROWS + 1000
    frame = pl.DataFrame(
        {
            "h": rng.integers(0, 4, rows),
            "sex": rng.integers(0, 2, rows),
            "age": rng.integers(0, 5, rows),
            "y": rng.random(rows) < 0.3,
            "w": rng.uniform(1, 3, rows),
        }
    )
    sample = survey.Sample(frame, survey.Design(weights="w", strata="h"))
    shares = {"sex": {0: 0.52, 1: 0.48}, "age": dict.fromkeys(range(5), 0.2)}
    found = survey.share(survey.rake(sample, shares, total=100_000), "y", by="h")
    assert [one.se for one in found] == pytest.approx(np.sqrt(found.covariance.diagonal()), rel=1e-9)
