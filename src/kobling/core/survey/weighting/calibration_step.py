"""The weighting step of raking, poststratification and calibration."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np

from kobling.core.survey.arrays import BoolArray, FloatArray, IntArray
from kobling.core.survey.weighting.projection import GroupMeanProjection, RakingProjection, RegressionProjection
from kobling.core.survey.weighting.row_groups import MarginCells, RowGroups

BLOCK_REPLICATES = 64
"""Replicates processed at a time, so that their sums stay in the processor's cache."""


class CalibrationSolver(Protocol):
    """Finds the multiplier of each group's weights with which they reach the totals."""

    def solve(self, group_sums: FloatArray) -> FloatArray:
        """(groups,) or (groups, b) The multipliers, from the sums (groups,) or (groups, b) of the weights."""


@dataclass(frozen=True, eq=False)
class CalibrationStep:
    """Weights multiplied by one factor per group of rows, so that they reach known totals.

    With g the multipliers, an estimate's influence z per unit of weight after the step is g * (z - X B) per unit of
    weight before it, B the regression of z on X with the rows' weights `omega`: the weights before the step, or, for
    `rake`, 1. Source: Deville & Särndal (1992), section 3; Särndal, Swensson & Wretman (1992), section 6.5.
    """

    method: str
    before: FloatArray
    after: FloatArray
    groups: RowGroups
    auxiliary: FloatArray | None
    """(groups, p) the auxiliary variables; None where they are the categories of the margins in `groups`"""
    omega: FloatArray | BoolArray
    """(n,) the rows' weights in the regression; true is 1"""
    multipliers: FloatArray
    """(groups,)"""
    solver: CalibrationSolver
    labels: tuple[tuple[str, str | None], ...]
    """(p,) margin and category, or name and None of a total, for each auxiliary variable"""
    targets: FloatArray
    """(p,) the known totals"""
    population: float | None = field(default=None, kw_only=True)
    """persons in the population, by counts of it; None where they are estimates or not given"""

    @property
    def group_codes(self) -> IntArray:
        """(n,) The group of each row; `groups.size` outside every group."""
        return self.groups.group_codes

    @property
    def incidence(self) -> FloatArray:
        """(groups, p) The auxiliary variables: 1 or 0 for a category, or a number."""
        if self.auxiliary is None and isinstance(self.groups, MarginCells):
            return self.groups.incidence
        return np.ones((self.groups.size, 0)) if self.auxiliary is None else self.auxiliary

    @cached_property
    def projection(self) -> RegressionProjection | GroupMeanProjection:
        """The regression on the auxiliary variables, by groups."""
        omega = self.groups.sums(self.omega)
        if self.auxiliary is not None or not isinstance(self.groups, MarginCells):
            return RegressionProjection(self.incidence, omega)
        if len(self.groups.margins) == 1:
            return GroupMeanProjection(omega)
        margins = self.groups.columns
        return (
            RakingProjection(self.incidence, omega, margins)
            if self.method == "rake"
            else RegressionProjection(self.incidence, omega)
        )

    def reached_totals(self, weights: FloatArray) -> FloatArray:
        """(p,) The totals of the auxiliary variables with weights (n,)."""
        return self.incidence.T @ self.groups.sums(weights)

    def influence(self, z: FloatArray) -> FloatArray:
        """(n, k) g * (z - X B)."""
        weighted_z = z * self.omega[:, None]
        squares = np.einsum("nk,nk->k", weighted_z, z)
        residual = self.groups.expand(self.projection.fitted(self.groups.sums(weighted_z), squares))
        np.subtract(z, residual, out=residual)
        residual *= self.groups.expand(self.multipliers)[:, None]
        return residual

    def reapply(self, weights: FloatArray) -> FloatArray:
        """(n,) or (n, b) Calibrate other weights to the same totals."""
        if weights.ndim == 1:
            return self.groups.multiply(weights, self.solver.solve(self.groups.sums(weights)))
        after = np.empty(weights.T.shape)
        for start in range(0, len(after), BLOCK_REPLICATES):
            block = weights[:, start : start + BLOCK_REPLICATES]
            multipliers = self.solver.solve(self.groups.sums(block))
            for row, column, factors in zip(after[start:], block.T, multipliers.T, strict=False):
                self.groups.multiply(column, factors, out=row)
        return after.T
