"""The figures a design asks for, estimated, as the records that are written out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kobling.cli.survey.design.columns import missing_field, unused_field
from kobling.cli.survey.design.design_file import DesignFile
from kobling.cli.survey.design.error_locations import locate_errors
from kobling.cli.survey.design.problems import DesignError, DesignProblem
from kobling.cli.survey.design.records import EstimateRequest
from kobling.core import survey
from kobling.core.disclosure import must_suppress
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
"""Those that are held back where a figure rests on too few."""

FigureRecord = dict[str, Any]


@dataclass(frozen=True)
class AnalysisResult:
    """What came of one wish: its records, and the books whose formulas were used."""

    rows: tuple[FigureRecord, ...]
    source: str
    level: float
    """the confidence of its intervals"""
    over: str | None = None
    """a ratio's other column"""
    of: str | None = None
    """`total` where totals are compared, whose records do not say it otherwise"""


def compute_estimates(sample: survey.Sample, written: DesignFile) -> Iterator[AnalysisResult]:
    """Yield what comes of each wish of a design, in its order. Raises DesignRefused and RefusedAt."""
    wishes = written.survey.estimate
    wrong = [one for number, wanted in enumerate(wishes) for one in _problems(written, number, wanted)]
    if wrong:
        raise DesignError(wrong)
    for number, wanted in enumerate(wishes):
        with locate_errors(written.at("estimate", number)):
            answer = _result(sample, written, wanted)
        yield answer


_FIELDS_BY_KIND = {
    "mean": (),
    "total": (),
    "ratio": ("over",),
    "share": ("category", "interval"),
    "quantile": ("probability", "interval", "rule"),
}
"""The fields that say something for some kinds only."""


def _problems(written: DesignFile, number: int, wanted: EstimateRequest) -> Iterator[DesignProblem]:
    path = ("estimate", number)
    for field in ("over", "category", "interval", "probability", "rule"):
        if getattr(wanted, field) is not None and field not in _FIELDS_BY_KIND[wanted.kind]:
            yield unused_field(written, path, wanted.kind, field)
    for kind, field in (("ratio", "over"), ("quantile", "probability")):
        if wanted.kind == kind and getattr(wanted, field) is None:
            yield missing_field(written, path, kind, field)


def _result(sample: survey.Sample, written: DesignFile, wanted: EstimateRequest) -> AnalysisResult:
    confidence = wanted.level or written.survey.confidence
    found = list(_estimates(sample, wanted, confidence))
    rows = [figure_record(one, variable=variable) for variable, estimates in found for one in estimates]
    if written.survey.small_counts:
        rows = [suppress_small_counts(one) for one in rows]
    return AnalysisResult(tuple(rows), found[0][1].source, confidence, wanted.over)


def _estimates(
    sample: survey.Sample, wanted: EstimateRequest, confidence: float
) -> Iterator[tuple[str | None, Estimates]]:
    """Yield the estimates; with the variable's name, where an estimate calls it otherwise."""
    common: dict[str, Any] = {"by": wanted.by, "confidence": confidence}
    common |= {name: getattr(wanted, name) for name in ("interval", "rule") if getattr(wanted, name) is not None}
    match wanted.kind:
        case "mean":
            yield None, survey.mean(sample, wanted.variable, **common)
        case "total":
            yield None, survey.total(sample, wanted.variable, **common)
        case "ratio":
            for variable in wanted.variable:
                yield variable, survey.ratio(sample, variable, over=wanted.over or "", **common)
        case "share":
            for category in wanted.category or (None,):
                yield None, survey.share(sample, wanted.variable, category=category, **common)
        case "quantile":
            yield None, quantile(sample, wanted.variable, wanted.probability or (), **common)


def figure_record(one: Estimate, *, variable: str | None = None) -> FigureRecord:
    """Return a figure as a record: a public contract."""
    made: FigureRecord = {name: getattr(one, name, None) for name in RECORD_FIELDS}
    return made | {"variable": variable or one.variable, "domain": dict(one.domain), "suppressed": False}


def suppress_small_counts(made: FigureRecord) -> FigureRecord:
    """Return a record without its numbers where they rest on one to four persons, or count so few in the population."""
    counts = made["kind"] == "total" and made["category"] is not None
    unit = Unit.PERSONS if counts else Unit.PERCENT
    answered = made["base"] or None  # nobody at all says nothing of anybody
    if not must_suppress(value=made["estimate"] or 0.0, unit=unit, n=answered):
        return made
    numbers = [name for name in SUPPRESSED_FIELDS if name in made]
    return made | dict.fromkeys(numbers) | {"interval": None, "why_missing": None, "suppressed": True}
