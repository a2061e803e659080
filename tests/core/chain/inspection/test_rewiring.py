from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from kobling.core.chain.inspection import rewiring
from kobling.core.chain.inspection.rewiring import draw_rewired_tables
from tests.laws import examples

TABLES = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=8))


def drawn(table, *, rewirings, seed):
    return np.concatenate(list(draw_rewired_tables(table, rewirings=rewirings, seed=seed)))


@given(table=TABLES, seed=st.integers(0, 2**32))
@examples(60)
def test_every_sum_is_kept(table, seed):
    tables = drawn(table, rewirings=7, seed=seed)

    assert tables.shape == (7, *table.shape)
    assert (tables.sum(axis=1) == table.sum(axis=0)).all()
    assert (tables.sum(axis=2) == table.sum(axis=1)).all()


def test_the_seed_decides_and_the_given_table_is_left_alone():
    table = np.eye(5, dtype=np.bool_)

    assert (drawn(table, rewirings=20, seed=3) == drawn(table, rewirings=20, seed=3)).all()
    assert (drawn(table, rewirings=20, seed=3) != drawn(table, rewirings=20, seed=4)).any()
    assert (table == np.eye(5, dtype=np.bool_)).all()


def all_tables(table):
    """Every table with these sums, by trying all."""
    rows, columns = table.shape
    for cells in product((False, True), repeat=rows * columns):
        one = np.array(cells).reshape(rows, columns)
        if (one.sum(axis=0) == table.sum(axis=0)).all() and (one.sum(axis=1) == table.sum(axis=1)).all():
            yield one.tobytes()


UNEVEN = np.array([[1, 1, 1, 0], [1, 0, 0, 0], [0, 1, 0, 1]], dtype=np.bool_)
SQUARE = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 0, 1]], dtype=np.bool_)


@pytest.mark.parametrize("table", [UNEVEN, SQUARE], ids=["uneven", "square"])
def test_every_table_with_the_sums_is_drawn_as_often_as_any_other(table):
    """Each from a walk of its own, so that the draws are independent."""
    from scipy.stats import chisquare

    there = list(all_tables(table))
    draws = Counter(drawn(table, rewirings=1, seed=seed)[0].tobytes() for seed in range(60 * len(there)))

    assert set(draws) == set(there)
    assert chisquare([draws[one] for one in there]).pvalue > 0.001


def test_many_tables_are_drawn_in_blocks(monkeypatch):
    monkeypatch.setattr(rewiring, "MAX_CELLS_PER_BLOCK", 3 * 16)

    blocks = [len(block) for block in draw_rewired_tables(SQUARE, rewirings=10, seed=1)]

    assert blocks == [3, 3, 3, 1]


@pytest.mark.parametrize("table", [np.zeros((3, 4), np.bool_), np.ones((3, 4), np.bool_), np.ones((1, 4), np.bool_)])
def test_a_table_that_cannot_be_otherwise_stays(table):
    assert (drawn(table, rewirings=5, seed=1) == table).all()
