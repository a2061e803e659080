"""Linearised standard errors computed from sums over cells of rows, faster than row by row.

Where every row is a unit of its own and its weights have been calibrated at most once, to margins, a row's weighted
influence is u = w (z - x'B), with x the margins it is in. The variance, sum over strata h of
k_h (sum u^2 - (sum u)^2 / n_h), then needs only sums of y over cells x domains and strata x domains: three passes over
the rows, and no array of rows x estimates. The rest is computed on tables of margins x estimates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kobling.core.survey.arrays import (
    CrossedCodes,
    FloatArray,
    IntArray,
    NumberColumn,
    distinct_columns,
    index_blocks,
    multiply_columns,
    sum_by,
)
from kobling.core.survey.design.domains import Domains
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.estimands import Estimand
from kobling.core.survey.point_estimates import PointEstimates
from kobling.core.survey.variance.response_patterns import ResponsePatterns, response_patterns
from kobling.core.survey.weighting.calibration_step import CalibrationStep
from kobling.core.survey.weighting.projection import GroupMeanProjection, cross_products
from kobling.core.survey.weighting.row_groups import MarginCells

MAX_ARRAY_SIZE = 2**21
"""Most numbers in a table of estimands x (cells and strata) x domains: 16 MB."""


def is_applicable(sample: Sample, domains: Domains) -> bool:
    """Return whether the design and weighting allow this method, and its tables are smaller than arrays of rows."""
    stage, step = sample.stages[0], _calibration(sample)
    if len(sample.stages) > 1 or stage.unit is not None or len(stage.lonely) or sample.design.lonely_in_domains:
        return False
    if sample.steps and step is None:
        return False
    return _cell_count(step) * (len(domains) + len(stage.sampled) + 1) <= 16 * len(sample)


def _calibration(sample: Sample) -> CalibrationStep | None:
    """Return the sample's only weighting step, if it is a calibration to margins."""
    step = sample.steps[0] if len(sample.steps) == 1 else None
    return step if isinstance(step, CalibrationStep) and isinstance(step.groups, MarginCells) else None


def _cell_count(step: CalibrationStep | None) -> int:
    """Return the number of cells, counting the rows outside them as one more."""
    return 1 if step is None else step.groups.size + 1


def standard_errors(
    sample: Sample, estimands: Sequence[Estimand], domains: Domains, points: PointEstimates
) -> FloatArray:
    """(estimands, domains) The same standard errors as `linearisation.standard_errors`. Raises SurveyError."""
    groups = _cell_count(_calibration(sample)) + len(sample.stages[0].sampled)
    blocks = index_blocks(len(estimands), groups * (len(domains) + 1), MAX_ARRAY_SIZE)
    return np.concatenate(
        [
            _block_standard_errors(sample, [estimands[number] for number in block], domains, points, block)
            for block in blocks
        ]
    )


def _block_standard_errors(
    sample: Sample, estimands: Sequence[Estimand], domains: Domains, points: PointEstimates, numbers: IntArray
) -> FloatArray:
    """(estimands, domains) The standard errors of some estimands."""
    step, stage, weights, strata = _calibration(sample), sample.stages[0], sample.weights, sample.strata
    scale = stage.scale()
    scaled = scale.take(strata)
    scaled *= weights
    scaled *= weights
    columns, columns_of = distinct_columns([_moment_columns(estimand) for estimand in estimands])
    with np.errstate(divide="ignore", invalid="ignore"):
        estimates, patterns = (
            _linearised_estimates(estimands, columns_of, points, numbers),
            response_patterns(domains, columns),
        )
        sums = estimates.sums(patterns.weighted_sums(weights, strata, len(stage.sampled)))
        if step is None:
            squares = estimates.squares(domains.weighted_sums(scaled, columns))
        else:
            omega_sums, scaled_sums = _category_sums(step, patterns, [step.omega, scaled])
            fitted = step.projection.coefficients(estimates.sums(omega_sums[0]), estimates.squares(omega_sums[1]))
            in_cells = sum_by(step.group_codes, scaled, _cell_count(step))[:-1]
            squares = estimates.squares(scaled_sums[1])
            squares += _calibration_correction(step, fitted, estimates.sums(scaled_sums[0]), in_cells)
            sums -= _category_weights_by_stratum(sample, step) @ fitted
        variance = np.maximum(squares - (scale / stage.sampled) @ sums**2, 0)
    se: FloatArray = np.sqrt(variance).reshape(len(estimands), -1)
    return se


def _moment_columns(estimand: Estimand) -> tuple[NumberColumn | None, ...]:
    """Return y, x, y^2, yx and x^2 of an estimand.

    A share's y is 0 or 1, and every denominator but a ratio's is 1 where there is an answer.
    """
    y, x = estimand.numerator, estimand.denominator
    yy = y if estimand.category is not None else multiply_columns(y, y)
    return (
        (y, x, yy, y, x)
        if estimand.kind != "ratio" or x is None
        else (y, x, yy, multiply_columns(y, x), multiply_columns(x, x))
    )


@dataclass(frozen=True, eq=False)
class _LinearisedEstimates:
    """The linearised variables z = a y - b x of some estimands in all domains."""

    a: FloatArray
    """(estimands, domains)"""
    b: FloatArray
    columns_of: IntArray
    """(estimands, 5) the index of the columns y, x, y^2, yx and x^2"""

    def sums(self, table: FloatArray) -> FloatArray:
        """(groups, estimands * domains) The sums of z, from those of the columns (columns, domains + 1, groups)."""
        y, x = table[self.columns_of[:, 0], :-1], table[self.columns_of[:, 1], :-1]
        z = self.a[..., None] * y - self.b[..., None] * x
        return z.reshape(-1, table.shape[2]).T

    def squares(self, table: FloatArray) -> FloatArray:
        """(estimands * domains,) The sums of z^2, from those of the columns (columns, domains or one more)."""
        yy, yx, xx = (table[self.columns_of[:, moment], : self.a.shape[1]] for moment in (2, 3, 4))
        squares: FloatArray = self.a * self.a * yy - 2 * self.a * self.b * yx + self.b * self.b * xx
        return squares.ravel()


def _linearised_estimates(
    estimands: Sequence[Estimand], columns_of: IntArray, points: PointEstimates, numbers: IntArray
) -> _LinearisedEstimates:
    has_denominator = np.array([estimand.has_denominator for estimand in estimands])[:, None]
    a = 1 / points.denominator[numbers]
    return _LinearisedEstimates(a, np.where(has_denominator, points.estimate[numbers] * a, 0), columns_of)


def _category_sums(
    step: CalibrationStep, patterns: ResponsePatterns, weights: Sequence[NumberColumn]
) -> list[tuple[FloatArray, FloatArray]]:
    """Return for each weight column its sums with the columns, by domain, over each category and over all rows.

    Shapes (columns, domains + 1, p) and (columns, domains + 1); the last domain is the rows outside all of them.
    """
    groups = step.groups
    if (
        isinstance(step.projection, GroupMeanProjection)
        or not isinstance(groups, MarginCells)
        or not patterns.fits_cache(groups.max_categories)
    ):
        return [
            _sum_cells_by_category(step, patterns.weighted_sums(weight_column, step.group_codes, _cell_count(step)))
            for weight_column in weights
        ]
    sums = []
    for weight_column in weights:
        tables = [
            patterns.weighted_sums(weight_column, codes, len(margin.targets) + 1)
            for margin, codes in zip(groups.margins, groups.categories, strict=True)
        ]
        sums.append((np.concatenate([table[..., :-1] for table in tables], axis=2), tables[0].sum(axis=2)))
    return sums


def _sum_cells_by_category(step: CalibrationStep, table: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(..., p) and (...) The sums of tables (..., cells + 1) over each category, and over all cells.

    Of a single margin the cells are the categories.
    """
    if isinstance(step.projection, GroupMeanProjection) or not isinstance(step.groups, MarginCells):
        return table[..., :-1], table.sum(axis=-1)
    sums = (table.reshape(-1, _cell_count(step)) @ step.groups.incidence_with_outside).reshape(*table.shape[:-1], -1)
    return sums[..., :-1], sums[..., -1]


def _calibration_correction(
    step: CalibrationStep, fitted: FloatArray, cross_sums: FloatArray, scaled: FloatArray
) -> FloatArray:
    """(k,) The sums of scaled * ((x'B)^2 - 2 z x'B).

    cross_sums  (p, k) the sums of scaled * x z
    scaled      (cells,) the sums of scaled
    """
    if isinstance(step.projection, GroupMeanProjection):
        squared = scaled[:, None] * fitted
    else:
        squared = cross_products(step.incidence, scaled) @ fitted
    correction: FloatArray = np.einsum("pk,pk->k", fitted, squared - 2 * cross_sums)
    return correction


def _category_weights_by_stratum(sample: Sample, step: CalibrationStep) -> FloatArray:
    """(strata, p) The sums of the weights over the margins' categories in each stratum."""
    strata, cells = len(sample.stages[0].sampled), _cell_count(step)
    in_cells = sum_by(CrossedCodes([sample.strata, step.group_codes], [strata, cells]), sample.weights, strata * cells)
    return _sum_cells_by_category(step, in_cells.reshape(strata, cells))[0]
