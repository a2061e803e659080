"""Contrasts: weighted sums of estimates, such as differences, with standard errors and p values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from kobling.core.survey.comparison import multiple_testing
from kobling.core.survey.estimation.confidence_intervals import t_interval
from kobling.core.survey.estimation.estimates import WEIGHTED, Estimate, Estimates, MissingReason


@dataclass(frozen=True)
class ContrastEstimate(Estimate):
    """The estimate of a contrast, with the p value of the hypothesis that it is 0."""

    compared: str
    """the terms of the difference, such as `2020 - 2018`"""
    p: float | None
    """the p value, two-sided, by Student's t"""
    p_adjusted: float | None = None
    """the p value adjusted for the other comparisons of the request (Holm)"""

    @property
    def name(self) -> str:
        """A short description of the contrast."""
        return f"{super().name}: {self.compared}"

    @property
    def note(self) -> str:
        """The p value, or the reason why it is missing."""
        return super().note if self.p is None else f"p = {self.p:.3g}"


@dataclass(frozen=True)
class Contrast:
    """A weighted sum of estimates."""

    kind: str
    compared: str
    domain: dict[str, object]
    weights: dict[int, float]
    """index of an estimate to its coefficient"""
    df: float


def estimate_contrasts(estimates: Estimates, requested: Sequence[Contrast]) -> Estimates:
    """Estimate contrasts c'theta with variance c'Vc, from estimates with known covariances V.

    Source: Särndal, Swensson & Wretman (1992), section 5.7; Lumley (2010), section 2.4.
    """
    matrix = np.zeros((len(requested), len(estimates)))
    for row, contrast in enumerate(requested):
        matrix[row, list(contrast.weights)] = list(contrast.weights.values())
    estimate_covariance = np.nan_to_num(estimates.covariance)
    covariance = matrix @ estimate_covariance @ matrix.T
    se = np.sqrt(np.maximum(np.diag(covariance), 0))
    comparisons = [
        _comparison(estimates, contrast, float(error)) for contrast, error in zip(requested, se, strict=True)
    ]
    return Estimates.from_estimates(
        adjust_p_values(comparisons), estimates.confidence, estimates.source, lambda: covariance
    )


def _comparison(estimates: Estimates, contrast: Contrast, se: float) -> ContrastEstimate:
    from scipy.special import stdtr

    parts = [estimates[number] for number in contrast.weights]
    value = sum(weight * estimates.values[number] for number, weight in contrast.weights.items())
    reason = _missing_reason(parts, value, se, contrast.df)
    has_value, has_se = bool(np.isfinite(value)), reason is None
    low, high = t_interval(value, se, contrast.df, estimates.confidence) if has_se else (np.nan, np.nan)
    first = parts[0]
    return ContrastEstimate(
        kind=contrast.kind,
        variable=first.variable,
        category=first.category,
        domain=contrast.domain,
        n=sum(part.n for part in parts),
        base=sum(part.base for part in parts),
        estimate=float(value) if has_value else None,
        se=se if has_se else None,
        ci_low=float(low) if has_se else None,
        ci_high=float(high) if has_se else None,
        interval="t" if has_se else None,
        df=contrast.df if has_value else None,
        deff=None,
        method=first.method,
        why_missing=reason,
        compared=contrast.compared,
        p=float(2 * stdtr(contrast.df, -abs(value / se))) if has_se else None,
    )


def _missing_reason(parts: Sequence[Estimate], value: float, se: float, df: float) -> MissingReason | None:
    """Return the reason for a missing standard error: the contrast's own, otherwise that of one of its estimates."""
    if not np.isfinite(value):
        return next((part.why_missing for part in parts if part.estimate is None), "not_estimable")
    if df <= 0:
        return "one_unit"
    size = max(abs(part.estimate or 0) for part in parts)
    if se <= 1e-9 * max(size, abs(value)):
        reasons = (part.why_missing for part in parts if part.why_missing)
        return next(reasons, "calibrated" if WEIGHTED in parts[0].method else "units_alike")
    return None


def adjust_p_values(comparisons: Sequence[ContrastEstimate]) -> tuple[ContrastEstimate, ...]:
    """Return the comparisons with p values adjusted for their number (Holm 1979)."""
    tested = [number for number, comparison in enumerate(comparisons) if comparison.p is not None]
    adjusted = list(comparisons)
    values = (
        multiple_testing.holm(np.array([comparisons[number].p for number in tested], float)).tolist() if tested else []
    )
    for number, p in zip(tested, values, strict=True):
        adjusted[number] = replace(comparisons[number], p_adjusted=float(p))
    return tuple(adjusted)


def ordered_pairs(labels: Sequence[object]) -> list[tuple[int, int]]:
    """Return every pair of indices, the later first."""
    return [(later, earlier) for earlier, later in combinations(range(len(labels)), 2)]
