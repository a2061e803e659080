"""Weighted least squares on groups of rows: the projection of influences on the auxiliary variables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kobling.core.survey.arrays import FloatArray

COLLINEARITY_TOLERANCE = 1e-11
"""An eigenvalue below this part of the largest one marks a direction that is collinear with the others."""


def cross_products(x: FloatArray, omega: FloatArray) -> FloatArray:
    """(p, p) Return x' diag(omega) x, of x (groups, p) and omega (groups,)."""
    return (x.T * omega) @ x


def independent_basis(gram: FloatArray) -> FloatArray:
    """(p, r) Return a matrix that combines p columns x into r independent ones, from their cross products (p, p).

    With q = x @ basis, the cross products of q are the identity. Collinear columns are used only once.
    """
    size = np.sqrt(np.where(gram.diagonal() > 0, gram.diagonal(), 1))
    values, vectors = np.linalg.eigh(gram / np.outer(size, size))
    is_independent = values > COLLINEARITY_TOLERANCE * values[-1]
    combination: FloatArray = vectors[:, is_independent] / np.sqrt(values[is_independent]) / size[:, None]
    return combination


R_SWEEPS = 10
"""The number of sweeps in R's rake()."""

MAX_SWEEP_ERROR = 3e-3
"""Largest error of ten sweeps, relative to the residual of the margins, both as standard deviations."""

ROUNDING_ERROR = 1e-12
"""A part of a sum of squares below this counts as 0."""


@dataclass(frozen=True, eq=False)
class RegressionProjection:
    """Regress z on x with weights omega: B = (X' diag(omega) X)^-1 X' diag(omega) z.

    Source: Deville & Särndal (1992), "Calibration Estimators in Survey Sampling", JASA 87, 376-382.
    """

    x: FloatArray
    """(groups, p)"""
    omega: FloatArray
    """(groups,) the sums of the rows' omega"""

    @cached_property
    def _basis(self) -> FloatArray:
        """(p, r) The matrix that combines the columns of x into independent ones."""
        return independent_basis(
            self._moments if self.omega.min(initial=0) >= 0 else cross_products(self.x, np.abs(self.omega))
        )

    @cached_property
    def _gram(self) -> FloatArray:
        """(r, r) The cross products of the independent columns: the identity, but for rounding and negative weights."""
        return cross_products(self.x @ self._basis, self.omega)

    @cached_property
    def _moments(self) -> FloatArray:
        """(p, p) x' diag(omega) x."""
        return cross_products(self.x, self.omega)

    def coefficients(self, sums: FloatArray, squares: FloatArray) -> FloatArray:
        """(p, k) Return B, from the sums (p, k) of omega * x * z and (k,) of omega * z^2 over all rows."""
        return self._basis @ np.linalg.solve(self._gram, self._basis.T @ sums)

    def fitted(self, sums: FloatArray, squares: FloatArray) -> FloatArray:
        """(groups, k) Return the fitted values X B, from the sums (groups, k) of omega * z and (k,) of omega * z^2."""
        return self.x @ self.coefficients(self.x.T @ sums, squares)


@dataclass(frozen=True, eq=False)
class RakingProjection(RegressionProjection):
    """Regress z on x as R's rake() does: in ten sweeps, each margin in turn fits its categories' means.

    The sweeps approximate the regression, usually to some millionths, and then reproduce R's digits. Where they are
    less close, because combinations of categories are empty, and where the margins explain z completely, because the
    estimate is one of them, the exact regression is used.
    Source: Lumley, R package survey 4.1, svyrecvar; the limit is Deville, Särndal & Sautory (1993), section 3.
    """

    margins: tuple[slice, ...]
    """the columns of x that belong to each margin"""

    @cached_property
    def _gram(self) -> FloatArray:
        """(r, r) The identity, but for rounding; cross products of 0 and 1 are sums, and so exact."""
        return self._basis.T @ self._moments @ self._basis

    @cached_property
    def _sweep_matrix(self) -> FloatArray:
        """(p, p) The matrix from x' diag(omega) z to the coefficients after ten sweeps."""
        gram, size, identity = self._moments, self._moments.diagonal()[:, None], np.eye(len(self._moments))
        # A sweep turns B into `first` z + `carry` B.
        coefficients, of_z = (
            np.hstack([np.zeros_like(identity), identity]),
            np.hstack([identity, np.zeros_like(identity)]),
        )
        for margin in self.margins:
            coefficients[margin] += (of_z[margin] - gram[margin] @ coefficients) / size[margin]
        first, carry = np.hsplit(coefficients, 2)
        total = first
        for _ in range(R_SWEEPS - 1):
            total = first + carry @ total
        return total

    def coefficients(self, sums: FloatArray, squares: FloatArray) -> FloatArray:
        """(p, k) B, from the sums (p, k) of omega * x * z and (k,) of omega * z^2 over all rows."""
        exact = super().coefficients(sums, squares)
        swept = self._sweep_matrix @ sums
        residual = squares - np.einsum("pk,pk->k", exact, sums)
        sweep_error = np.einsum("pk,pk->k", exact - swept, self._moments @ (exact - swept))
        is_close = (residual > ROUNDING_ERROR * squares) & (sweep_error <= MAX_SWEEP_ERROR**2 * residual)
        return np.where(is_close, swept, exact)


@dataclass(frozen=True, eq=False)
class GroupMeanProjection:
    """The projection on a single margin whose categories are the groups: the group means."""

    omega: FloatArray
    """(groups,) the sums of the rows' omega"""

    def coefficients(self, sums: FloatArray, squares: FloatArray) -> FloatArray:
        """(groups, k) Return the means, from the sums (groups, k) of omega * z over each group's rows."""
        return sums / np.where(self.omega == 0, 1, self.omega)[:, None]

    fitted = coefficients
