"""Rows that are alike: of one domain, and with the same yes or no to everything that is asked.

Tables of what such rows add up to need one reading of the weights, however much is asked; what is asked is then told
from the kinds, which are few.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kobling.core.survey.arrays import CrossedCodes, FloatArray, IntArray, NumberColumn, sum_by, tabulate
from kobling.core.survey.design.domains import Domains

MAX_TABLE_SIZE = 2**17
"""Tables of more kinds and groups than these do not stay in the processor's cache."""


@dataclass(frozen=True, eq=False)
class ResponsePatterns:
    """What is asked of the rows, and which of them are alike."""

    domains: Domains
    columns: Sequence[NumberColumn | None]
    """(n,) each; None is a column of ones"""
    of_row: IntArray | None
    """(n,) kind of answers by kind, in each the domains, and one for rows outside; None where not all is yes or no"""
    answers: FloatArray
    """(columns, kinds of answers) what each kind answers"""

    def fit(self, groups: int) -> bool:
        """Tell whether tables by kinds and groups are small."""
        return self.of_row is not None and self._size * groups <= min(MAX_TABLE_SIZE, 16 * len(self.of_row))

    def tables(self, weights: NumberColumn, groups: IntArray, count: int) -> FloatArray:
        """(columns, domains + 1, groups) The sums of weights * columns; the last domain is the rows outside."""
        width = len(self.domains) + 1
        if self.of_row is None or not self.fit(count):
            crossed = CrossedCodes([self.domains.or_last, groups], [width, count])
            return tabulate(crossed, width * count, weights, self.columns).reshape(-1, width, count)
        sums = sum_by(CrossedCodes([self.of_row, groups], [self._size, count]), weights, self._size * count)
        return (self.answers @ sums.reshape(-1, width * count)).reshape(-1, width, count)

    @property
    def _size(self) -> int:
        return (len(self.domains) + 1) * int(self.answers.shape[1])


def response_patterns(domains: Domains, columns: Sequence[NumberColumn | None]) -> ResponsePatterns:
    """Return the kinds of rows that the columns tell apart."""
    asked = [column for column in columns if column is not None]
    yes_or_no = [one for one in asked if isinstance(one, np.ndarray) and one.dtype == np.bool_]
    crossed = CrossedCodes(
        [*(one.view(np.int8) for one in yes_or_no), domains.or_last], [*[2] * len(asked), len(domains) + 1]
    )
    if len(yes_or_no) < len(asked) or crossed.size > min(MAX_TABLE_SIZE, len(crossed)):
        return ResponsePatterns(domains, columns, None, np.ones((len(columns), 1)))
    answers = np.ones((len(columns), 2 ** len(asked)))
    places = [number for number, column in enumerate(columns) if column is not None]
    answers[places] = np.indices((2,) * len(asked)).reshape(len(asked), answers.shape[1])
    return ResponsePatterns(domains, columns, crossed.whole(), answers)
