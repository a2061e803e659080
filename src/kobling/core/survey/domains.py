"""The parts of the population that figures are given for."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from kobling.core.survey.arrays import BoolArray, FloatArray, IntArray, count_by, sum_by
from kobling.core.survey.refusals import SurveyRefused
from kobling.core.survey.sample import Sample

MANY = 100_000
"""More domains than anybody reads."""


@dataclass(frozen=True, eq=False)
class Domains:
    """Parts without overlap; rows outside all of them still tell how the sample varies."""

    of_row: IntArray
    """(n,) the domain of each row, -1 outside every one"""
    labels: tuple[dict[str, object], ...]
    """what each domain is: column to value; empty for the whole"""

    def __len__(self) -> int:
        """How many domains there are, with and without rows."""
        return len(self.labels)

    def sums(self, values: FloatArray) -> FloatArray:
        """(domains,) The sums of values (n,)."""
        return sum_by(self.of_row + 1, values, len(self) + 1)[1:]

    def counts(self, rows: BoolArray | None = None) -> IntArray:
        """(domains,) How many rows there are, or how many of these (n,)."""
        of_row = self.of_row if rows is None else self.of_row[rows]
        return count_by(of_row + 1, len(self) + 1)[1:]


def domains_of(sample: Sample, by: str | Sequence[str] = ()) -> Domains:
    """Return every combination of the columns' values, within what is looked at; a missing value is in none of them.

    Raises SurveyRefused.
    """
    names = [by] if isinstance(by, str) else list(by)
    coded = [sample.codes(name) for name in names]
    combinations = int(np.prod([len(kinds) for _, kinds in coded], dtype=float))
    if combinations > MANY:
        raise SurveyRefused("too_many_domains", columns=", ".join(names), found=combinations, at_most=MANY)
    of_row = np.zeros(len(sample), np.int64)
    outside = np.zeros(len(sample), bool) if sample.inside is None else ~sample.inside
    for codes, kinds in coded:
        of_row = of_row * len(kinds) + codes
        outside = outside | (codes < 0)
    labels = tuple(dict(zip(names, values, strict=True)) for values in product(*(kinds for _, kinds in coded)))
    return Domains(np.where(outside, -1, of_row), labels)
