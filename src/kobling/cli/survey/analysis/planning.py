"""What a design says of a wave that is planned, answered: what it will tell, or how many it takes."""

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
class PlanTable:
    """The answer to one question, by its name, as records."""

    question: str
    """smallest_change, margin_of_error, power, invited_for_change, invited_for_margin or allocation"""
    rows: tuple[PlanRecord, ...]


def compute_plans(written: DesignFile, said: PowerRequest) -> list[PlanTable]:
    """Return the answers to what a design asks of a planned wave. Raises DesignRefused and RefusedAt."""
    with locate_errors(written.at("power")):
        plans = list(_plan_tables(said, written.survey.confidence))
    if not plans:
        raise DesignError([problem(written.at("power"), "nothing_planned")])
    return plans


def _plan_tables(said: PowerRequest, confidence: float) -> Iterator[PlanTable]:
    waves = _waves(said, confidence)
    figure: dict[str, Any] = {"share": said.share, "sd": said.sd}
    domains: dict[str, Any] = {"domains": said.domains}
    if said.invited is not None and said.change is not None:
        power = power_of_change(waves, invited=said.invited, change=said.change, **figure)
        yield PlanTable(
            "power", ({"question": "power", "invited": said.invited, "change": said.change, "power": power},)
        )
    elif said.invited is not None:
        yield _plan_table(
            "smallest_change", minimum_detectable_change(waves, invited=said.invited, **figure, **domains)
        )
        yield _plan_table("margin_of_error", margin_of_error(waves, invited=said.invited, **figure, **domains))
    elif said.change is not None:
        yield _plan_table("invited_for_change", sample_size_for_change(waves, change=said.change, **figure, **domains))
    if said.margin is not None:
        yield _plan_table("invited_for_margin", sample_size_for_margin(waves, margin=said.margin, **figure, **domains))
    if said.allocate is not None:
        yield _plan_table("allocation", allocate(**said.allocate.model_dump(exclude_none=True)))


def _plan_table(question: str, answers: Any) -> PlanTable:
    return PlanTable(question, tuple({"question": question, **asdict(one)} for one in answers))


def _waves(said: PowerRequest, confidence: float) -> WavePlan:
    return WavePlan(
        population=inf if said.population is None else said.population,
        response=said.response,
        deff=said.deff,
        overlap=said.overlap,
        correlation=said.correlation,
        earlier_answers=said.earlier_answers,
        confidence=confidence,
        power=said.power,
        df=said.df,
    )
