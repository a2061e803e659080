"""Standard errors from cells of rows that are alike, instead of row by row.

Where every row is a unit of its own and its weights have been calibrated at most once, to margins, a row's weighted
influence is u = w (z - x'B), with x the margins it is in. The variance, sum over strata h of
k_h (sum u^2 - (sum u)^2 / n_h), then needs no more than sums of y over cells x domains and strata x domains: one pass
over the rows for each variable, and no array of rows x estimates. All else is done on tables of margins x estimates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kobling.core.survey.arrays import FloatArray, IntArray, in_blocks, sum_by
from kobling.core.survey.domains import Domains
from kobling.core.survey.linear import Points
from kobling.core.survey.sample import Sample
from kobling.core.survey.targets import Target
from kobling.core.survey.weighting.calibration import Calibration
from kobling.core.survey.weighting.groups import Cells
from kobling.core.survey.weighting.projection import Means

AT_ONCE = 2**21
"""How many numbers a table of targets x cells x domains may hold at a time: 16 MB."""


def serve(sample: Sample, domains: Domains) -> bool:
    """Tell whether cells describe the sample, and tables of them are no larger than its rows' would be."""
    stage, step = sample.stages[0], _calibration(sample)
    if len(sample.stages) > 1 or stage.unit is not None or len(stage.lonely) or sample.design.lonely_in_domains:
        return False
    if sample.steps and step is None:
        return False
    cells = 1 if step is None else step.groups.size + 1
    return cells * (len(domains) + len(stage.sampled) + 1) <= 16 * len(sample)


def _calibration(sample: Sample) -> Calibration | None:
    """Return the sample's only step, if it is a calibration to margins."""
    step = sample.steps[0] if len(sample.steps) == 1 else None
    return step if isinstance(step, Calibration) and isinstance(step.groups, Cells) else None


def standard_errors(sample: Sample, wanted: Sequence[Target], domains: Domains, found: Points) -> FloatArray:
    """(targets, domains) The same standard errors as `linear.standard_errors`. Raises SurveyRefused."""
    table = _Table(sample, domains, _calibration(sample))
    blocks = in_blocks(len(wanted), table.cells * len(domains), AT_ONCE)
    return np.concatenate([_some(table, [wanted[one] for one in block], found, block) for block in blocks])


Over = Callable[[FloatArray], FloatArray]
"""From values (n,) to their sums (groups, width) over groups of rows in each domain."""


@dataclass(frozen=True, eq=False)
class _Table:
    """What sums rows over strata, cells and margins in each domain; the last has the rows outside every one."""

    sample: Sample
    domains: Domains
    step: Calibration | None

    @property
    def cells(self) -> int:
        return 1 if self.step is None else self.step.groups.size + 1

    @property
    def strata(self) -> int:
        return len(self.sample.stages[0].sampled)

    @property
    def width(self) -> int:
        return len(self.domains) + 1

    def over(self, groups: IntArray, count: int) -> Over:
        """Return what sums values over these groups (n,) and the domains."""
        key = groups * self.width + self.domains.or_last
        return lambda values: sum_by(key, values, count * self.width).reshape(count, self.width)

    @cached_property
    def over_strata(self) -> Over:
        return self.over(self.sample.strata, self.strata)

    @cached_property
    def over_domains(self) -> Over:
        return lambda values: sum_by(self.domains.or_last, values, self.width)[None]

    def over_margins(self, step: Calibration) -> Over:
        """Return what sums values over the categories of the margins, by way of the cells."""
        over_cells = self.over(step.cells, self.cells)
        return lambda values: _over_categories(step, over_cells(values)[:-1])


@dataclass(frozen=True, eq=False)
class _Estimates:
    """Some targets in all domains, z = a y - b x; a column for each target and domain."""

    wanted: Sequence[Target]
    a: FloatArray
    """(targets, width) 0 for the rows outside every domain"""
    b: FloatArray

    def sums(self, weights: FloatArray, over: Over) -> FloatArray:
        """(groups, targets * width) The sums of weights * z."""
        whole = over(weights)
        found = np.empty((len(whole), *self.a.shape))
        for number, target in enumerate(self.wanted):
            y, x = over(weights * target.numerator), target.denominator
            below = whole if x is None else over(weights * x)
            found[:, number] = self.a[number] * y - self.b[number] * below
        return found.reshape(len(whole), -1)

    def squares(self, weights: FloatArray, over: Over) -> FloatArray:
        """(targets * width,) The sums of weights * z^2 over all rows.

        A share's y is 0 or 1, and every denominator but a ratio's is 1 where there is an answer.
        """
        whole = over(weights)
        found = np.empty(self.a.shape)
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
    outside, divided = np.zeros((len(wanted), 1)), np.array([target.divided for target in wanted])[:, None]
    scale = stage.scale()
    counted = scale[sample.strata] * sample.weights**2
    with np.errstate(divide="ignore", invalid="ignore"):
        a = 1 / found.denominator[numbers]
        b = np.where(divided, found.estimate[numbers] * a, 0)
        estimates = _Estimates(wanted, np.append(a, outside, axis=1), np.append(b, outside, axis=1))
        squares = estimates.squares(counted, table.over_domains)
        sums = estimates.sums(sample.weights, table.over_strata)
        if table.step is not None:
            over = table.over_margins(table.step)
            omega = table.step.omega
            fitted = table.step.projection.coefficients(
                estimates.sums(omega, over), estimates.squares(omega, table.over_domains)
            )
            squares += _taken_off(table.step, fitted, estimates.sums(counted, over), counted)
            sums -= _in_strata(table, table.step) @ fitted
        spread = np.maximum(squares - (scale / stage.sampled) @ sums**2, 0)
    se: FloatArray = np.sqrt(spread).reshape(len(wanted), table.width)[:, :-1]
    return se


def _over_categories(step: Calibration, tables: FloatArray) -> FloatArray:
    """(p, k) The sums of tables (cells, k) over the margins' categories; of a single margin the cells are those."""
    return tables if isinstance(step.projection, Means) else step.incidence.T @ tables


def _taken_off(step: Calibration, fitted: FloatArray, crossed: FloatArray, counted: FloatArray) -> FloatArray:
    """(k,) The sums of counted * ((x'B)^2 - 2 z x'B); crossed (p, k) has those of counted * x z."""
    in_cells = step.groups.sums(counted)[:, None]
    if isinstance(step.projection, Means):
        squared = in_cells * fitted
    else:
        squared = _over_categories(step, step.incidence * in_cells) @ fitted
    off: FloatArray = np.einsum("pk,pk->k", fitted, squared - 2 * crossed)
    return off


def _in_strata(table: _Table, step: Calibration) -> FloatArray:
    """(strata, p) The sums of the weights over the margins' categories in each stratum."""
    key = table.sample.strata * table.cells + step.cells
    cells = sum_by(key, table.sample.weights, table.strata * table.cells).reshape(table.strata, table.cells)
    return _over_categories(step, cells[:, :-1].T).T
