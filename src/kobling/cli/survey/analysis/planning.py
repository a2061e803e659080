"""What a design says of a wave that is planned, answered: what it will tell, or how many it takes."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from math import inf
from typing import Any

from kobling.cli.survey.design.design_file import Written
from kobling.cli.survey.design.error_locations import refused_at
from kobling.cli.survey.design.problems import DesignRefused, problem
from kobling.cli.survey.design.records import Power
from kobling.core.survey.planning import (
    WavePlan,
    allocate,
    margin_of_error,
    minimum_detectable_change,
    power_of_change,
    sample_size_for_change,
    sample_size_for_margin,
)

Row = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """The answer to one question, by its name, as records."""

    question: str
    """smallest_change, margin_of_error, power, invited_for_change, invited_for_margin or allocation"""
    rows: tuple[Row, ...]


def planned(written: Written, said: Power) -> list[Plan]:
    """Return the answers to what a design asks of a planned wave. Raises DesignRefused and RefusedAt."""
    with refused_at(written.at("power")):
        plans = list(_plans(said, written.survey.confidence))
    if not plans:
        raise DesignRefused([problem(written.at("power"), "nothing_planned")])
    return plans


def _plans(said: Power, confidence: float) -> Iterator[Plan]:
    waves = _waves(said, confidence)
    figure: dict[str, Any] = {"share": said.share, "sd": said.sd}
    domains: dict[str, Any] = {"domains": said.domains}
    if said.invited is not None and said.change is not None:
        power = power_of_change(waves, invited=said.invited, change=said.change, **figure)
        yield Plan("power", ({"question": "power", "invited": said.invited, "change": said.change, "power": power},))
    elif said.invited is not None:
        yield _plan("smallest_change", minimum_detectable_change(waves, invited=said.invited, **figure, **domains))
        yield _plan("margin_of_error", margin_of_error(waves, invited=said.invited, **figure, **domains))
    elif said.change is not None:
        yield _plan("invited_for_change", sample_size_for_change(waves, change=said.change, **figure, **domains))
    if said.margin is not None:
        yield _plan("invited_for_margin", sample_size_for_margin(waves, margin=said.margin, **figure, **domains))
    if said.allocate is not None:
        yield _plan("allocation", allocate(**said.allocate.model_dump(exclude_none=True)))


def _plan(question: str, answers: Any) -> Plan:
    return Plan(question, tuple({"question": question, **asdict(one)} for one in answers))


def _waves(said: Power, confidence: float) -> WavePlan:
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
