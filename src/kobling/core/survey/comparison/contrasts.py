"""Differences between estimates that were made together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from kobling.core.survey.comparison import multiple_testing
from kobling.core.survey.estimation.confidence_intervals import t_interval
from kobling.core.survey.estimation.estimates import Estimate, Estimates, MissingReason


@dataclass(frozen=True)
class Comparison(Estimate):
    """A difference between figures, with the probability of one as large or larger if there were none."""

    compared: str
    """what is subtracted from what"""
    p: float | None
    """two-sided, by Student's t"""
    p_adjusted: float | None = None
    """the same with regard to the other comparisons made at the same time (Holm)"""

    @property
    def name(self) -> str:
        """What is compared, in short."""
        return f"{super().name}: {self.compared}"

    @property
    def note(self) -> str:
        """The probability, or why there is none."""
        return super().note if self.p is None else f"p = {self.p:.3g}"


@dataclass(frozen=True)
class Contrast:
    """A weighted sum of estimates: what is compared, and how."""

    kind: str
    compared: str
    domain: dict[str, object]
    weights: dict[int, float]
    """which estimate counts how much"""
    df: float


def estimate_contrasts(estimates: Estimates, wanted: Sequence[Contrast]) -> Estimates:
    """Return the contrasts of estimates made together: c'theta with variance c'Vc.

    Source: Särndal, Swensson & Wretman (1992), section 5.7; Lumley (2010), section 2.4.
    """
    matrix = np.zeros((len(wanted), len(estimates)))
    for row, one in enumerate(wanted):
        matrix[row, list(one.weights)] = list(one.weights.values())
    spread = np.nan_to_num(estimates.covariance)
    covariance = matrix @ spread @ matrix.T
    se = np.sqrt(np.maximum(np.diag(covariance), 0))
    figures = [_comparison(estimates, one, float(error)) for one, error in zip(wanted, se, strict=True)]
    return Estimates.of(adjust_p_values(figures), estimates.confidence, estimates.source, lambda: covariance)


def _comparison(estimates: Estimates, wanted: Contrast, se: float) -> Comparison:
    from scipy.special import stdtr

    parts = [estimates[number] for number in wanted.weights]
    value = sum(weight * estimates.values[number] for number, weight in wanted.weights.items())
    why = _missing_reason(parts, value, se, wanted.df)
    there, sure = bool(np.isfinite(value)), why is None
    low, high = t_interval(value, se, wanted.df, estimates.confidence) if sure else (np.nan, np.nan)
    first = parts[0]
    return Comparison(
        kind=wanted.kind,
        variable=first.variable,
        category=first.category,
        domain=wanted.domain,
        n=sum(part.n for part in parts),
        base=sum(part.base for part in parts),
        estimate=float(value) if there else None,
        se=se if sure else None,
        ci_low=float(low) if sure else None,
        ci_high=float(high) if sure else None,
        interval="t" if sure else None,
        df=wanted.df if there else None,
        deff=None,
        method=first.method,
        why_missing=why,
        compared=wanted.compared,
        p=float(2 * stdtr(wanted.df, -abs(value / se))) if sure else None,
    )


def _missing_reason(parts: Sequence[Estimate], value: float, se: float, df: float) -> MissingReason | None:
    """Return why there is no precision: a part's own reason, unless the difference has one of its own."""
    if not np.isfinite(value):
        return next((part.why_missing for part in parts if part.estimate is None), "not_estimable")
    if df <= 0:
        return "one_unit"
    size = max(abs(part.estimate or 0) for part in parts)
    if se <= 1e-9 * max(size, abs(value)):
        return next((part.why_missing for part in parts if part.why_missing), "calibrated")
    return None


def adjust_p_values(figures: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Return the comparisons with p-values that allow for how many there are (Holm 1979)."""
    tested = [number for number, one in enumerate(figures) if one.p is not None]
    done = list(figures)
    values = multiple_testing.holm(np.array([figures[number].p for number in tested], float)).tolist() if tested else []
    for number, p in zip(tested, values, strict=True):
        done[number] = replace(figures[number], p_adjusted=float(p))
    return tuple(done)


def ordered_pairs(labels: Sequence[object]) -> list[tuple[int, int]]:
    """Return every pair of places, the later first."""
    return [(later, earlier) for earlier, later in combinations(range(len(labels)), 2)]
