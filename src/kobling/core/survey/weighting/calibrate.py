"""Calibrate weights to known counts and totals, within bounds, at the smallest distance from the present weights.

Source: Deville & Särndal (1992), "Calibration Estimators in Survey Sampling", JASA 87, 376-382.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from kobling.core.survey.arrays import FloatArray
from kobling.core.survey.design.sample import Sample
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.weighting.calibration_functions import CalibrationFunction, Distance, calibration_function
from kobling.core.survey.weighting.calibration_step import CalibrationStep
from kobling.core.survey.weighting.dual_solver import CalibrationTargets, DualSolver, dual_solver
from kobling.core.survey.weighting.margins import (
    SUM_TOLERANCE,
    Collapse,
    Margin,
    Margins,
    PopulationTotal,
    check_persons,
    known_population,
    read_margins,
)
from kobling.core.survey.weighting.rake import TOLERANCE, check_not_negative
from kobling.core.survey.weighting.row_groups import RowGroups, margin_cells

PERSONS_LABEL = "the number of persons"
"""The label of the population size in errors and reports."""


def calibrate(
    sample: Sample,
    *,
    distance: Distance = "linear",
    margins: Margins | None = None,
    totals: Mapping[str, float] | None = None,
    total: PopulationTotal = None,
    bounds: tuple[float, float] | None = None,
    aggregate: str | None = None,
    collapse: Collapse | None = None,
    estimated: bool = False,
    tolerance: float = TOLERANCE,
) -> Sample:
    """Calibrate the weights to counts and totals, with the smallest change by the given distance.

    distance   linear, raking, logit or truncated; see `Distance`
    margins    column to category to count; see `rake`
    totals     column of numbers to its total in the population: {"income": 3.9e9}
    total      how many persons there are; given, margins are shares of it; "weights" for the weights' sum
    bounds     the smallest and the largest multiplier, such as (0.5, 2); linear with bounds is truncated
    aggregate  a column of clusters whose rows all get the same multiplier, such as households
    collapse   margin to category to the category it is joined with
    estimated  whether counts and totals are estimates, which need not hold the respondents and their numbers
    tolerance  the largest relative error of a count or total that counts as reached

    Raises SurveyError where the counts and totals do not fit the rows or each other, or cannot all be reached.
    """
    if margins is None and not totals and total is None:
        raise SurveyError("no_margins")
    weights, auxiliary = sample.weights, {name: sample.column(name) for name in totals or {}}
    totals_to_reach = dict(totals or {})
    if not estimated:
        _check_totals(sample, auxiliary, totals_to_reach, persons=total if margins is None else None)
    if margins is None and total is not None:
        auxiliary[PERSONS_LABEL] = np.ones(len(sample))
        totals_to_reach[PERSONS_LABEL] = float(weights.sum()) if total == "weights" else total
    checked = (
        read_margins(sample, margins, total=total, collapse=collapse, estimated=estimated)
        if margins is not None
        else ()
    )
    step = calibrate_weights(
        weights,
        margins=checked,
        auxiliary=auxiliary,
        totals=totals_to_reach,
        function=calibration_function(distance, bounds),
        clusters=None if aggregate is None else _cluster_groups(sample, aggregate),
        tolerance=tolerance,
    )
    return sample.with_step(replace(step, population=known_population(checked, total, estimated=estimated)))


def _check_totals(
    sample: Sample, auxiliary: Mapping[str, FloatArray], totals: Mapping[str, float], *, persons: PopulationTotal
) -> None:
    """Raise SurveyError where the population would hold fewer persons, or a smaller sum, than the sample.

    A sum is only compared where no respondent's number is below zero.
    """
    has_weight = sample.weights != 0
    if persons is not None and persons != "weights" and np.isfinite(persons):
        check_persons("total", persons, int(has_weight.sum()))
    for name, total in totals.items():
        values = auxiliary[name][has_weight]
        least = float(values.sum())
        if np.isfinite(values).all() and values.min() >= 0 and _check_total(name, total) < least * (1 - SUM_TOLERANCE):
            raise SurveyError("total_below_sample", column=name, found=f"{total:.12g}", least=f"{least:.12g}")


def _cluster_groups(sample: Sample, name: str) -> RowGroups:
    codes, categories = sample.codes(name)
    if codes.min() < 0:
        raise SurveyError("missing_in_design", column=name, count=int((codes < 0).sum()))
    return RowGroups(codes, len(categories))


def calibrate_weights(
    weights: FloatArray,
    *,
    margins: Sequence[Margin],
    auxiliary: Mapping[str, FloatArray],
    totals: Mapping[str, float],
    function: CalibrationFunction,
    clusters: RowGroups | None = None,
    tolerance: float = TOLERANCE,
) -> CalibrationStep:
    """Return the step that calibrates weights (n,) to margins and to totals of auxiliary variables (n,).

    Raises SurveyError.
    """
    if function.distance in ("raking", "logit"):
        check_not_negative(weights, function.distance)
    targets = CalibrationTargets(
        tuple((margin.name, category) for margin in margins for category in margin.categories)
        + tuple((name, None) for name in totals),
        np.concatenate([*(margin.targets for margin in margins), [_check_total(*pair) for pair in totals.items()]]),
        tolerance,
    )
    if margins and not auxiliary and clusters is None:
        cells = margin_cells(margins)
        return _calibration_step(
            weights, cells, None, dual_solver(cells.incidence, cells.sums(weights), targets, function)
        )
    x = _known_columns(weights, margins, auxiliary)
    if clusters is None:
        return _calibration_step(weights, RowGroups(None, len(weights)), x, dual_solver(x, weights, targets, function))
    return _clustered_calibration_step(weights, clusters, x, targets, function)


def _check_total(name: str, value: float) -> float:
    if isinstance(value, bool | str) or value is None or not np.isfinite(value):
        raise SurveyError("bad_total_of", column=name, found=value)
    return float(value)


def _known_columns(weights: FloatArray, margins: Sequence[Margin], auxiliary: Mapping[str, FloatArray]) -> FloatArray:
    """(n, p) The auxiliary variables of each row: indicators of categories, then numbers; 0 for rows of weight 0."""
    columns = []
    for name, values in auxiliary.items():
        missing = ~np.isfinite(values) & (weights != 0)
        if missing.any():
            raise SurveyError("missing_in_total", column=name, count=int(missing.sum()))
        columns.append(np.where(weights != 0, values, 0)[:, None])
    if margins:
        cells = margin_cells(margins)
        columns.insert(0, cells.expand(cells.incidence))
    return np.hstack(columns)


def _calibration_step(
    weights: FloatArray, groups: RowGroups, auxiliary: FloatArray | None, solver: DualSolver
) -> CalibrationStep:
    group_sums = groups.sums(weights)
    multipliers = solver.solve(group_sums)
    return CalibrationStep(
        solver.function.distance,
        before=weights,
        after=groups.multiply(weights, multipliers),
        groups=groups,
        auxiliary=auxiliary,
        omega=weights,
        multipliers=multipliers,
        solver=solver,
        labels=solver.targets.labels,
        targets=solver.targets.values,
    )


def _clustered_calibration_step(
    weights: FloatArray,
    clusters: RowGroups,
    auxiliary: FloatArray,
    targets: CalibrationTargets,
    function: CalibrationFunction,
) -> ClusteredCalibrationStep:
    """Calibrate the clusters' weighted averages of x, so that all rows of a cluster get the same multiplier."""
    averages = _cluster_averages(weights, clusters, auxiliary)
    step = _calibration_step(
        weights, clusters, averages, dual_solver(averages, clusters.sums(weights), targets, function)
    )
    step_fields = {field.name: getattr(step, field.name) for field in fields(step)}
    return ClusteredCalibrationStep(
        **step_fields, row_auxiliary=auxiliary, calibration_targets=targets, function=function
    )


def _cluster_averages(weights: FloatArray, clusters: RowGroups, auxiliary: FloatArray) -> FloatArray:
    """(clusters, p) The weighted averages of x (n, p)."""
    sums = clusters.sums(weights)
    return clusters.sums(auxiliary * weights[:, None]) / np.where(sums == 0, 1, sums)[:, None]


@dataclass(frozen=True, eq=False)
class ClusteredCalibrationStep(CalibrationStep):
    """A calibration with the same multiplier for all rows of a cluster."""

    row_auxiliary: FloatArray
    """(n, p) the auxiliary variables of each row"""
    calibration_targets: CalibrationTargets
    function: CalibrationFunction

    def reached_totals(self, weights: FloatArray) -> FloatArray:
        """(p,) The totals of the auxiliary variables with weights (n,)."""
        return self.row_auxiliary.T @ weights

    def reapply(self, weights: FloatArray) -> FloatArray:
        """(n,) or (n, b) Calibrate other weights to the same totals, with cluster averages by those weights."""
        if weights.ndim > 1:
            return np.stack([self.reapply(column) for column in weights.T], axis=1)
        return _clustered_calibration_step(
            weights, self.groups, self.row_auxiliary, self.calibration_targets, self.function
        ).after
