"""Estimate the figures that a design requests, as records for output."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kobling.cli.survey.design.columns import missing_field, unused_field
from kobling.cli.survey.design.design_file import DesignFile
from kobling.cli.survey.design.error_locations import locate_errors
from kobling.cli.survey.design.problems import DesignError, DesignProblem, problem
from kobling.cli.survey.design.records import EstimateRequest
from kobling.core import survey
from kobling.core.suppression import must_suppress
from kobling.core.survey import Estimate, Estimates
from kobling.core.survey.estimation.estimators import quantile
from kobling.core.units import Unit

RECORD_FIELDS = (
    "kind",
    "variable",
    "category",
    "domain",
    "n",
    "base",
    "estimate",
    "se",
    "ci_low",
    "ci_high",
    "interval",
    "df",
    "deff",
    "method",
    "suppressed",
    "why_missing",
)
"""The fields of a record, in their order: a public contract."""
SUPPRESSED_FIELDS = ("n", "base", "estimate", "se", "ci_low", "ci_high", "df", "deff", "p", "p_unchanged")
"""The fields that are suppressed where a figure is based on too few persons."""

FigureRecord = dict[str, Any]


@dataclass(frozen=True)
class AnalysisResult:
    """The records of one requested analysis, with the source of its formulas."""

    records: tuple[FigureRecord, ...]
    source: str
    """the books or articles whose formulas were used"""
    level: float
    """the confidence of its intervals"""
    over: str | None = None
    """a ratio's other column"""
    of: str | None = None
    """`total` where totals are compared, which their records do not show"""
    of_one: tuple[bool, ...] = ()
    """for each record whether it counts the answer of a single person; empty where none does"""


def compute_estimates(sample: survey.Sample, design_file: DesignFile) -> Iterator[AnalysisResult]:
    """Yield the result of each request under `estimate`, in order. Raises DesignError and LocatedError."""
    requests = design_file.design.estimate
    problems = [
        problem for number, request in enumerate(requests) for problem in _problems(design_file, number, request)
    ]
    if problems:
        raise DesignError(problems)
    for number, request in enumerate(requests):
        with locate_errors(design_file.locate("estimate", number)):
            result = _result(sample, design_file, request)
        yield result


_FIELDS_BY_KIND = {
    "mean": (),
    "total": (),
    "ratio": ("over",),
    "share": ("category", "interval"),
    "quantile": ("probability", "interval", "rule"),
}
"""Kind to the fields that only some kinds have."""


def _problems(design_file: DesignFile, number: int, request: EstimateRequest) -> Iterator[DesignProblem]:
    path = ("estimate", number)
    for field in ("over", "category", "interval", "probability", "rule"):
        if getattr(request, field) is not None and field not in _FIELDS_BY_KIND[request.kind]:
            yield unused_field(design_file, path, request.kind, field)
    for kind, field in (("ratio", "over"), ("quantile", "probability")):
        if request.kind == kind and getattr(request, field) is None:
            yield missing_field(design_file, path, kind, field)
    for field in ("area", "part"):
        column = getattr(request, field)
        if column is not None and column not in request.by:
            yield problem(design_file.locate(*path, field), "not_in_by", column, request.by, near=True)


def _result(sample: survey.Sample, design_file: DesignFile, request: EstimateRequest) -> AnalysisResult:
    confidence = request.level or design_file.design.confidence
    estimates_by_variable = list(_estimates(sample, request, confidence))
    records, of_one = [], []
    for variable, estimates in estimates_by_variable:
        records += [figure_record(estimate, variable=variable) for estimate in estimates]
        of_one += [estimate.counted == 1 for estimate in estimates]
    if design_file.design.small_counts:
        records = [suppress_small_counts(record, of_one=one) for record, one in zip(records, of_one, strict=True)]
    source = estimates_by_variable[0][1].source
    return AnalysisResult(tuple(records), source, confidence, request.over, of_one=tuple(of_one))


def _estimates(
    sample: survey.Sample, request: EstimateRequest, confidence: float
) -> Iterator[tuple[str | None, Estimates]]:
    """Yield the estimates, with the variable's name where an estimate has another."""
    common: dict[str, Any] = {"by": request.by, "confidence": confidence}
    common |= {name: getattr(request, name) for name in ("interval", "rule") if getattr(request, name) is not None}
    match request.kind:
        case "mean":
            yield None, survey.mean(sample, request.variable, **common)
        case "total":
            yield None, survey.total(sample, request.variable, **common)
        case "ratio":
            for variable in request.variable:
                yield variable, survey.ratio(sample, variable, over=request.over or "", **common)
        case "share":
            for category in request.category or (None,):
                yield None, survey.share(sample, request.variable, category=category, **common)
        case "quantile":
            yield None, quantile(sample, request.variable, request.probability or (), **common)


def figure_record(estimate: Estimate, *, variable: str | None = None) -> FigureRecord:
    """Return a figure as a record, whose fields are a public contract."""
    record: FigureRecord = {name: getattr(estimate, name, None) for name in RECORD_FIELDS}
    return record | {"variable": variable or estimate.variable, "domain": dict(estimate.domain), "suppressed": False}


def suppress_small_counts(record: FigureRecord, *, of_one: bool = False) -> FigureRecord:
    """Return a record without its numbers where they are based on one to four persons, or count so few persons.

    of_one  whether it is a share or total of an answer that a single person gave
    """
    counts = record["kind"] == "total" and record["category"] is not None
    unit = Unit.PERSONS if counts else Unit.PERCENT
    respondents = record["base"] or None  # a figure without any answers discloses nothing
    if not of_one and not must_suppress(value=record["estimate"] or 0.0, unit=unit, n=respondents):
        return record
    numbers = [name for name in SUPPRESSED_FIELDS if name in record]
    return record | dict.fromkeys(numbers) | {"interval": None, "why_missing": None, "suppressed": True}
