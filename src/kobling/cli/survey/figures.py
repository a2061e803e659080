"""Choose one of the estimates of a design, and describe it as figures of an indicator."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

from kobling.cli.survey.analysis.estimation import AnalysisResult, FigureRecord, suppress_small_counts
from kobling.cli.survey.analysis.sample import Response
from kobling.cli.survey.design.design_file import DesignFile
from kobling.cli.survey.design.records import EstimateRequest, WeightingRequest
from kobling.cli.survey.output.text_formats import value_text
from kobling.core.errors import KoblingError
from kobling.rooms.surveys.actions import Computation, SurveyEstimate


@dataclass(eq=False)
class NoSuchEstimate(KoblingError):
    """A design asks for no estimate of that name, or for several and none was chosen."""

    found: str | None
    known: tuple[str, ...]


@dataclass(eq=False)
class NameStandsTwice(KoblingError):
    """Two estimates of a design have the same name."""

    name: str


@dataclass(eq=False)
class DomainsWithoutPlace(KoblingError):
    """A column divides the estimates, and the design does not say that it names areas or parts."""

    columns: tuple[str, ...]


@dataclass(eq=False)
class NoInterval(KoblingError):
    """An estimate has no interval, so that nothing could be concluded from it."""

    name: str
    why: str | None


@dataclass(eq=False)
class AllSuppressed(KoblingError):
    """Every estimate rests on too few persons."""

    name: str


@dataclass
class ChosenEstimate:
    """One estimate of a design, in every domain that it asks for."""

    name: str
    request: EstimateRequest
    level: float
    records: list[FigureRecord] = field(default_factory=list)

    @property
    def suppressed(self) -> int:
        """How many of its figures are held back."""
        return sum(record["suppressed"] for record in self.records)


def choose_estimate(design_file: DesignFile, results: Sequence[AnalysisResult], name: str | None) -> ChosenEstimate:
    """Return the estimate with this name, or the only one, small counts suppressed. Raises KoblingError.

    results   those of the requests under `estimate`, in order
    """
    found: dict[tuple[int, object, object], ChosenEstimate] = {}
    for number, (request, result) in enumerate(zip(design_file.design.estimate, results, strict=True)):
        for record, of_one in zip(result.records, result.of_one or [False] * len(result.records), strict=True):
            key = (number, record["variable"], record["category"])
            estimate = ChosenEstimate(_name(request, record), request, result.level)
            safe = record if record["suppressed"] else suppress_small_counts(record, of_one=of_one)
            found.setdefault(key, estimate).records.append(safe)
    by_name = _by_name(found.values())
    if name is None and len(by_name) == 1:
        (name,) = by_name
    if name is None or name not in by_name:
        raise NoSuchEstimate(found=name, known=tuple(by_name))
    return by_name[name]


def _name(request: EstimateRequest, record: FigureRecord) -> str:
    """Return the name in the design, or kind, column and category: `share member = yes`.

    Where a named request gives several estimates, column and category tell them apart.
    """
    is_single = len(request.variable) == 1 and (request.kind in {"mean", "ratio"} or len(_counted(request)) == 1)
    if request.name is not None and is_single:
        return request.name
    parts = [request.name or request.kind, str(record["variable"])]
    parts += ["/", request.over] if request.over is not None else []
    parts += ["=", value_text(record["category"])] if record["category"] is not None else []
    return " ".join(parts)


def _counted(request: EstimateRequest) -> tuple[object, ...]:
    return request.category or request.probability or ()


def _by_name(estimates: Iterable[ChosenEstimate]) -> dict[str, ChosenEstimate]:
    by_name: dict[str, ChosenEstimate] = {}
    for estimate in estimates:
        if estimate.name in by_name:
            raise NameStandsTwice(name=estimate.name)
        by_name[estimate.name] = estimate
    return by_name


def survey_estimates(
    chosen: ChosenEstimate, design_file: DesignFile, response: Response | None, *, own: str
) -> tuple[SurveyEstimate, ...]:
    """Return an estimate's figures, without those held back and domains without answers. Raises KoblingError.

    own   the municipality's code, which stands for no other area
    """
    request = chosen.request
    unplaced = tuple(column for column in request.by if column not in {request.area, request.part})
    if unplaced:
        raise DomainsWithoutPlace(columns=unplaced)
    answered = [record for record in chosen.records if record["why_missing"] != "nobody"]
    if not answered:
        raise NoInterval(name=chosen.name, why="nobody")
    shown = [record for record in answered if not record["suppressed"]]
    if not shown:
        raise AllSuppressed(name=chosen.name)
    is_whole = not request.by and design_file.design.where is None
    asked = response.asked if response is not None and is_whole else None
    return tuple(_survey_estimate(chosen, record, asked=asked, own=own) for record in shown)


def _survey_estimate(chosen: ChosenEstimate, record: FigureRecord, *, asked: int | None, own: str) -> SurveyEstimate:
    if record["estimate"] is None or record["ci_low"] is None:
        domain = ", ".join(f"{column} {value_text(value)}" for column, value in record["domain"].items())
        raise NoInterval(name=f"{chosen.name} ({domain})" if domain else chosen.name, why=record["why_missing"])
    area, part = (_place(record, column) for column in (chosen.request.area, chosen.request.part))
    return SurveyEstimate(
        value=record["estimate"],
        standard_error=record["se"],
        low=record["ci_low"],
        high=record["ci_high"],
        n=record["base"],
        asked=asked,
        area=None if area == own else area,
        part=part,
        df=record["df"],
        deff=record["deff"],
    )


def _place(record: FigureRecord, column: str | None) -> str | None:
    return None if column is None else value_text(record["domain"][column])


def computation(chosen: ChosenEstimate, design_file: DesignFile, data: bytes) -> Computation:
    """Return how an estimate was computed, with the checksums of the answers and of the design.

    One of its figures at least is not held back; see `survey_estimates`.
    """
    return Computation(
        kind=chosen.request.kind,
        name=chosen.name,
        confidence=chosen.level,
        details=dict(_details(chosen, design_file)),
        data_sha256=sha256(data).hexdigest(),
        design_sha256=sha256(design_file.data).hexdigest(),
    )


def _details(chosen: ChosenEstimate, design_file: DesignFile) -> Iterator[tuple[str, Any]]:
    """Yield how an estimate was computed, field by field: columns, methods and margins by name, and no row of the data.

    A condition is not written out, because it may pick out one row: the design has it, and its checksum is kept.
    """
    design, request = design_file.design, chosen.request
    yield "kind", request.kind
    yield "variable", chosen.records[0]["variable"]
    category = chosen.records[0]["category"]
    given: dict[str, Any] = {"over": request.over, "category": None if category is None else value_text(category)}
    given |= {"weights": design.weights, "strata": design.strata, "clusters": design.clusters}
    yield from ((name, value) for name, value in given.items() if value is not None)
    yield "restricted", design.where is not None
    yield "weighting", [dict(_step(step, design_file.folder)) for step in design.calibrate]
    shown = next(record for record in chosen.records if record["ci_low"] is not None)
    yield "method", shown["method"]
    yield "interval", shown["interval"]
    yield "made_with", f"Kobling {metadata.version('kobling')}"


def _step(step: WeightingRequest, folder: Path) -> Iterator[tuple[str, Any]]:
    """Yield a step's method and the columns it reaches margins or totals of, or adjusts by."""
    yield "method", step.method
    if step.margins is not None and step.margins.counts is not None:
        yield "margins", list(step.margins.counts)
    elif step.margins is not None and step.margins.file is not None:
        yield "margins_sha256", sha256((folder / step.margins.file).read_bytes()).hexdigest()
    named: Mapping[str, Any] = {"totals": step.totals and list(step.totals), "classes": step.classes}
    yield from ((name, value) for name, value in named.items() if value)
