"""Solve the dual of a calibration, one Lagrange multiplier per auxiliary variable, by Newton's method."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kobling.core.survey.arrays import FloatArray
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.weighting.calibration_functions import CalibrationFunction
from kobling.core.survey.weighting.projection import cross_products, independent_basis

MAX_ITERATIONS = 200
"""Most Newton steps; it usually takes five."""

MAX_STEP_HALVINGS = 60
"""Most halvings of a Newton step in the line search."""

ROUNDING_ERROR = 1e-13
"""A relative residual below this counts as 0."""

RIDGE = 1e-10
"""Added to the Hessian, whose scale is 1, so that a step is finite where every multiplier is at its bound."""


@dataclass(frozen=True, eq=False)
class CalibrationTargets:
    """The totals that the weights have to reach."""

    labels: tuple[tuple[str, str | None], ...]
    """(p,) margin and category, or column"""
    values: FloatArray
    """(p,)"""
    tolerance: float
    """the largest accepted relative error"""


@dataclass(frozen=True, eq=False)
class DualSolver:
    """Finds lambda with sum(d * F(x' lambda) * x) = targets, and the multipliers F(x' lambda).

    Solved in q = x @ basis, whose columns are independent and of the same size. The equations are the gradient of a
    convex function, so a Newton step that does not overshoot always comes closer.
    Source: Deville & Särndal (1992), section 2.
    """

    x: FloatArray
    """(groups, p)"""
    q: FloatArray
    """(groups, r)"""
    transformed_targets: FloatArray
    """(r,) the targets of q"""
    initial: FloatArray
    """(r,) the initial lambda"""
    targets: CalibrationTargets
    function: CalibrationFunction

    def solve(self, group_sums: FloatArray) -> FloatArray:
        """(groups,) or (groups, b) The multipliers for sums of weights (groups,) or (groups, b).

        Raises SurveyError where a count or total is not reached.
        """
        if group_sums.ndim > 1:
            return np.stack([self.solve(np.ascontiguousarray(sums)) for sums in group_sums.T], axis=1)
        multipliers = self.function.value(self.q @ self.newton(group_sums))
        self._check_reached(group_sums, multipliers)
        return multipliers

    def newton(self, group_sums: FloatArray) -> FloatArray:
        """(r,) Return the lambda that reaches the targets, or the closest that Newton steps find."""
        lambda_ = self.initial
        residual, slopes = self._residual(group_sums, lambda_)
        for _ in range(MAX_ITERATIONS):
            if np.linalg.norm(residual) <= ROUNDING_ERROR * np.linalg.norm(self.transformed_targets):
                break
            hessian = self.q.T @ (self.q * (group_sums * slopes)[:, None])
            step = np.linalg.solve(hessian + RIDGE * np.eye(len(lambda_)), residual).astype(float, copy=False)
            accepted = self._line_search(group_sums, lambda_, step, residual)
            if accepted is None:
                break
            lambda_, residual, slopes = accepted
        return lambda_

    def _line_search(
        self, group_sums: FloatArray, lambda_: FloatArray, step: FloatArray, residual: FloatArray
    ) -> tuple[FloatArray, FloatArray, FloatArray] | None:
        """Halve the step until it comes closer or does not overshoot; None where no halving does."""
        size = np.linalg.norm(residual)
        is_converged = size <= self.targets.tolerance * np.linalg.norm(self.transformed_targets)
        for halving in range(MAX_STEP_HALVINGS):
            candidate = lambda_ + step / 2**halving
            new_residual, slopes = self._residual(group_sums, candidate)
            if np.linalg.norm(new_residual) <= 0.9 * size or (not is_converged and new_residual @ step >= 0):
                return candidate, new_residual, slopes
            if is_converged:
                return None
        return None

    def _residual(self, group_sums: FloatArray, lambda_: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the targets less the totals reached (r,), and F' (groups,)."""
        u = self.q @ lambda_
        value = self.function.value(u)
        return self.transformed_targets - self.q.T @ (group_sums * value), self.function.derivative(u, value)

    def _check_reached(self, group_sums: FloatArray, multipliers: FloatArray) -> None:
        reached = self.x.T @ (group_sums * multipliers)
        totals = self.targets.values
        size = np.where(totals == 0, np.abs(self.x).T @ np.abs(group_sums * multipliers), np.abs(totals))
        off = np.abs(reached - totals) / np.where(size == 0, 1, size)
        worst = int(np.argmax(off))
        if off[worst] <= self.targets.tolerance:
            return
        self._check_bounds(group_sums)
        if not np.isfinite(off[worst]):
            raise SurveyError("weights_without_limit", wanted=self._error_facts(worst)["wanted"])
        code = "bounds_too_tight" if self.function.is_bounded else "totals_not_reached"
        raise SurveyError(code, **self._error_facts(worst), reached=f"{reached[worst]:.10g}", off=f"{off[worst]:.2%}")

    def _check_bounds(self, group_sums: FloatArray) -> None:
        """Raise SurveyError for a target that cannot be reached even with every multiplier at its bound."""
        if not self.function.is_bounded:
            return
        contributions = self.x * group_sums[:, None]
        positive, negative = np.maximum(contributions, 0).sum(axis=0), np.minimum(contributions, 0).sum(axis=0)
        lowest = _multiply_bound(self.function.lower, positive) + _multiply_bound(self.function.upper, negative)
        highest = _multiply_bound(self.function.upper, positive) + _multiply_bound(self.function.lower, negative)
        unreachable = np.flatnonzero((self.targets.values < lowest) | (self.targets.values > highest))
        if len(unreachable):
            number = int(unreachable[0])
            raise SurveyError(
                "bounds_impossible",
                **self._error_facts(number),
                least=f"{lowest[number]:.10g}",
                most=f"{highest[number]:.10g}",
            )

    def _error_facts(self, number: int) -> dict[str, object]:
        name, category = self.targets.labels[number]
        return {
            "wanted": name if category is None else f"{name} = {category}",
            "target": f"{self.targets.values[number]:.10g}",
            "lower": f"{self.function.lower:g}",
            "upper": f"{self.function.upper:g}",
        }


def _multiply_bound(bound: float, sums: FloatArray) -> FloatArray:
    """Multiply a bound, which may be infinite, with sums; 0 times an infinite bound is 0."""
    return np.multiply(bound, sums, out=np.zeros_like(sums), where=sums != 0)


def dual_solver(
    x: FloatArray, group_sums: FloatArray, targets: CalibrationTargets, function: CalibrationFunction
) -> DualSolver:
    """Return the solver for x (groups, p), with the solution for sums of weights (groups,) as its initial lambda."""
    combination = independent_basis(cross_products(x, np.abs(group_sums)))
    solver = DualSolver(
        x, x @ combination, targets.values @ combination, np.zeros(combination.shape[1]), targets, function
    )
    return replace(solver, initial=solver.newton(group_sums))
