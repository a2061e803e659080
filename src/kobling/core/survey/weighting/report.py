"""Report the effect of each weighting step: design effects, extreme weights and margins."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from kobling.core.survey.arrays import FloatArray
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.weighting.calibration_step import CalibrationStep
from kobling.core.survey.weighting.nonresponse import NonresponseStep

if TYPE_CHECKING:
    import polars as pl

MAX_EXTREMES = 5
"""The number of largest weights that are listed."""


def kish_deff(weights: FloatArray) -> float:
    """Return Kish's design effect of unequal weights: n sum(w^2) / sum(w)^2 over the weights that are not 0.

    Source: Kish (1992), "Weighting for unequal Pi", Journal of Official Statistics 8, 183-200.
    """
    return float(np.count_nonzero(weights) * (weights @ weights) / weights.sum() ** 2)


def effective_n(weights: FloatArray) -> float:
    """Return Kish's effective sample size, sum(w)^2 / sum(w^2)."""
    return float(weights.sum() ** 2 / (weights @ weights))


@dataclass(frozen=True)
class MarginReport:
    """One count or total to which a step calibrated the weights."""

    step: int
    """the number of the step, from 1"""
    method: str
    margin: str
    category: str | None
    """None for the total of a column"""
    respondents: int
    """rows with weight in the category; with weight at all, for the total of a column"""
    target: float
    before: float
    """the sum before the step"""
    after: float
    """the sum after it"""
    final: float
    """the sum after the last step"""


@dataclass(frozen=True)
class StepReport:
    """The weights after one step, or, with method "design", before the first."""

    method: str
    rows: int
    """rows with weight"""
    total: float
    """the sum of the weights"""
    deff: float
    """Kish's design effect"""
    effective_n: float
    least: float
    """the smallest weight that is not 0"""
    median: float
    most: float
    """the largest weight"""
    ratio: float
    """the largest over the smallest; NaN where a weight is negative"""
    negative: int
    """rows with a weight below 0, which linear calibration may give"""


@dataclass(frozen=True)
class ExtremeWeight:
    """A row with one of the largest weights."""

    row: int
    """from 1"""
    weight: float
    of_median: float
    """the weight over the median weight"""


@dataclass(frozen=True)
class WeightsReport:
    """The effect of weighting on precision, and the agreement with the margins."""

    steps: tuple[StepReport, ...]
    """the design's weights, and the weights after each step"""
    extremes: tuple[ExtremeWeight, ...]
    margins: tuple[MarginReport, ...] = field(repr=False)
    r_indicator: float | None
    """see `NonresponseStep.r_indicator`; None without a nonresponse adjustment"""

    @property
    def deff(self) -> float:
        """Kish's design effect of the weights after every step."""
        return self.steps[-1].deff

    @property
    def effective_n(self) -> float:
        """Kish's effective sample size of the weights after every step."""
        return self.steps[-1].effective_n

    def to_frame(self) -> pl.DataFrame:
        """Return the margins as a Polars frame, a row for each count or total of each step."""
        import polars as pl

        return pl.DataFrame([asdict(margin) for margin in self.margins], infer_schema_length=None)

    def __str__(self) -> str:
        """Return the steps as a text table, then the largest weights and the R-indicator."""
        headings = ("weights after", "rows", "sum", "deff", "effective n", "smallest", "median", "largest", "below 0")
        lines = [headings, *(_step_cells(step) for step in self.steps)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        table = ["  ".join(text.rjust(width) for text, width in zip(line, widths, strict=True)) for line in lines]
        largest = ", ".join(
            f"row {extreme.row} {extreme.weight:.6g} ({extreme.of_median:.1f} x median)" for extreme in self.extremes
        )
        parts = [*table, f"largest weights: {largest}"]
        if self.r_indicator is not None:
            parts.append(f"R-indicator of the response: {self.r_indicator:.3f}")
        return "\n".join(parts)


def weights_report(sample: Sample) -> WeightsReport:
    """Return a report of the sample's weights and margins after each step."""
    weights = sample.weights
    median = float(np.median(weights[weights != 0]))
    largest = np.argsort(-weights, kind="stable")[:MAX_EXTREMES]
    responses = [step.r_indicator for step in sample.steps if isinstance(step, NonresponseStep)]
    return WeightsReport(
        steps=(
            _step_report("design", sample.design_weights),
            *(_step_report(step.method, step.after) for step in sample.steps),
        ),
        extremes=tuple(
            ExtremeWeight(int(row) + 1, float(weights[row]), float(weights[row] / median)) for row in largest
        ),
        margins=tuple(
            margin
            for number, step in enumerate(sample.steps, 1)
            if isinstance(step, CalibrationStep)
            for margin in _margin_reports(number, step, weights)
        ),
        r_indicator=responses[-1] if responses else None,
    )


def _step_report(method: str, weights: FloatArray) -> StepReport:
    nonzero = weights[weights != 0]
    smallest, largest = float(nonzero.min()), float(nonzero.max())
    return StepReport(
        method=method,
        rows=len(nonzero),
        total=float(nonzero.sum()),
        deff=kish_deff(nonzero),
        effective_n=effective_n(nonzero),
        least=smallest,
        median=float(np.median(nonzero)),
        most=largest,
        ratio=largest / smallest if smallest > 0 else float("nan"),
        negative=int((nonzero < 0).sum()),
    )


def _margin_reports(number: int, step: CalibrationStep, final: FloatArray) -> list[MarginReport]:
    has_weight = (step.before != 0).astype(float)
    rows = step.reached_totals(has_weight)
    sums = (step.reached_totals(weights) for weights in (step.before, step.after, final))
    return [
        MarginReport(
            step=number,
            method=step.method,
            margin=name,
            category=category,
            respondents=round(float(count if category is not None else has_weight.sum())),
            target=float(target),
            before=float(before),
            after=float(after),
            final=float(last),
        )
        for (name, category), count, target, before, after, last in zip(
            step.labels, rows, step.targets, *sums, strict=True
        )
    ]


def _step_cells(step: StepReport) -> tuple[str, ...]:
    return (
        step.method,
        str(step.rows),
        f"{step.total:.8g}",
        f"{step.deff:.4f}",
        f"{step.effective_n:.1f}",
        f"{step.least:.6g}",
        f"{step.median:.6g}",
        f"{step.most:.6g}",
        str(step.negative),
    )
