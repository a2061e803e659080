"""The covariances of the estimates that a design requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from kobling.cli.survey.analysis.estimation import AnalysisResult, FigureRecord
from kobling.cli.survey.design.design_file import DesignFile
from kobling.cli.survey.design.error_locations import locate_errors
from kobling.cli.survey.design.records import EstimateRequest
from kobling.core.survey import Sample, estimands
from kobling.core.survey.design.domains import domains_of
from kobling.core.survey.estimands import Estimand
from kobling.core.survey.estimation.joint_covariance import joint_covariance

FIGURE_FIELDS = ("kind", "variable", "category", "domain")


@dataclass(frozen=True)
class FigureCovariances:
    """Figures with a standard error, and the covariances of every two of them."""

    figures: tuple[tuple[FigureRecord, AnalysisResult], ...]
    matrix: tuple[tuple[float | None, ...], ...]


def compute_covariances(
    sample: Sample, design_file: DesignFile, results: Sequence[AnalysisResult]
) -> FigureCovariances:
    """Return the covariances of the figures that have a standard error and are not held back; quantiles have none.

    results  those of the requests under `estimate`, in order

    Raises LocatedError.
    """
    requests = [
        (request, result)
        for request, result in zip(design_file.design.estimate, results, strict=True)
        if request.kind != "quantile"
    ]
    figures = [(record, result) for _request, result in requests for record in result.records]
    if not figures:
        return FigureCovariances((), ())
    with locate_errors(design_file.locate("estimate")):
        covariance = joint_covariance(
            sample, [(_estimands(sample, request), domains_of(sample, request.by)) for request, _result in requests]
        )
    shown = [number for number, (record, _result) in enumerate(figures) if record["se"] is not None]
    matrix = covariance[np.ix_(shown, shown)].tolist()
    return FigureCovariances(
        tuple(figures[number] for number in shown),
        tuple(tuple(value if isfinite(value) else None for value in row) for row in matrix),
    )


def _estimands(sample: Sample, request: EstimateRequest) -> list[Estimand]:
    """Return a request's estimands, in the order of its figures."""
    match request.kind:
        case "mean":
            by_variable = [estimands.mean_estimands(sample, name) for name in request.variable]
        case "total":
            by_variable = [estimands.total_estimands(sample, name) for name in request.variable]
        case "ratio":
            by_variable = [estimands.ratio_estimands(sample, name, request.over or "") for name in request.variable]
        case _:
            by_variable = [
                estimands.share_estimands(sample, name, category)
                for category in request.category or (None,)
                for name in request.variable
            ]
    return [estimand for found in by_variable for estimand in found]
