"""Draw random tables of 0 and 1 with given row and column sums by curveball trades, many tables at a time.

In a trade two rows pool the ones that only one of them has, and draw as many back as each put in. In a global trade all
rows trade in random pairs at once. Trades keep every sum, and repeated they make every table with these sums equally
likely. Sources: G. Strona et al. (2014), Nature Communications 5, 4114; C. J. Carstens et al. (2018), Parallel
and I/O-efficient randomisation of massive networks using global curveball trades, ESA.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.bool_]
Tables = NDArray[np.bool_]

GLOBAL_TRADES = 6
"""Number of global trades from one table to the next. The test is exact with any number (see `draw_rewired_tables`);
more trades only increase its power."""
MAX_CELLS_PER_BLOCK = 4_000_000
"""Number of cells in memory at a time, which keeps it under 100 MB."""


def draw_rewired_tables(table: Table, *, rewirings: int, seed: int) -> Iterator[Tables]:
    """Yield random tables with the sums of the given one, in blocks of shape (n, rows, columns); `rewirings` in all.

    The given table and those drawn are exchangeable if the given one is random too, however few the trades: a random
    walk leads from it to a starting point, and from there a walk of the same length to each of the others. Source:
    J. Besag and P. Clifford (1989), Generalized Monte Carlo significance tests, Biometrika 76, 633-642.
    """
    rng = np.random.default_rng(seed)
    start = _random_walk(table[np.newaxis].copy(), rng)
    block_size = max(1, MAX_CELLS_PER_BLOCK // max(1, table.size))
    for done in range(0, rewirings, block_size):
        yield _random_walk(np.repeat(start, min(block_size, rewirings - done), axis=0), rng)


def _random_walk(tables: Tables, rng: np.random.Generator) -> Tables:
    """Trade in place, and return the tables: shape (tables, rows, columns)."""
    pairs = tables.shape[1] // 2
    if pairs:
        for _ in range(GLOBAL_TRADES):
            order = rng.random(tables.shape[:2]).argsort(axis=1)[:, : 2 * pairs, np.newaxis]
            _trade(tables, order[:, :pairs], order[:, pairs:], rng)
    return tables


def _trade(tables: Tables, left: NDArray[np.intp], right: NDArray[np.intp], rng: np.random.Generator) -> None:
    """Let each row of `left` trade with its row of `right`; both are row numbers of shape (tables, pairs, 1)."""
    left_rows, right_rows = np.take_along_axis(tables, left, axis=1), np.take_along_axis(tables, right, axis=1)
    pool, common = left_rows ^ right_rows, left_rows & right_rows
    keep = (left_rows & pool).sum(axis=2, keepdims=True)
    order = np.where(pool, rng.random(pool.shape, dtype=np.float32), np.float32(2))
    drawn = np.empty_like(pool)
    np.put_along_axis(drawn, order.argsort(axis=2), np.arange(pool.shape[2]) < keep, axis=2)
    np.put_along_axis(tables, left, common | drawn, axis=1)
    np.put_along_axis(tables, right, common | (pool & ~drawn), axis=1)
