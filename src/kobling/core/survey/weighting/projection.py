"""Least squares on groups of rows: what is left of an influence when the margins are known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kobling.core.survey.arrays import FloatArray

COLLINEARITY_TOLERANCE = 1e-11
"""A direction with less than this part of the largest one's weight follows from the others."""


def cross_products(x: FloatArray, omega: FloatArray) -> FloatArray:
    """(p, p) x' diag(omega) x, of x (groups, p) and omega (groups,)."""
    return (x.T * omega) @ x


def independent_basis(gram: FloatArray) -> FloatArray:
    """(p, r) How to combine p columns x into r that are independent and of the same size, from their moments (p, p).

    With q = x @ basis, the moments of q are the identity. Columns that follow from others are taken up only once.
    """
    size = np.sqrt(np.where(gram.diagonal() > 0, gram.diagonal(), 1))
    values, vectors = np.linalg.eigh(gram / np.outer(size, size))
    is_independent = values > COLLINEARITY_TOLERANCE * values[-1]
    combination: FloatArray = vectors[:, is_independent] / np.sqrt(values[is_independent]) / size[:, None]
    return combination


R_SWEEPS = 10
"""As many as R makes."""

MAX_SWEEP_ERROR = 3e-3
"""What ten sweeps may leave undone, as a part of what the margins cannot explain, both as standard deviations."""

ROUNDING_ERROR = 1e-12
"""A part of a sum of squares that is rounding."""


@dataclass(frozen=True, eq=False)
class RegressionProjection:
    """Fits z by x with weights omega: B = (X' diag(omega) X)^-1 X' diag(omega) z.

    Source: Deville & Särndal (1992), "Calibration Estimators in Survey Sampling", JASA 87, 376-382.
    """

    x: FloatArray
    """(groups, p)"""
    omega: FloatArray
    """(groups,) the sums of the rows' omega"""

    @cached_property
    def _basis(self) -> FloatArray:
        """(p, r) How to combine the columns of x into independent ones."""
        return independent_basis(
            self._moments if self.omega.min(initial=0) >= 0 else cross_products(self.x, np.abs(self.omega))
        )

    @cached_property
    def _gram(self) -> FloatArray:
        """(r, r) The identity, but for rounding and for weights below zero."""
        return cross_products(self.x @ self._basis, self.omega)

    @cached_property
    def _moments(self) -> FloatArray:
        """(p, p) x' diag(omega) x."""
        return cross_products(self.x, self.omega)

    def coefficients(self, sums: FloatArray, squares: FloatArray) -> FloatArray:
        """(p, k) B, from the sums (p, k) of omega * x * z and (k,) of omega * z^2 over all rows."""
        return self._basis @ np.linalg.solve(self._gram, self._basis.T @ sums)

    def fitted(self, sums: FloatArray, squares: FloatArray) -> FloatArray:
        """(groups, k) The fitted X B, from the sums (groups, k) of omega * z and (k,) of omega * z^2."""
        return self.x @ self.coefficients(self.x.T @ sums, squares)


@dataclass(frozen=True, eq=False)
class RakingProjection(RegressionProjection):
    """Fits z by x as R's rake() does: margin after margin takes up its categories' means, ten times over.

    The sweeps near the regression, mostly to some millionths, and then R's digits are kept. Where ten sweeps leave more
    undone, because combinations of categories are empty, and where the margins explain z altogether, because the
    estimate is one of them, the regression itself is taken.
    Source: Lumley, R package survey 4.1, svyrecvar; the limit is Deville, Särndal & Sautory (1993), section 3.
    """

    margins: tuple[slice, ...]
    """the columns of x that belong to each margin"""

    @cached_property
    def _gram(self) -> FloatArray:
        """(r, r) The identity, but for rounding: the moments of 0 and 1 are sums, and as good as x itself."""
        return self._basis.T @ self._moments @ self._basis

    @cached_property
    def _sweep_matrix(self) -> FloatArray:
        """(p, p) From x' diag(omega) z to what ten sweeps make of it."""
        gram, size, one = self._moments, self._moments.diagonal()[:, None], np.eye(len(self._moments))
        # A sweep turns B into `first` z + `again` B.
        coefficients, of_z = np.hstack([np.zeros_like(one), one]), np.hstack([one, np.zeros_like(one)])
        for margin in self.margins:
            coefficients[margin] += (of_z[margin] - gram[margin] @ coefficients) / size[margin]
        first, carry = np.hsplit(coefficients, 2)
        found = first
        for _ in range(R_SWEEPS - 1):
            found = first + carry @ found
        return found

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
    """The projection on a single margin whose categories are the groups: each group's own mean."""

    omega: FloatArray
    """(groups,) the sums of the rows' omega"""

    def coefficients(self, sums: FloatArray, squares: FloatArray) -> FloatArray:
        """(groups, k) The means, from the sums (groups, k) of omega * z over each group's rows."""
        return sums / np.where(self.omega == 0, 1, self.omega)[:, None]

    fitted = coefficients
