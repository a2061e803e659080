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


SWEEPS = 10
"""As many as R makes."""

UNDONE = 1e-4
"""What ten sweeps may leave undone, as a part of what the margins cannot explain, both as standard deviations."""


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
class Sweeps(Projection):
    """Fits z by x as R's rake() does: margin after margin takes up its categories' means, ten times over.

    The sweeps near the regression, mostly to some millionths, and then R's digits are kept. Where ten sweeps leave more
    undone, because combinations of categories are empty, and where the margins explain z altogether, because the
    estimate is one of them, the regression itself is taken.
    Source: Lumley, R package survey 4.1, svyrecvar; the limit is Deville, Särndal & Sautory (1993), section 3.
    """

    margins: tuple[slice, ...]
    """the columns of x that belong to each margin"""

    @cached_property
    def _swept(self) -> FloatArray:
        """(r, p) From x' diag(omega) z to what ten sweeps make of it, in terms of q."""
        gram = self.x.T @ (self.x * self.omega[:, None])
        size = gram.diagonal()[:, None]
        found, wanted = np.zeros_like(gram), np.eye(len(gram))
        for _ in range(SWEEPS):
            for margin in self.margins:
                found[margin] += (wanted[margin] - gram[margin] @ found) / size[margin]
        in_q = np.linalg.solve(self._gram, self._q.T @ (self.x * self.omega[:, None]))
        swept: FloatArray = in_q @ found
        return swept

    def fitted(self, sums: FloatArray) -> FloatArray:
        """(groups, k) What is taken up, from the sums (groups, k) of omega * z over each group's rows."""
        whole = np.linalg.solve(self._gram, self._q.T @ sums)
        swept = self._swept @ (self.x.T @ sums)
        there = np.einsum("gk,gk,g->k", sums, sums, 1 / np.where(self.omega == 0, 1, self.omega))
        left = there - np.einsum("rk,rk->k", whole, whole)
        undone = np.einsum("rk,rk->k", whole - swept, whole - swept)
        taken: FloatArray = self._q @ np.where(undone <= UNDONE**2 * left, swept, whole)
        return taken


@dataclass(frozen=True, eq=False)
class Means:
    """The projection on a single margin whose categories are the groups: each group's own mean."""

    omega: FloatArray
    """(groups,) the sums of the rows' omega"""

    def fitted(self, sums: FloatArray) -> FloatArray:
        """(groups, k) The means, from the sums (groups, k) of omega * z over each group's rows."""
        return sums / np.where(self.omega == 0, 1, self.omega)[:, None]
