"""Calibration functions F(u): the multiplier of a weight that minimises each distance.

With u = x' lambda, the multiplier is F(u): F(0) = 1 and F'(0) = 1.
Source: Deville & Särndal (1992), table 1 and section 2; Deville, Särndal & Sautory (1993).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from kobling.core.survey.arrays import FloatArray
from kobling.core.survey.errors import SurveyError

Distance = Literal["linear", "raking", "logit", "truncated"]
"""The distance between weights before and after calibration.

linear     F(u) = 1 + u: the regression estimator; weights may become negative
raking     F(u) = exp(u): always positive, the same weights as `rake`
truncated  F(u) = 1 + u, cut off at the bounds
logit      F(u) between the bounds, bending smoothly towards them
"""

MAX_EXPONENT = 100.0
"""Bound of the argument of exp(), against overflow."""


@dataclass(frozen=True)
class CalibrationFunction:
    """The function F of a distance, within bounds, and its derivative."""

    distance: str
    lower: float
    upper: float

    def value(self, u: FloatArray) -> FloatArray:
        """Return F(u), with the shape of u."""
        if self.distance == "logit":
            power = np.exp(np.clip(self._logit_scale * u, -MAX_EXPONENT, MAX_EXPONENT))
            low, high = self.upper - 1, 1 - self.lower
            return (self.lower * low + self.upper * high * power) / (low + high * power)
        unbounded = 1 + u if self.distance != "raking" else np.exp(np.clip(u, -MAX_EXPONENT, MAX_EXPONENT))
        return np.clip(unbounded, self.lower, self.upper) if self.is_bounded else unbounded

    def derivative(self, u: FloatArray, value: FloatArray) -> FloatArray:
        """Return F'(u), with the shape of u, from u and F(u)."""
        if self.distance == "logit":
            return (value - self.lower) * (self.upper - value) / ((1 - self.lower) * (self.upper - 1))
        unbounded = np.ones_like(u) if self.distance != "raking" else value
        return np.where((value > self.lower) & (value < self.upper), unbounded, 0) if self.is_bounded else unbounded

    @property
    def _logit_scale(self) -> float:
        return (self.upper - self.lower) / ((1 - self.lower) * (self.upper - 1))

    @property
    def is_bounded(self) -> bool:
        """Whether multipliers have a lower or an upper bound."""
        return self.lower > -np.inf or self.upper < np.inf


def calibration_function(distance: str, bounds: tuple[float, float] | None) -> CalibrationFunction:
    """Return the calibration function of a distance; linear with bounds is truncated. Raises SurveyError."""
    if distance not in ("linear", "raking", "logit", "truncated"):
        raise SurveyError("unknown_distance", found=distance)
    if bounds is None:
        if distance in ("logit", "truncated"):
            raise SurveyError("bounds_needed", distance=distance)
        return CalibrationFunction(distance, -np.inf, np.inf)
    lower, upper = bounds
    if not lower < 1 < upper or (distance == "logit" and not np.isfinite([lower, upper]).all()):
        raise SurveyError("bounds_malformed", lower=lower, upper=upper)
    return CalibrationFunction("truncated" if distance == "linear" else distance, float(lower), float(upper))
