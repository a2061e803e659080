"""Domains: the parts of the population that are estimated separately."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from kobling.core.survey.arrays import BoolArray, CrossedCodes, FloatArray, IntArray, NumberColumn, count_by, tabulate
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.errors import SurveyError

MAX_DOMAINS = 100_000
"""Most domains that can be estimated at a time."""


@dataclass(frozen=True, eq=False)
class Domains:
    """Disjoint parts of the population; rows outside all of them still count for the variance."""

    of_row: IntArray
    """(n,) the domain of each row, -1 outside every one"""
    labels: tuple[dict[str, object], ...]
    """each domain as column to value; empty for the whole population"""

    def __len__(self) -> int:
        """Return the number of domains, with and without rows."""
        return len(self.labels)

    @cached_property
    def of_row_with_outside(self) -> IntArray:
        """(n,) The domain of each row; the number of domains for rows outside all of them."""
        return np.where(self.of_row < 0, len(self), self.of_row) if self.of_row.min() < 0 else self.of_row

    def weighted_sums(self, weights: NumberColumn, columns: Sequence[NumberColumn | None]) -> FloatArray:
        """(columns, domains) The sums of weights (n,) times each column (n,); None is a column of ones."""
        return tabulate(self.of_row_with_outside, len(self) + 1, weights, columns)[:, :-1]

    def counts(self, rows: BoolArray | None = None) -> IntArray:
        """(domains,) The number of rows, or of those rows (n,) that are true."""
        of_row = self.of_row_with_outside if rows is None or rows.all() else self.of_row_with_outside[rows]
        return count_by(of_row, len(self) + 1)[:-1]


def domains_of(sample: Sample, by: str | Sequence[str] = ()) -> Domains:
    """Return the domains of every combination of the columns' values, within the sample's subset.

    Rows with a missing value are in none of them.

    Raises SurveyError.
    """
    names = [by] if isinstance(by, str) else list(by)
    coded_columns = [sample.codes(name) for name in names]
    for name, (_, categories) in zip(names, coded_columns, strict=True):
        if not categories:
            raise SurveyError("domains_unanswered", column=name)
    combinations = int(np.prod([len(categories) for _, categories in coded_columns], dtype=float))
    if combinations > MAX_DOMAINS:
        raise SurveyError("too_many_domains", columns=", ".join(names), found=combinations, at_most=MAX_DOMAINS)
    columns = [codes for codes, _ in coded_columns] or [np.zeros(len(sample), np.int8)]
    of_row = (
        columns[0]
        if len(columns) == 1
        else CrossedCodes(columns, [len(categories) for _, categories in coded_columns]).to_array()
    )
    for outside in _outside_masks(sample, columns):
        of_row = np.where(outside, of_row.dtype.type(-1), of_row)
    labels = tuple(
        dict(zip(names, values, strict=True)) for values in product(*(categories for _, categories in coded_columns))
    )
    return Domains(of_row, labels)


def _outside_masks(sample: Sample, codes: Sequence[IntArray]) -> Iterator[BoolArray]:
    if sample.subset is not None:
        yield ~sample.subset
    yield from (column < 0 for column in codes if column.min() < 0)
