"""Raking and poststratification: adjust weights to margins by iterative proportional fitting of the cells.

Source: Deming & Stephan (1940), "On a least squares adjustment of a sampled frequency table", Annals of Mathematical
Statistics 11, 427-444; Deville, Särndal & Sautory (1993), "Generalized Raking Procedures in Survey Sampling", JASA 88.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from kobling.core.survey.arrays import BoolArray, FloatArray
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.weighting.calibration_step import CalibrationStep
from kobling.core.survey.weighting.margins import (
    Collapse,
    Margin,
    Margins,
    PopulationTotal,
    known_population,
    read_margins,
)
from kobling.core.survey.weighting.row_groups import MarginCells, margin_cells

TOLERANCE = 1e-8
"""The largest accepted relative error of a margin."""

MAX_SWEEPS = 2000
"""Most sweeps over the margins."""

WEIGHT_PRECISION = 1e-5
"""The factor of the tolerance to which the weights are fitted."""

REPLICATE_PRECISION = 1e-2
"""The factor of the tolerance to which replicates are fitted; they are only compared with each other."""


def rake(
    sample: Sample,
    margins: Margins,
    *,
    total: PopulationTotal = None,
    collapse: Collapse | None = None,
    estimated: bool = False,
    tolerance: float = TOLERANCE,
    sweeps: int = MAX_SWEEPS,
) -> Sample:
    """Rake the weights to the margins: multiply them so that they add up to every margin, with the smallest change.

    margins    column to category to count: {"sex": {"F": 10200, "M": 9800}, "age": {...}}; several columns jointly
               as ("sex", "age") or "sex x age", with the categories ("F", "18-34") or "F|18-34"
    total      given, the margins are shares of so many persons, or with "weights" of the weights' sum
    collapse   margin to category to the category it is joined with
    estimated  whether the counts are estimates, and so need not be whole numbers that hold the respondents
    tolerance  the largest accepted relative error of a margin
    sweeps     the most sweeps over the margins

    Raises SurveyError where the margins do not fit the rows or each other, or cannot all be reached.
    """
    checked = read_margins(sample, margins, total=total, collapse=collapse, estimated=estimated)
    step = rake_weights(sample.weights, checked, tolerance=tolerance, sweeps=sweeps)
    return sample.with_step(replace(step, population=known_population(checked, total, estimated=estimated)))


def poststratify(
    sample: Sample,
    margins: Margins,
    *,
    total: PopulationTotal = None,
    collapse: Collapse | None = None,
    estimated: bool = False,
) -> Sample:
    """Poststratify the weights: multiply them within each category so that they add up to its count.

    margins    one margin, of one column or several jointly: {("sex", "age"): {("F", "18-34"): 2900, ...}}; see `rake`
    total      given, the margin is shares of so many persons, or with "weights" of the weights' sum
    collapse   margin to category to the category it is joined with
    estimated  see `rake`

    Raises SurveyError where the margin does not fit the rows.
    """
    if len(margins) > 1:
        raise SurveyError("one_margin_only", found=len(margins))
    checked = read_margins(sample, margins, total=total, collapse=collapse, estimated=estimated)
    step = poststratify_weights(sample.weights, checked[0])
    return sample.with_step(replace(step, population=known_population(checked, total, estimated=estimated)))


def rake_weights(
    weights: FloatArray, margins: Sequence[Margin], *, tolerance: float = TOLERANCE, sweeps: int = MAX_SWEEPS
) -> CalibrationStep:
    """Return the step that rakes weights (n,) to margins. Raises SurveyError."""
    check_not_negative(weights, "rake")
    return _raking_step("rake", weights, margin_cells(margins), omega=weights > 0, tolerance=tolerance, sweeps=sweeps)


def poststratify_weights(weights: FloatArray, margin: Margin) -> CalibrationStep:
    """Return the step that poststratifies weights (n,) to one margin. Raises SurveyError."""
    cells = margin_cells([margin])
    if cells.sums(weights).min() <= 0:
        check_not_negative(weights, "poststratify")
    return _raking_step("poststratify", weights, cells, omega=weights)


def check_not_negative(weights: FloatArray, method: str) -> None:
    """Raise SurveyError for weights below zero, which the method cannot take."""
    if weights.min() < 0:
        raise SurveyError("negative_weights", method=method, count=int((weights < 0).sum()))


def _raking_step(
    method: str,
    weights: FloatArray,
    cells: MarginCells,
    *,
    omega: FloatArray | BoolArray,
    tolerance: float = TOLERANCE,
    sweeps: int = MAX_SWEEPS,
) -> CalibrationStep:
    ones = tuple(np.ones(len(margin.targets)) for margin in cells.margins)
    factors = fit_margin_factors(
        cells, cells.sums(weights), ones, target_change=tolerance * WEIGHT_PRECISION, tolerance=tolerance, sweeps=sweeps
    )
    multipliers = _cell_multipliers(cells, factors)
    return CalibrationStep(
        method,
        before=weights,
        after=cells.multiply(weights, multipliers),
        groups=cells,
        auxiliary=None,
        omega=omega,
        multipliers=multipliers,
        solver=RakingSolver(cells, factors, tolerance, sweeps),
        labels=tuple((margin.name, category) for margin in cells.margins for category in margin.categories),
        targets=np.concatenate([margin.targets for margin in cells.margins]),
    )


@dataclass(frozen=True, eq=False)
class RakingSolver:
    """Rakes further sums of weights over the same cells, such as those of replicate weights.

    The factors that fitted the weights themselves are the initial values.
    """

    cells: MarginCells
    factors: Sequence[FloatArray]
    """for each margin (categories,) the factors of its categories"""
    tolerance: float
    sweeps: int

    def solve(self, cell_sums: FloatArray) -> FloatArray:
        """(cells,) or (cells, b) Return the multipliers that fit sums of weights of that shape to the margins."""
        factors = self.factors if cell_sums.ndim == 1 else [factor[:, None] for factor in self.factors]
        new_factors = fit_margin_factors(
            self.cells,
            cell_sums,
            factors,
            target_change=self.tolerance * REPLICATE_PRECISION,
            tolerance=self.tolerance,
            sweeps=self.sweeps,
        )
        return np.broadcast_to(_cell_multipliers(self.cells, new_factors), cell_sums.shape)


def fit_margin_factors(
    cells: MarginCells,
    cell_sums: FloatArray,
    factors: Sequence[FloatArray],
    *,
    target_change: float,
    tolerance: float,
    sweeps: int,
) -> Sequence[FloatArray]:
    """Return for each margin the factors (categories,) or (categories, b) that fit the sums to every margin.

    cell_sums      (cells,) or (cells, b) sums of weights
    factors        initial values: (categories,) or (categories, 1) for each margin
    target_change  the relative change in a sweep at which the fitting ends
    tolerance      the largest change that is accepted when changes no longer shrink, or the sweeps are used up

    In each sweep a category's factor is multiplied by the margin over the category's present sum.
    Raises SurveyError where a category has no weight, or the margins are not reached.
    """
    ratios = _initial_ratios(cells, cell_sums * _cell_multipliers(cells, factors))
    change = _largest_change(ratios)
    if change <= target_change:
        return factors
    sweep = _sweep_complete_cells if cell_sums.ndim == 1 and cells.is_complete else _sweep_margins
    for updated in islice(sweep(cells, cell_sums, factors), sweeps):
        previous, ratios = change, [new / old for new, old in zip(updated, factors, strict=True)]
        factors, change = updated, _largest_change(ratios)
        if change <= target_change or (change <= tolerance and change >= previous):
            return factors
    if change <= tolerance:
        return factors
    worst = cells.margins[int(np.argmax([_largest_change([ratio]) for ratio in ratios]))].name
    if not np.isfinite(change):
        raise SurveyError("weights_without_limit", wanted=worst)
    raise SurveyError("margins_not_reached", margin=worst, off=f"{change:.2%}", sweeps=sweeps)


def _sweep_margins(
    cells: MarginCells, cell_sums: FloatArray, factors: Sequence[FloatArray]
) -> Iterator[Sequence[FloatArray]]:
    """Yield the factors after each sweep over the margins, by fitting sums of weights (cells, b) or (cells,)."""
    fitted = cell_sums * _cell_multipliers(cells, factors)
    totals = _margin_totals(cells, cell_sums)
    while True:
        updated = []
        for number, (margin, factor) in enumerate(zip(cells.margins, factors, strict=True)):
            ratio = totals[number] / cells.margin_sums(number, fitted)
            fitted *= ratio.take(margin.codes, axis=0)
            updated.append(factor * ratio)
        factors = updated
        yield factors


def _sweep_complete_cells(
    cells: MarginCells, cell_sums: FloatArray, factors: Sequence[FloatArray]
) -> Iterator[Sequence[FloatArray]]:
    """Yield the factors after each sweep where every combination is a cell, without fitting the sums (cells,) of each.

    A margin's sums are the cells' sums times the factors of all other margins: those before it have been multiplied in
    and summed over already, those after it are multiplied with each other first.
    """
    while True:
        later_factors = [np.ones(1)]
        for factor in factors[:0:-1]:
            later_factors.append((factor[:, None] * later_factors[-1]).ravel())
        partial, updated = cell_sums, []
        for margin, other_factors in zip(cells.margins, reversed(later_factors), strict=True):
            partial = partial.reshape(len(margin.targets), -1)
            updated.append(margin.targets / (partial @ other_factors))
            partial = updated[-1] @ partial
        factors = updated
        yield factors


def _margin_totals(cells: MarginCells, cell_sums: FloatArray) -> list[FloatArray]:
    """(categories,) or (categories, 1) Return each margin's totals, shaped to broadcast with the margin's sums."""
    return [margin.targets if cell_sums.ndim == 1 else margin.targets[:, None] for margin in cells.margins]


def _cell_multipliers(cells: MarginCells, factors: Sequence[FloatArray]) -> FloatArray:
    """(cells,) or (cells, b) Return the product of the factors of each cell's categories."""
    product = factors[0].take(cells.margins[0].codes, axis=0)
    for margin, factor in zip(cells.margins[1:], factors[1:], strict=True):
        product *= factor.take(margin.codes, axis=0)
    return product


def _initial_ratios(cells: MarginCells, cell_sums: FloatArray) -> list[FloatArray]:
    """Return for each margin (categories,) or (categories, b) its totals over the sums. Raises SurveyError."""
    sums = [cells.margin_sums(number, cell_sums) for number in range(len(cells.margins))]
    for margin, margin_sums in zip(cells.margins, sums, strict=True):
        if not margin_sums.min() > 0:
            empty = int(np.argwhere(~(margin_sums > 0))[0][0])
            raise SurveyError("no_weight_in_category", margin=margin.name, category=margin.categories[empty])
    return [totals / margin_sums for totals, margin_sums in zip(_margin_totals(cells, cell_sums), sums, strict=True)]


def _largest_change(ratios: Sequence[FloatArray]) -> float:
    return float(np.abs(np.concatenate(ratios) - 1).max())
