"""Estimates with their precision, as records, a table or a Polars frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, overload

import numpy as np

from kobling.core.survey.arrays import FloatArray

if TYPE_CHECKING:
    import polars as pl

MissingReason = Literal[
    "nobody",
    "one_respondent",
    "all_alike",
    "one_unit",
    "calibrated",
    "everyone",
    "units_alike",
    "beyond_sample",
    "beyond_range",
    "not_estimable",
]
"""The reason why an estimate or its standard error is missing.

nobody          no respondent in the domain has an answer: no estimate
one_respondent  a single respondent, so that the variance is unknown: no estimate
all_alike       every answer is the same: no standard error
one_unit        all are in one unit of each stratum, so that the variance between units is unknown
calibrated      the weights were calibrated to this figure: it is as certain as the register behind it
everyone        the whole population was asked, so that there is no sampling error
units_alike     the sampling units do not differ, so that the variance between them is 0 in this sample
beyond_range    weights below zero take a share outside 0 to 1: no interval
beyond_sample   an end of a quantile's interval lies further out than any answer
not_estimable   the estimate cannot be computed, such as a ratio to 0
"""


WEIGHTED = ", weights by "
"""Stands in the method of a standard error where steps of weighting were counted in."""


@dataclass(frozen=True)
class Estimate:
    """One estimate with its precision.

    Shares are in 0..1; totals, means and ratios in the variable's own unit.
    """

    kind: str
    variable: str
    category: object | None
    """the answer that is counted; None where the variable is a number"""
    domain: Mapping[str, object]
    """column to value; empty for the whole"""
    n: int
    """rows in the domain"""
    base: int
    """rows in the domain with an answer"""
    estimate: float | None
    se: float | None
    ci_low: float | None
    ci_high: float | None
    interval: str | None
    """the kind of interval"""
    df: float | None
    """the domain's degrees of freedom: units less strata"""
    deff: float | None
    """the variance over that of a simple random sample of the same size"""
    method: str
    """the method of the standard error"""
    why_missing: MissingReason | None
    counted: int | None = field(default=None, kw_only=True)
    """respondents who gave the answer that is counted; None where the variable is a number, and in comparisons"""

    @property
    def name(self) -> str:
        """A short description of the estimand, such as `share sex = F (area north)`."""
        what = self.variable if self.category is None else f"{self.variable} = {self.category}"
        where = ", ".join(f"{column} {value}" for column, value in self.domain.items())
        return f"{self.kind} {what}" + (f" ({where})" if where else "")

    @property
    def note(self) -> str:
        """The reason for a missing number, for the last column of a table."""
        return self.why_missing or ""


@dataclass(frozen=True, eq=False)
class Estimates(Sequence[Estimate]):
    """Estimates that were computed together, in the order of the request.

    Values and standard errors are arrays; the `Estimate` records are built on first access.
    """

    values: FloatArray
    """(k,) the estimates, NaN where there is none"""
    standard_errors: FloatArray
    """(k,) their standard errors, NaN where there is none"""
    make_estimates: Callable[[], Sequence[Estimate]]
    confidence: float
    source: str
    """references for the formulas used"""
    make_covariance: Callable[[], FloatArray]

    @classmethod
    def from_estimates(
        cls, estimates: Sequence[Estimate], confidence: float, source: str, make_covariance: Callable[[], FloatArray]
    ) -> Estimates:
        """Return a collection of existing records."""
        values = np.array([estimate.estimate for estimate in estimates], float)
        errors = np.array([estimate.se for estimate in estimates], float)
        return cls(values, errors, lambda: estimates, confidence, source, make_covariance)

    @cached_property
    def _estimates(self) -> tuple[Estimate, ...]:
        """The records, built once."""
        return tuple(self.make_estimates())

    @property
    def covariance(self) -> FloatArray:
        """(k, k) The covariances of the estimates; computed on access."""
        return self.make_covariance()

    @overload
    def __getitem__(self, index: int) -> Estimate: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Estimate]: ...
    def __getitem__(self, index: int | slice) -> Estimate | Sequence[Estimate]:
        """Return one estimate, or several."""
        return self._estimates[index]

    def __len__(self) -> int:
        """Return the number of estimates."""
        return len(self.values)

    def __iter__(self) -> Iterator[Estimate]:
        """Iterate over the estimates."""
        return iter(self._estimates)

    def to_frame(self) -> pl.DataFrame:
        """Return a Polars frame, a row for each estimate and a column for each column of the domains."""
        import polars as pl

        rows = [_as_record(estimate) for estimate in self._estimates]
        return pl.DataFrame(rows, infer_schema_length=None)

    def __str__(self) -> str:
        """Return the estimates as a text table."""
        return format_table(self._estimates) + f"\n{self.confidence:.0%} intervals. {self.source}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.to_frame()._repr_html_() + f"<p>{self.confidence:.0%} intervals. {self.source}</p>"


def _as_record(estimate: Estimate) -> dict[str, object]:
    rest = {name: value for name, value in asdict(estimate).items() if name not in {"domain", "counted"}}
    rest["category"] = None if estimate.category is None else str(estimate.category)
    return dict(estimate.domain) | rest


def format_table(estimates: Sequence[Estimate]) -> str:
    """Return estimates as aligned lines of text."""
    headings = ("", "n", "base", "estimate", "se", "from", "to", "df", "")
    lines = [headings, *(_table_cells(estimate) for estimate in estimates)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    return "\n".join(
        " ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _table_cells(estimate: Estimate) -> tuple[str, ...]:
    numbers = (estimate.estimate, estimate.se, estimate.ci_low, estimate.ci_high, estimate.df)
    return (
        estimate.name,
        str(estimate.n),
        str(estimate.base),
        *("" if number is None else f"{number:.6g}" for number in numbers),
        estimate.note,
    )
