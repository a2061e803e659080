"""Tables of 0 and 1 with given row and column sums, drawn at random: curveball trades, many tables at a time.

In a trade two rows lay the ones that only one of them has in a heap, and draw as many back as each put in. In a global
trade all rows trade in random pairs at once. Trades keep every sum, and repeated they make every table with these sums
equally likely. Sources: G. Strona et al. (2014), Nature Communications 5, 4114; C. J. Carstens et al. (2018), Parallel
and I/O-efficient randomisation of massive networks using global curveball trades, ESA.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.bool_]
Tables = NDArray[np.bool_]

GLOBAL_TRADES = 6
"""How many times all rows trade on the way from one table to the next. The test that uses them is exact with any number
(see `rewired`); more of them only make it find more."""
CELLS_AT_ONCE = 4_000_000
"""How many cells are worked on at a time, so that memory stays under 100 MB."""


def draw_rewired_tables(table: Table, *, rewirings: int, seed: int) -> Iterator[Tables]:
    """Draw tables with the sums of this one, in blocks of shape (some, rows, columns); `rewirings` tables in all.

    The given table and those drawn are exchangeable if the table itself was drawn at random, however few the trades:
    a walk leads from it to a starting point, and from there a walk of the same length to each of the others. Source:
    J. Besag and P. Clifford (1989), Generalized Monte Carlo significance tests, Biometrika 76, 633-642.
    """
    chance = np.random.default_rng(seed)
    start = _walked(table[np.newaxis].copy(), chance)
    at_once = max(1, CELLS_AT_ONCE // max(1, table.size))
    for done in range(0, rewirings, at_once):
        yield _walked(np.repeat(start, min(at_once, rewirings - done), axis=0), chance)


def _walked(tables: Tables, chance: np.random.Generator) -> Tables:
    """Trade in place: shape (tables, rows, columns)."""
    pairs = tables.shape[1] // 2
    if pairs:
        for _ in range(GLOBAL_TRADES):
            order = chance.random(tables.shape[:2]).argsort(axis=1)[:, : 2 * pairs, np.newaxis]
            _trade(tables, order[:, :pairs], order[:, pairs:], chance)
    return tables


def _trade(tables: Tables, ones: NDArray[np.intp], others: NDArray[np.intp], chance: np.random.Generator) -> None:
    """Let each row of `ones` trade with its row of `others`; both are row numbers of shape (tables, pairs, 1)."""
    mine, yours = np.take_along_axis(tables, ones, axis=1), np.take_along_axis(tables, others, axis=1)
    heap = mine ^ yours
    keep = (mine & heap).sum(axis=2, keepdims=True)
    lots = np.where(heap, chance.random(heap.shape, dtype=np.float32), np.float32(2))
    drawn = np.empty_like(heap)
    np.put_along_axis(drawn, lots.argsort(axis=2), np.arange(heap.shape[2]) < keep, axis=2)
    np.put_along_axis(tables, ones, (mine & yours) | drawn, axis=1)
    np.put_along_axis(tables, others, (mine & yours) | (heap & ~drawn), axis=1)
