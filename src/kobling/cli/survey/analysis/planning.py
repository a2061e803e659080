"""Plan a wave: precision and power for a sample size, or the sample size for them."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from math import inf
from typing import Any

from kobling.cli.survey.design.design_file import DesignFile
from kobling.cli.survey.design.error_locations import locate_errors
from kobling.cli.survey.design.problems import DesignError, problem
from kobling.cli.survey.design.records import PowerRequest
from kobling.core.survey.planning import (
    WavePlan,
    allocate,
    margin_of_error,
    minimum_detectable_change,
    power_of_change,
    sample_size_for_change,
    sample_size_for_margin,
)

PlanRecord = dict[str, Any]


@dataclass(frozen=True)
class PlanResult:
    """The results for one question about a planned wave, as records."""

    question: str
    """smallest_change, margin_of_error, power, invited_for_change, invited_for_margin or allocation"""
    records: tuple[PlanRecord, ...]


def compute_plans(design_file: DesignFile, request: PowerRequest) -> list[PlanResult]:
    """Return the results for all questions of a design's planned wave. Raises DesignError and LocatedError."""
    with locate_errors(design_file.locate("power")):
        plans = list(_plan_results(request, design_file.design.confidence))
    if not plans:
        raise DesignError([problem(design_file.locate("power"), "nothing_planned")])
    return plans


def _plan_results(request: PowerRequest, confidence: float) -> Iterator[PlanResult]:
    waves = _waves(request, confidence)
    figure: dict[str, Any] = {"share": request.share, "sd": request.sd}
    domains: dict[str, Any] = {"domains": request.domains}
    if request.invited is not None and request.change is not None:
        power = power_of_change(waves, invited=request.invited, change=request.change, **figure)
        yield PlanResult(
            "power", ({"question": "power", "invited": request.invited, "change": request.change, "power": power},)
        )
    elif request.invited is not None:
        yield _plan_result(
            "smallest_change", minimum_detectable_change(waves, invited=request.invited, **figure, **domains)
        )
        yield _plan_result("margin_of_error", margin_of_error(waves, invited=request.invited, **figure, **domains))
    elif request.change is not None:
        yield _plan_result(
            "invited_for_change", sample_size_for_change(waves, change=request.change, **figure, **domains)
        )
    if request.margin is not None:
        yield _plan_result(
            "invited_for_margin", sample_size_for_margin(waves, margin=request.margin, **figure, **domains)
        )
    if request.allocate is not None:
        yield _plan_result("allocation", allocate(**request.allocate.model_dump(exclude_none=True)))


def _plan_result(question: str, results: Any) -> PlanResult:
    return PlanResult(question, tuple({"question": question, **asdict(result)} for result in results))


def _waves(request: PowerRequest, confidence: float) -> WavePlan:
    return WavePlan(
        population=inf if request.population is None else request.population,
        response=request.response,
        deff=request.deff,
        overlap=request.overlap,
        correlation=request.correlation,
        earlier_answers=request.earlier_answers,
        confidence=confidence,
        power=request.power,
        df=request.df,
    )
