"""Standard errors from cells of rows that are alike, instead of row by row.

Where every row is a unit of its own and the steps of the weighting treat rows alike within cells, a row's weighted
influence is u = d (G z - F): its design weight d, the cell's multiplier G, the estimate's z before the weighting is
taken into account, and what the cell's margins explain, F. The variance, sum over strata h of
k_h (sum u^2 - (sum u)^2 / n_h), then needs no more than sums over cells x domains and strata x domains: one pass over
the rows for each variable, and no array of rows x estimates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kobling.core.survey.arrays import FloatArray, IntArray, sum_by
from kobling.core.survey.domains import Domains
from kobling.core.survey.linear import Points
from kobling.core.survey.sample import Sample
from kobling.core.survey.targets import Target
from kobling.core.survey.variance import sums_by
from kobling.core.survey.weighting.calibration import Calibration

AT_ONCE = 2**21
"""How many numbers a table of targets x cells x domains may hold at a time: 16 MB."""


def serve(sample: Sample, domains: Domains) -> bool:
    """Tell whether cells describe the sample, and are fewer than its rows would need."""
    stage = sample.stages[0]
    if len(sample.stages) > 1 or stage.unit is not None or len(stage.lonely) or sample.design.lonely_in_domains:
        return False
    steps = [step for step in sample.steps if isinstance(step, Calibration) and step.groups.of_row is not None]
    if len(steps) < len(sample.steps):
        return False
    cells = float(np.prod([step.groups.size + 1.0 for step in steps]))
    return cells * (len(domains) + len(stage.sampled) + 1) <= 16 * len(sample)


def standard_errors(sample: Sample, wanted: Sequence[Target], domains: Domains, found: Points) -> FloatArray:
    """(targets, domains) The same standard errors as `linear.standard_errors`. Raises SurveyRefused."""
    table = _Table(sample, domains)
    blocks = np.array_split(np.arange(len(wanted)), -(-len(wanted) * table.cells * len(domains) // AT_ONCE))
    return np.concatenate([_some(table, [wanted[one] for one in block], found, block) for block in blocks])


@dataclass(frozen=True, eq=False)
class _Table:
    """The rows' cells, domains and strata, and the sums that are the same for every target."""

    sample: Sample
    domains: Domains

    @cached_property
    def steps(self) -> tuple[Calibration, ...]:
        return tuple(step for step in self.sample.steps if isinstance(step, Calibration))

    @cached_property
    def cell(self) -> IntArray:
        """(n,) The combination of the steps' groups."""
        if not self.steps:
            return np.zeros(len(self.sample), np.int64)
        cell = self.steps[0].cells
        for step in self.steps[1:]:
            cell = cell * (step.groups.size + 1) + step.cells
        return cell

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        return tuple(step.groups.size + 1 for step in self.steps)

    @cached_property
    def cells(self) -> int:
        return int(np.prod(self.sizes, dtype=np.int64))

    def group(self, number: int) -> IntArray:
        """(cells,) The group in one step that each cell lies in."""
        after = int(np.prod(self.sizes[number + 1 :], dtype=np.int64))
        return np.arange(self.cells) // after % self.sizes[number]

    @cached_property
    def domain(self) -> IntArray:
        """(n,) The domain, with one more for the rows outside every one."""
        of_row = self.domains.of_row
        return np.where(of_row < 0, len(self.domains), of_row) if of_row.min() < 0 else of_row

    @cached_property
    def width(self) -> int:
        return len(self.domains) + 1

    @cached_property
    def cell_and_domain(self) -> IntArray:
        return self.cell * self.width + self.domain

    @cached_property
    def stratum_and_domain(self) -> IntArray:
        return self.sample.strata * self.width + self.domain

    @cached_property
    def squared(self) -> FloatArray:
        """(n,) What the square of a row's G z - F counts in the variance: k_h d^2."""
        return self.sample.stages[0].scale()[self.sample.strata] * self.sample.design_weights**2

    @cached_property
    def by_stratum(self) -> FloatArray:
        """(strata, cells) The sums of the design weights."""
        strata = len(self.sample.stages[0].sampled)
        key = self.sample.strata * self.cells + self.cell
        return sum_by(key, self.sample.design_weights, strata * self.cells).reshape(strata, self.cells)

    def over_cells(self, values: FloatArray) -> FloatArray:
        """(cells, width) The sums of values (n,) by cell and domain."""
        return sum_by(self.cell_and_domain, values, self.cells * self.width).reshape(self.cells, self.width)

    def over_strata(self, values: FloatArray) -> FloatArray:
        """(strata, width) The sums of values (n,) by stratum and domain."""
        strata = len(self.sample.stages[0].sampled)
        return sum_by(self.stratum_and_domain, values, strata * self.width).reshape(strata, self.width)

    def over_domains(self, values: FloatArray) -> FloatArray:
        """(1, width) The sums of values (n,) by domain."""
        return sum_by(self.domain, values, self.width)[None]


@dataclass(frozen=True, eq=False)
class _Estimates:
    """Some targets in all domains, z = a y - b x; one column for each target and domain, with the rows outside."""

    table: _Table
    wanted: Sequence[Target]
    a: FloatArray
    """(targets, width)"""
    b: FloatArray

    def z(self, weights: FloatArray, over: Callable[[FloatArray], FloatArray]) -> FloatArray:
        """(groups, targets * width) The sums of weights * z over groups of rows."""
        whole = over(weights)
        found = np.empty((len(whole), len(self.wanted), self.table.width))
        for number, target in enumerate(self.wanted):
            y, x = over(weights * target.numerator), target.denominator
            below = whole if x is None else over(weights * x)
            found[:, number] = self.a[number] * y - self.b[number] * below
        return found.reshape(len(whole), -1)

    def z_squared(self, weights: FloatArray) -> FloatArray:
        """(targets * width,) The sums of weights * z^2.

        A share's y is 0 or 1, and every denominator but a ratio's is 1 where there is an answer.
        """
        over, whole = self.table.over_domains, self.table.over_domains(weights)
        found = np.empty((len(self.wanted), self.table.width))
        for number, target in enumerate(self.wanted):
            y, x, a, b = target.numerator, target.denominator, self.a[number], self.b[number]
            once = over(weights * y)
            yy = once if target.category is not None else over(weights * y * y)
            yx, xx = once, whole if x is None else over(weights * x)
            if target.kind == "ratio" and x is not None:
                yx, xx = over(weights * y * x), over(weights * x * x)
            found[number] = (a * a * yy - 2 * a * b * yx + b * b * xx)[0]
        return found.ravel()


def _some(table: _Table, wanted: Sequence[Target], found: Points, numbers: IntArray) -> FloatArray:
    """(targets, domains) The standard errors of some targets."""
    sample, stage = table.sample, table.sample.stages[0]
    divided = np.array([target.divided for target in wanted])[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        a = 1 / found.denominator[numbers]
        b = np.where(divided, found.estimate[numbers] * a, 0)
    outside = np.zeros((len(wanted), 1))
    estimates = _Estimates(table, wanted, np.append(a, outside, axis=1), np.append(b, outside, axis=1))
    scale = stage.scale()
    with np.errstate(invalid="ignore"):
        squares = estimates.z_squared(scale[sample.strata] * sample.weights**2)
        sums = estimates.z(sample.weights, table.over_strata)
        if table.steps:
            multiplier, explained = _explained(table, estimates)
            crossed = multiplier[:, None] * estimates.z(table.squared, table.over_cells)
            alone = sum_by(table.cell, table.squared, table.cells)
            squares += np.einsum("ck,ck->k", explained, explained * alone[:, None] - 2 * crossed)
            sums -= table.by_stratum @ explained
        spread = np.maximum(squares - (scale / stage.sampled) @ sums**2, 0)
    se: FloatArray = np.sqrt(spread).reshape(len(wanted), table.width)[:, :-1]
    return se


def _explained(table: _Table, estimates: _Estimates) -> tuple[FloatArray, FloatArray]:
    """(cells,) G and (cells, targets * width) F: what each cell's z is multiplied with, and what is then taken off."""
    multiplier, explained = np.ones(table.cells), np.zeros((1, 1))
    for number in reversed(range(len(table.steps))):
        step, group = table.steps[number], table.group(number)
        sums = multiplier[:, None] * estimates.z(step.omega, table.over_cells)
        if explained.any():
            sums -= explained * sum_by(table.cell, step.omega, table.cells)[:, None]
        of_group = sums if len(table.steps) == 1 else sums_by(group, sums, table.sizes[number])
        fitted = np.zeros_like(of_group)
        fitted[:-1] = step.projection.fitted(of_group[:-1])
        g = np.append(step.multipliers, 0)[group]
        explained = g[:, None] * (explained + (fitted if len(table.steps) == 1 else fitted[group]))
        multiplier = g * multiplier
    return multiplier, explained
