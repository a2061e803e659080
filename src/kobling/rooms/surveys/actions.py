"""Add what a survey estimates to the figures of an indicator."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone

from kobling.core.errors import KoblingError
from kobling.core.periods import Period
from kobling.core.suppression import must_suppress
from kobling.core.units import Unit
from kobling.records.base import AccountKey
from kobling.records.drawings import Drawing, Outcome, keyed_drawing
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import Indicator, Measurement, Uncertainty
from kobling.rooms.changes.scope import series_to_check
from kobling.rooms.facts import queries as stored
from kobling.rooms.facts.actions import AuditedAs, Authorship, Origin, store_change_set
from kobling.rooms.facts.changes import FactChanges, apply_changes, figure_name
from kobling.rooms.facts.lock import lock_facts
from kobling.rooms.folder.checks.run import require_sound
from kobling.rooms.folder.checks.warnings.run import find_warnings
from kobling.rooms.folder.queries import open_warnings
from kobling.rooms.folder.warnings import FolderWarning, UnacceptedWarnings
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.releases.document import SURVEY

STORED_DECIMALS = 9
"""Decimals that estimates are rounded to; beyond them results may differ between machines."""
MAX_NAME_LENGTH = 100
"""Characters that a drawing keeps of what was estimated."""

EstimateKind = Literal["mean", "share", "total", "ratio", "quantile"]
_OF_VARIABLE = frozenset({Unit.INDEX, Unit.DAYS, Unit.YEARS, Unit.KRONER, Unit.TONNES})
FITTING_UNITS: Mapping[EstimateKind, frozenset[Unit]] = {
    "share": frozenset({Unit.PERCENT}),
    "mean": _OF_VARIABLE,
    "quantile": _OF_VARIABLE,
    "ratio": _OF_VARIABLE,
    "total": frozenset({Unit.PERSONS, Unit.COUNT, Unit.KRONER, Unit.TONNES}),
}
"""The units that an indicator may have for each kind of estimate; a share becomes percent."""


@dataclass(frozen=True)
class SurveyEstimate:
    """One estimate with its interval: a share in 0..1, anything else in its variable's unit."""

    value: float
    standard_error: float | None
    """None where the design fixes it or all answered alike."""
    low: float
    high: float
    n: int
    """How many answered."""
    asked: int | None = None
    area: str | None = None
    """The area, where it is not the municipality itself."""
    part: str | None = None
    df: float | None = None
    """The degrees of freedom of the interval."""
    deff: float | None = None
    """The design effect."""


@dataclass(frozen=True)
class Computation:
    """How estimates were computed, without anything about one person."""

    kind: EstimateKind
    name: str
    """What was estimated: `share member = yes`."""
    confidence: float
    """Of the intervals."""
    details: Mapping[str, Any]
    """JSON values: the method, the interval, steps and margins of the weighting, and the version of Kobling."""
    data_sha256: str
    design_sha256: str


@dataclass(frozen=True)
class AddedEstimates:
    """What was added: no figures where all of them were there already."""

    figures: tuple[Measurement, ...]
    warnings: tuple[FolderWarning, ...]
    """What is unlikely, and was accepted; what is questioned if this was a trial run."""


@dataclass(eq=False)
class NotFromSurveys(KoblingError):
    """The indicator's figures do not come from a survey."""

    indicator: str
    why: Literal["register", "derived", "drawn"]


@dataclass(eq=False)
class UnitDoesNotFit(KoblingError):
    """An estimate of this kind is no figure in the indicator's unit."""

    indicator: str
    unit: str
    kind: str
    fitting: tuple[str, ...]


@dataclass(eq=False)
class OtherConfidence(KoblingError):
    """The intervals have another confidence than those of the municipality's pages."""

    found: float
    needed: float


@dataclass(eq=False)
class TooFewAnswers(KoblingError):
    """An estimate rests on so few persons that it must not be stored."""

    name: str


@dataclass(eq=False)
class FigureExists(KoblingError):
    """There is another figure of the same area, part and period, fetched on the same day or later."""

    name: str
    value: float


@transaction.atomic
def add_estimates(
    *,
    municipality: str,
    indicator: str,
    period: Period,
    computation: Computation,
    estimates: Sequence[SurveyEstimate],
    by: AccountKey,
    at: datetime,
    reason: str | None = None,
    accept_warnings: bool = False,
    dry_run: bool = False,
) -> AddedEstimates:
    """Add the estimates as figures of an indicator in one change set; a figure that is there already is left out.

    reason            why, kept with the change set
    accept_warnings   whether what is unlikely is right
    dry_run           change nothing

    No figure is ever changed: where one of the period is known, a newer one stands beside it. Raises
    UnknownMunicipality, UnknownIndicator, NotFromSurveys, UnitDoesNotFit, OtherConfidence, TooFewAnswers, FigureExists,
    UnacceptedWarnings, and FolderError where the facts afterwards would not pass the checks of an import.
    """
    pk = municipalities.pk_of(municipality)
    lock_facts(pk)
    here, definition = stored.municipality_record(pk), stored.definition(pk, indicator)
    _check_source(definition)
    _check_fit(definition, computation, here.confidence)
    day = timezone.localdate(at)
    earlier = stored.measurements(pk, indicator)
    wanted = [_figure(definition, estimate, period=period, day=day) for estimate in estimates]
    new = [figure for figure in wanted if not _is_known(figure, earlier)]
    if not new:
        return AddedEstimates((), ())
    drawing = _drawing(definition, computation, estimates, outcome=_outcome(new, earlier), at=at, by=by)
    figures = tuple(figure.model_copy(update={"drawing": drawing.key}) for figure in new)
    changes = FactChanges(added=figures, drawings=(drawing,))
    warnings = _check(stored.facts_of(pk, series=series_to_check(pk, changes)), changes, today=day)
    if warnings and not accept_warnings and not dry_run:
        raise UnacceptedWarnings(warnings)
    if not dry_run:
        authorship = Authorship(
            by=by,
            at=at,
            origin=Origin.SURVEY,
            reason=reason,
            accepted=[warning.details() for warning in warnings],
        )
        audited_as = AuditedAs("add estimates", f"{here.slug} {indicator}", {"drawing": drawing.key})
        store_change_set(municipality=pk, changes=changes, authorship=authorship, audited_as=audited_as)
    return AddedEstimates(figures, warnings)


def _check_source(definition: Indicator) -> None:
    """Raise NotFromSurveys where an indicator's figures come from elsewhere."""
    if definition.derived is not None:
        raise NotFromSurveys(definition.key, "derived")
    if definition.draw is not None:
        raise NotFromSurveys(definition.key, "drawn")
    if definition.collected_by != "survey":
        raise NotFromSurveys(definition.key, "register")


def _check_fit(definition: Indicator, computation: Computation, confidence: float) -> None:
    fitting = FITTING_UNITS[computation.kind]
    if definition.unit not in fitting:
        raise UnitDoesNotFit(definition.key, definition.unit, computation.kind, tuple(sorted(fitting)))
    if computation.confidence != confidence:
        raise OtherConfidence(found=computation.confidence, needed=confidence)


def _figure(definition: Indicator, estimate: SurveyEstimate, *, period: Period, day: date) -> Measurement:
    """Return an estimate as a figure with the interval that was computed. Raises TooFewAnswers."""
    scale = definition.unit.share_scale or 1.0

    def scaled(number: float) -> float:
        return round(scale * number, STORED_DECIMALS)

    figure = Measurement(
        indicator=definition.key,
        area=estimate.area,
        part=estimate.part,
        period=period,
        value=scaled(estimate.value),
        uncertainty=Uncertainty.INTERVAL,
        standard_error=None if estimate.standard_error is None else scaled(estimate.standard_error),
        low=scaled(estimate.low),
        high=scaled(estimate.high),
        n=estimate.n,
        asked=estimate.asked,
        drawn=day,
    )
    if must_suppress(value=figure.value, unit=definition.unit, n=figure.n):
        raise TooFewAnswers(name=figure_name(figure))
    return figure


def _is_known(figure: Measurement, earlier: Iterable[Measurement]) -> bool:
    """Return whether the newest figure of its area, part and period is the same. Raises FigureExists."""
    newest = max((one for one in earlier if _place(one) == _place(figure)), key=lambda one: one.drawn, default=None)
    if newest is None:
        return False
    taken_on = {"drawn": newest.drawn, "drawing": newest.drawing}
    if newest == figure.model_copy(update=taken_on):
        return True
    if newest.drawn >= figure.drawn:
        raise FigureExists(name=figure_name(newest), value=newest.value)
    return False


def _place(figure: Measurement) -> tuple[object, ...]:
    return figure.area, figure.part, figure.period


def _outcome(figures: Sequence[Measurement], earlier: Sequence[Measurement]) -> Outcome:
    known = {_place(figure) for figure in earlier}
    if not known:
        return Outcome.FIRST
    return Outcome.REVISED if any(_place(figure) in known for figure in figures) else Outcome.ADDED


def _drawing(
    definition: Indicator,
    computation: Computation,
    estimates: Sequence[SurveyEstimate],
    *,
    outcome: Outcome,
    at: datetime,
    by: AccountKey,
) -> Drawing:
    """Return the record of how the figures were computed."""
    results = [
        {
            "area": estimate.area,
            "part": estimate.part,
            "n": estimate.n,
            "asked": estimate.asked,
            "df": _rounded(estimate.df),
            "design_effect": _rounded(estimate.deff),
        }
        for estimate in estimates
    ]
    how = {**computation.details, "confidence": computation.confidence, "results": results}
    return keyed_drawing(
        indicator=definition.key,
        register_name=SURVEY,
        register_title=definition.source.da[:500],
        table=computation.name[:MAX_NAME_LENGTH],
        query=json.dumps(how, ensure_ascii=False, sort_keys=True),
        day=timezone.localdate(at),
        at=at,
        sha256s=(computation.data_sha256, computation.design_sha256),
        outcome=outcome,
        by=by,
    )


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, STORED_DECIMALS)


def _check(present: MunicipalityFacts, changes: FactChanges, *, today: date) -> tuple[FolderWarning, ...]:
    """Return what is unlikely since these changes, and was not accepted before. Raises FolderError."""
    after = apply_changes(present, changes)
    require_sound(after)
    before = {warning.identity for warning in find_warnings(present, today=today)}
    raised = (warning for warning in find_warnings(after, today=today) if warning.identity not in before)
    return open_warnings(present.municipality.slug, raised)
