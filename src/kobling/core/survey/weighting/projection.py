"""Least squares on groups of rows: what is left of an influence when the margins are known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kobling.core.survey.arrays import FloatArray

ALIKE = 1e-11
"""A direction with less than this part of the largest one's weight follows from the others."""


def basis(x: FloatArray, omega: FloatArray) -> FloatArray:
    """(p, r) How to combine the columns of x (groups, p) into r that are independent and of the same size.

    With q = x @ basis, q' diag(|omega|) q is the identity. Columns that follow from others are taken up only once.
    """
    omega = np.abs(omega)
    gram = x.T @ (x * omega[:, None])
    size = np.sqrt(np.where(gram.diagonal() > 0, gram.diagonal(), 1))
    values, vectors = np.linalg.eigh(gram / np.outer(size, size))
    kept = values > ALIKE * values[-1]
    turn: FloatArray = vectors[:, kept] / np.sqrt(values[kept]) / size[:, None]
    return turn


@dataclass(frozen=True, eq=False)
class Projection:
    """Fits z by x with weights omega: B = (X' diag(omega) X)^-1 X' diag(omega) z.

    Source: Deville & Särndal (1992), "Calibration Estimators in Survey Sampling", JASA 87, 376-382.
    """

    x: FloatArray
    """(groups, p)"""
    omega: FloatArray
    """(groups,) the sums of the rows' omega"""

    @cached_property
    def _q(self) -> FloatArray:
        return self.x @ basis(self.x, self.omega)

    @cached_property
    def _gram(self) -> FloatArray:
        return self._q.T @ (self._q * self.omega[:, None])

    def fitted(self, sums: FloatArray) -> FloatArray:
        """(groups, k) The fitted X B, from the sums (groups, k) of omega * z over each group's rows."""
        solved: FloatArray = self._q @ np.linalg.solve(self._gram, self._q.T @ sums)
        return solved


@dataclass(frozen=True, eq=False)
class Means:
    """The projection on a single margin whose categories are the groups: each group's own mean."""

    omega: FloatArray
    """(groups,) the sums of the rows' omega"""

    def fitted(self, sums: FloatArray) -> FloatArray:
        """(groups, k) The means, from the sums (groups, k) of omega * z over each group's rows."""
        return sums / np.where(self.omega == 0, 1, self.omega)[:, None]
