"""What an estimate says, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, overload

import numpy as np

from kobling.core.survey.arrays import FloatArray

if TYPE_CHECKING:
    import polars as pl

MissingReason = Literal[
    "nobody", "one_respondent", "all_alike", "one_unit", "calibrated", "beyond_sample", "not_estimable"
]
"""Why a figure or its precision is not there.

nobody          no respondent in the domain has an answer: neither a figure nor a precision
one_respondent  a single respondent says nothing of how much respondents differ: neither figure nor precision
all_alike       every answer is the same: the data show no spread, so there is no standard error
one_unit        all are in one unit of each stratum, which says nothing of how much units differ
calibrated      the weights were made to give this figure: it is as sure as the register behind it
beyond_sample   an end of a quantile's interval lies further out than any answer
not_estimable   the figure cannot be computed, such as a ratio to nothing
"""


@dataclass(frozen=True)
class Estimate:
    """One figure.

    Shares are in 0..1; totals, means and ratios in the variable's own unit.
    """

    kind: str
    variable: str
    category: object | None
    """which answer is counted; None where the variable is a number"""
    domain: Mapping[str, object]
    """column to value; empty for the whole"""
    n: int
    """rows in the domain"""
    base: int
    """rows in the domain with an answer: what the figure rests on"""
    estimate: float | None
    se: float | None
    ci_low: float | None
    ci_high: float | None
    interval: str | None
    """how the interval was made"""
    df: float | None
    """the domain's degrees of freedom: units less strata"""
    deff: float | None
    """the variance over that of a simple random sample of the same size"""
    method: str
    """how the standard error was made"""
    why_missing: MissingReason | None

    @property
    def name(self) -> str:
        """What is estimated, in short."""
        what = self.variable if self.category is None else f"{self.variable} = {self.category}"
        where = ", ".join(f"{column} {value}" for column, value in self.domain.items())
        return f"{self.kind} {what}" + (f" ({where})" if where else "")

    @property
    def note(self) -> str:
        """What a table says beside the numbers."""
        return self.why_missing or ""


@dataclass(frozen=True, eq=False)
class Estimates(Sequence[Estimate]):
    """Figures that were estimated together, in the order they were asked for.

    Their numbers are there at once; all that is said of each is put together when it is first looked at.
    """

    values: FloatArray
    """(k,) the estimates, NaN where there is none"""
    standard_errors: FloatArray
    """(k,) their standard errors, NaN where there is none"""
    make_estimates: Callable[[], Sequence[Estimate]]
    confidence: float
    source: str
    """the books whose formulas were used"""
    make_covariance: Callable[[], FloatArray]

    @classmethod
    def from_estimates(
        cls, estimates: Sequence[Estimate], confidence: float, source: str, make_covariance: Callable[[], FloatArray]
    ) -> Estimates:
        """Return figures that are put together already."""
        values = np.array([estimate.estimate for estimate in estimates], float)
        errors = np.array([estimate.se for estimate in estimates], float)
        return cls(values, errors, lambda: estimates, confidence, source, make_covariance)

    @cached_property
    def _estimates(self) -> tuple[Estimate, ...]:
        """Each figure with all that is said of it."""
        return tuple(self.make_estimates())

    @property
    def covariance(self) -> FloatArray:
        """(k, k) The covariances of the figures; computed when asked for."""
        return self.make_covariance()

    @overload
    def __getitem__(self, index: int) -> Estimate: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Estimate]: ...
    def __getitem__(self, index: int | slice) -> Estimate | Sequence[Estimate]:
        """Return a figure, or several."""
        return self._estimates[index]

    def __len__(self) -> int:
        """How many figures there are."""
        return len(self.values)

    def __iter__(self) -> Iterator[Estimate]:
        """Each figure."""
        return iter(self._estimates)

    def to_frame(self) -> pl.DataFrame:
        """Return a Polars frame, a row for each figure and a column for each column of the domains."""
        import polars as pl

        rows = [_as_record(estimate) for estimate in self._estimates]
        return pl.DataFrame(rows, infer_schema_length=None)

    def __str__(self) -> str:
        """Write a table."""
        return format_table(self._estimates) + f"\n{self.confidence:.0%} intervals. {self.source}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.to_frame()._repr_html_() + f"<p>{self.confidence:.0%} intervals. {self.source}</p>"


def _as_record(estimate: Estimate) -> dict[str, object]:
    rest = {name: value for name, value in asdict(estimate).items() if name != "domain"}
    rest["category"] = None if estimate.category is None else str(estimate.category)
    return dict(estimate.domain) | rest


def format_table(estimates: Sequence[Estimate]) -> str:
    """Return figures as lines of text, aligned."""
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
