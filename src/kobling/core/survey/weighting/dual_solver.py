"""Solves a calibration: one number for each thing known, found by Newton's method."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kobling.core.survey.arrays import FloatArray
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.weighting.calibration_functions import CalibrationFunction
from kobling.core.survey.weighting.projection import cross_products, independent_basis

MAX_ITERATIONS = 200
"""Newton steps before calibration gives up; it mostly takes five."""

MAX_STEP_HALVINGS = 60
"""How often a step is halved before it is no step."""

ROUNDING_ERROR = 1e-13
"""A relative misfit that is rounding."""

RIDGE = 1e-10
"""Keeps a step finite where every multiplier stands at its bound; the scale of the equations is 1."""


@dataclass(frozen=True, eq=False)
class CalibrationTargets:
    """What weights are to add up to."""

    labels: tuple[tuple[str, str | None], ...]
    """(p,) margin and category, or column"""
    targets: FloatArray
    """(p,)"""
    tolerance: float
    """the largest relative error that counts as reached"""


@dataclass(frozen=True, eq=False)
class DualSolver:
    """Finds lambda with sum(d * F(x' lambda) * x) = targets, and the multipliers F(x' lambda).

    Written in q = x @ basis, whose columns are independent and of one size; the equations are the gradient of a convex
    function, so a Newton step that does not overshoot always leads closer.
    Source: Deville & Särndal (1992), section 2.
    """

    x: FloatArray
    """(groups, p)"""
    q: FloatArray
    """(groups, r)"""
    goal: FloatArray
    """(r,) the targets of q"""
    start: FloatArray
    """(r,) the lambda to start from"""
    wanted: CalibrationTargets
    curve: CalibrationFunction

    def solve(self, tables: FloatArray) -> FloatArray:
        """(groups,) or (groups, b) The multipliers for sums of weights (groups,) or (groups, b).

        Raises SurveyError where a count or total is not reached.
        """
        if tables.ndim > 1:
            return np.stack([self.solve(np.ascontiguousarray(table)) for table in tables.T], axis=1)
        multipliers = self.curve.value(self.q @ self.newton(tables))
        self._refuse_unreached(tables, multipliers)
        return multipliers

    def newton(self, tables: FloatArray) -> FloatArray:
        """(r,) The lambda that reaches the goal, or comes as close as steps can bring it."""
        at = self.start
        misfit, slopes = self._misfit(tables, at)
        for _ in range(MAX_ITERATIONS):
            if np.linalg.norm(misfit) <= ROUNDING_ERROR * np.linalg.norm(self.goal):
                break
            hessian = self.q.T @ (self.q * (tables * slopes)[:, None])
            step = np.linalg.solve(hessian + RIDGE * np.eye(len(at)), misfit).astype(float, copy=False)
            found = self._along(tables, at, step, misfit)
            if found is None:
                break
            at, misfit, slopes = found
        return at

    def _along(
        self, tables: FloatArray, at: FloatArray, step: FloatArray, misfit: FloatArray
    ) -> tuple[FloatArray, FloatArray, FloatArray] | None:
        """Take the step, halved until it comes closer or does not overshoot; None where that is no longer possible."""
        size = np.linalg.norm(misfit)
        rounding = size <= self.wanted.tolerance * np.linalg.norm(self.goal)
        for halving in range(MAX_STEP_HALVINGS):
            there = at + step / 2**halving
            left, slopes = self._misfit(tables, there)
            if np.linalg.norm(left) <= 0.9 * size or (not rounding and left @ step >= 0):
                return there, left, slopes
            if rounding:
                return None
        return None

    def _misfit(self, tables: FloatArray, at: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return what is lacking to the goal (r,), and F' (groups,)."""
        u = self.q @ at
        value = self.curve.value(u)
        return self.goal - self.q.T @ (tables * value), self.curve.slope(u, value)

    def _refuse_unreached(self, tables: FloatArray, multipliers: FloatArray) -> None:
        reached = self.x.T @ (tables * multipliers)
        targets = self.wanted.targets
        size = np.where(targets == 0, np.abs(self.x).T @ np.abs(tables * multipliers), np.abs(targets))
        off = np.abs(reached - targets) / np.where(size == 0, 1, size)
        worst = int(np.argmax(off))
        if off[worst] <= self.wanted.tolerance:
            return
        self._refuse_bounds(tables)
        code = "bounds_too_tight" if self.curve.bounded else "totals_not_reached"
        raise SurveyError(code, **self._facts(worst), reached=f"{reached[worst]:.10g}", off=f"{off[worst]:.2%}")

    def _refuse_bounds(self, tables: FloatArray) -> None:
        """Refuse a count or total that not even every multiplier at its bound would reach."""
        if not self.curve.bounded:
            return
        added = self.x * tables[:, None]
        above, below = np.maximum(added, 0).sum(axis=0), np.minimum(added, 0).sum(axis=0)
        least = _multiply_bound(self.curve.lower, above) + _multiply_bound(self.curve.upper, below)
        most = _multiply_bound(self.curve.upper, above) + _multiply_bound(self.curve.lower, below)
        beyond = np.flatnonzero((self.wanted.targets < least) | (self.wanted.targets > most))
        if len(beyond):
            one = int(beyond[0])
            raise SurveyError(
                "bounds_impossible", **self._facts(one), least=f"{least[one]:.10g}", most=f"{most[one]:.10g}"
            )

    def _facts(self, number: int) -> dict[str, object]:
        name, category = self.wanted.labels[number]
        return {
            "wanted": name if category is None else f"{name} = {category}",
            "target": f"{self.wanted.targets[number]:.10g}",
            "lower": f"{self.curve.lower:g}",
            "upper": f"{self.curve.upper:g}",
        }


def _multiply_bound(bound: float, sums: FloatArray) -> FloatArray:
    """A bound, which may be infinite, times sums, which may be zero: nothing times any bound is nothing."""
    return np.multiply(bound, sums, out=np.zeros_like(sums), where=sums != 0)


def dual_solver(
    x: FloatArray, tables: FloatArray, wanted: CalibrationTargets, curve: CalibrationFunction
) -> DualSolver:
    """Return the solver for x (groups, p) and sums of weights (groups,), starting where these ones are solved."""
    turn = independent_basis(cross_products(x, np.abs(tables)))
    first = DualSolver(x, x @ turn, wanted.targets @ turn, np.zeros(turn.shape[1]), wanted, curve)
    return replace(first, start=first.newton(tables))
