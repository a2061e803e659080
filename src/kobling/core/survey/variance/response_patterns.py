"""Response patterns: groups of rows with the same domain and the same values in every boolean column.

Weights are summed by pattern in one pass, however many columns there are; sums of the columns follow from those.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kobling.core.survey.arrays import CrossedCodes, FloatArray, IntArray, NumberColumn, sum_by, tabulate
from kobling.core.survey.design.domains import Domains

MAX_TABLE_SIZE = 2**17
"""Most patterns times groups of a table that stays in the processor's cache."""


@dataclass(frozen=True, eq=False)
class ResponsePatterns:
    """Columns of the rows, and the pattern of values that each row has in them."""

    domains: Domains
    columns: Sequence[NumberColumn | None]
    """(n,) each; None is a column of ones"""
    pattern_of_row: IntArray | None
    """(n,) the pattern and domain of each row, with one domain for rows outside; None if a column is not boolean"""
    pattern_values: FloatArray
    """(columns, patterns) the value of each column in each pattern"""

    def fits_cache(self, groups: int) -> bool:
        """Return whether a table of patterns and groups is small enough for the processor's cache."""
        return self.pattern_of_row is not None and self._table_size * groups <= min(
            MAX_TABLE_SIZE, 16 * len(self.pattern_of_row)
        )

    def weighted_sums(self, weights: NumberColumn, groups: IntArray, group_count: int) -> FloatArray:
        """(columns, domains + 1, groups) The sums of weights * columns; the last domain is the rows outside."""
        width = len(self.domains) + 1
        if self.pattern_of_row is None or not self.fits_cache(group_count):
            crossed = CrossedCodes([self.domains.of_row_with_outside, groups], [width, group_count])
            return tabulate(crossed, width * group_count, weights, self.columns).reshape(-1, width, group_count)
        sums = sum_by(
            CrossedCodes([self.pattern_of_row, groups], [self._table_size, group_count]),
            weights,
            self._table_size * group_count,
        )
        return (self.pattern_values @ sums.reshape(-1, width * group_count)).reshape(-1, width, group_count)

    @property
    def _table_size(self) -> int:
        return (len(self.domains) + 1) * int(self.pattern_values.shape[1])


def response_patterns(domains: Domains, columns: Sequence[NumberColumn | None]) -> ResponsePatterns:
    """Return the patterns of rows that the columns distinguish."""
    filled = [column for column in columns if column is not None]
    booleans = [column for column in filled if isinstance(column, np.ndarray) and column.dtype == np.bool_]
    crossed = CrossedCodes(
        [*(column.view(np.int8) for column in booleans), domains.of_row_with_outside],
        [*[2] * len(filled), len(domains) + 1],
    )
    if len(booleans) < len(filled) or crossed.size > min(MAX_TABLE_SIZE, len(crossed)):
        return ResponsePatterns(domains, columns, None, np.ones((len(columns), 1)))
    pattern_values = np.ones((len(columns), 2 ** len(filled)))
    positions = [number for number, column in enumerate(columns) if column is not None]
    pattern_values[positions] = np.indices((2,) * len(filled)).reshape(len(filled), pattern_values.shape[1])
    return ResponsePatterns(domains, columns, crossed.to_array(), pattern_values)
