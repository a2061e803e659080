"""Rows that are alike, added up together, give the sums of the rows one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.survey.design.domains import Domains
from kobling.core.survey.variance import response_patterns

ROWS = 400
GROUPS = 7


def drawn(seed, *, domains=3, asked=4, numbers=False, outside=True):
    """Made-up domains, columns asked, weights and groups of `ROWS` rows."""
    rng = np.random.default_rng(seed)
    of_row = rng.integers(-1 if outside else 0, domains, ROWS)
    columns = [None, *(rng.random(ROWS) < 0.3 for _ in range(asked)), *([rng.normal(size=ROWS)] if numbers else [])]
    return Domains(of_row, ({},) * domains), columns, rng.random(ROWS), rng.integers(0, GROUPS, ROWS)


def one_by_one(domains, columns, weights, groups):
    """The same tables, each sum for itself."""
    place = np.where(domains.of_row < 0, len(domains), domains.of_row)
    return np.array(
        [
            [
                [
                    (weights * (1 if column is None else column))[(place == domain) & (groups == group)].sum()
                    for group in range(GROUPS)
                ]
                for domain in range(len(domains) + 1)
            ]
            for column in columns
        ]
    )


@given(st.integers(0, 2**32), st.integers(1, 6), st.integers(0, 5), st.booleans(), st.booleans())
def test_tables_by_kinds_are_those_of_the_rows(seed, domains, asked, numbers, outside):
    known, columns, weights, groups = drawn(seed, domains=domains, asked=asked, numbers=numbers, outside=outside)
    found = response_patterns.response_patterns(known, columns).weighted_sums(weights, groups, GROUPS)
    np.testing.assert_allclose(found, one_by_one(known, columns, weights, groups), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    ("wanted", "fit"),
    [({"asked": 4}, True), ({"asked": 7}, False), ({"numbers": True}, False)],
    ids=["few yes or no", "more kinds than rows", "a number among them"],
)
def test_rows_are_alike_where_kinds_are_few(wanted, fit):
    known, columns, *_ = drawn(1, **wanted)
    assert response_patterns.response_patterns(known, columns).fits_cache(GROUPS) is fit


def test_tables_that_would_be_large_are_made_row_by_row(monkeypatch):
    known, columns, weights, groups = drawn(1)
    found = response_patterns.response_patterns(known, columns)
    monkeypatch.setattr(response_patterns, "MAX_TABLE_SIZE", 100)
    assert not found.fits_cache(GROUPS)
    np.testing.assert_allclose(
        found.weighted_sums(weights, groups, GROUPS), one_by_one(known, columns, weights, groups), rtol=1e-12
    )
