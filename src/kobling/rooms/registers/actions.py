"""Fetch figures from a register, and define what to fetch."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from kobling.core.errors import KoblingError
from kobling.records.base import AccountKey, verbatim
from kobling.records.drawings import Drawing, Outcome, Refusal, keyed_drawing
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import Indicator, Measurement, Uncertainty, base_indicators
from kobling.records.municipality import Municipality
from kobling.rooms.audit.actions import record
from kobling.rooms.facts import queries as stored_facts
from kobling.rooms.facts.actions import AuditedAs, Authorship, Origin, store_change_set
from kobling.rooms.facts.changes import Difference, FactChanges, RecordChange, figure_identity
from kobling.rooms.facts.kinds import KIND_OF
from kobling.rooms.facts.lock import lock_facts
from kobling.rooms.indicators.unlikely import UnlikelyFigure, early_figures, unlikely_figures, unlikely_revisions
from kobling.rooms.indicators.validation import DefinitionProblem, ValidationContext, validate_definition
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.registers.expected_figures import expected_figures, is_from_table, selects_own_area
from kobling.rooms.registers.figure_diff import FigureDiff, current_figures, diff_figures, figure_key
from kobling.rooms.registers.figure_files import MAX_FILES, FileRefused, UnknownFile, check_file
from kobling.rooms.registers.figure_parser import FetchedFigure
from kobling.rooms.registers.models import Answer as ResponseRow
from kobling.rooms.registers.models import FigureFile
from kobling.rooms.registers.queries import FetchedFigures, fetch_figures, variable_of_lost_value
from kobling.rooms.releases import queries as releases
from kobling.sources.registers import RawResponse, Register, RegisterError, Selection

Author = AccountKey | Callable[[], AccountKey]
"""The account that fetches, or what returns it where something is stored: it may add the account then."""
if TYPE_CHECKING:
    from kobling.sources.extracts import ExtractDefinition

TABLE_GONE = "no_such_table"
"""The error of a source that does not have a table, or has it no longer."""


@dataclass(eq=False)
class NewerFiguresExist(KoblingError):
    """There are figures from a later day, which those fetched today could not supersede."""

    indicator: str
    found: date
    day: date


@dataclass(eq=False)
class PublishedToday(KoblingError):
    """Figures fetched today have been published already, and the source now gives others."""

    indicator: str
    day: date


@dataclass(eq=False)
class DefinitionChanged(KoblingError):
    """A definition was changed while the register was asked by the former one; nothing was stored."""

    indicator: str


@dataclass(eq=False)
class BadDefinition(KoblingError):
    """A definition has problems: it cannot be shown, calculated or fetched."""

    problems: tuple[DefinitionProblem, ...]

    def __str__(self) -> str:
        """Return the message in English."""
        return "; ".join(
            f"{'.'.join(map(str, problem.path))}: {problem.code} {problem.found}".strip() for problem in self.problems
        )


@dataclass(eq=False)
class UnlikelyFigures(KoblingError):
    """Fetched figures are unlikely, and were not accepted; nothing was stored."""

    indicator: str
    figures: tuple[UnlikelyFigure, ...]


@dataclass(frozen=True)
class FetchResult:
    """The result of fetching an indicator's figures: the recorded drawing, and how the figures changed."""

    indicator: Indicator
    drawing: Drawing
    diff: FigureDiff
    unlikely: tuple[UnlikelyFigure, ...] = ()
    """The fetched figures that are unlikely: accepted, or questioned if this was a trial run."""


def fetch(
    *,
    municipality: str,
    indicator: str,
    register: Register,
    by: Author,
    at: datetime,
    dry_run: bool = False,
    accept: str | None = None,
) -> FetchResult:
    """Fetch an indicator's figures, and store those that are new or differ; superseded values stay stored.

    A figure that the source no longer gives is marked as withdrawn, and keeps its value and the day it was drawn: so
    are all of them where the source no longer has the table. One that it gives again is a new figure.

    dry_run   do everything, then roll back
    accept    why unlikely figures are right, which is kept with the change set, or nothing; None to store none of them

    The register is queried before anything is written. Raises RegisterError: the failure is then recorded as a
    drawing, and the stored figures are unchanged. Also raises UnknownMunicipality, UnknownIndicator, NothingToFetch,
    NewerFiguresExist, PublishedToday, DefinitionChanged and UnlikelyFigures.
    """
    pk, on = municipalities.pk_of(municipality), timezone.localdate(at)
    here, definition = stored_facts.municipality_record(pk), stored_facts.definition(pk, indicator)
    others = [other for other in stored_facts.definitions(pk) if other.key != indicator]
    earlier = _EarlierFetches(pk, definition)
    try:
        fetched = fetch_figures(
            register,
            definition,
            own=here.code,
            on=on,
            others=others,
            may_be_empty=earlier.gave_figures and selects_own_area(definition.draw, here.code),
            was_answered=earlier.answered_query,
        )
    except RegisterError as error:
        if earlier.can_withdraw_all(error):
            answer = _Answer(refusal=_refusal(error))
            return _store(pk, here, definition, register, answer, by=by, at=at, dry_run=dry_run, accept=accept)
        if not dry_run:
            _record_failure(pk, here, definition, register, error, by=by, at=at)
        raise
    return _store(pk, here, definition, register, _answer(fetched), by=by, at=at, dry_run=dry_run, accept=accept)


class _EarlierFetches:
    """What earlier fetches by an indicator's definition have given."""

    def __init__(self, pk: int, definition: Indicator) -> None:
        draw, drawings = definition.draw, _drawings_by_key(pk)
        stored = stored_facts.measurements(pk, definition.key)
        self._selection = None if draw is None else Selection(draw.table, draw.select)
        self.gave_figures = draw is not None and any(is_from_table(figure, draw, drawings) for figure in stored)
        """Whether figures are stored that were fetched from the table that the definition names."""
        self.answered_query = self._selection is not None and any(
            drawing.indicator == definition.key
            and drawing.query == self._selection.canonical
            and drawing.outcome is not Outcome.REFUSED
            for drawing in drawings.values()
        )
        """Whether the very same query has been answered."""

    def can_withdraw_all(self, error: RegisterError) -> bool:
        """Return whether an error means that the source no longer has the table, or the only value of a variable."""
        if self._selection is None or not self.gave_figures:
            return False
        lost = variable_of_lost_value(self._selection, error)
        return error.code == TABLE_GONE or (lost is not None and self.answered_query)


def _drawings_by_key(pk: int) -> dict[str, Drawing]:
    return {drawing.key: drawing for drawing in stored_facts.drawings(pk)}


@dataclass(frozen=True)
class _Answer:
    """What a register gave; no figures and a refusal where it no longer has the table."""

    figures: tuple[FetchedFigure, ...] = ()
    responses: tuple[RawResponse, ...] = ()
    updated: datetime | None = None
    active: bool | None = None
    refusal: Refusal | None = None


def _answer(fetched: FetchedFigures) -> _Answer:
    return _Answer(
        figures=fetched.figures,
        responses=fetched.fetched_table.responses,
        updated=_aware(fetched.fetched_table.cube.updated_at),
        active=fetched.table.is_active if fetched.table else None,
    )


def _refusal(error: RegisterError) -> Refusal:
    facts = {name: verbatim(value) for name, value in error.facts.items()}
    return Refusal(code=error.code, cell=verbatim(error.cell), facts=facts)


@transaction.atomic
def _record_failure(
    pk: int,
    here: Municipality,
    definition: Indicator,
    register: Register,
    error: RegisterError,
    *,
    by: Author,
    at: datetime,
) -> None:
    by = _account(by)
    drawing = _drawing(definition, register, by=by, at=at, outcome=Outcome.REFUSED, refusal=_refusal(error))
    _lock_unchanged(pk, definition)
    if drawing.key in _drawings_by_key(pk):
        return  # the same refusal, by another process at the same moment
    store_change_set(
        municipality=pk,
        changes=FactChanges(drawings=(drawing,)),
        authorship=Authorship(by=by, at=at, origin=Origin.REGISTER),
        audited_as=_audited_as(here, drawing, refusal=str(error)),
    )


@transaction.atomic
def _store(
    pk: int,
    here: Municipality,
    definition: Indicator,
    register: Register,
    answer: _Answer,
    *,
    by: Author,
    at: datetime,
    dry_run: bool,
    accept: str | None,
) -> FetchResult:
    _lock_unchanged(pk, definition)
    by = _account(by)
    stored = stored_facts.measurements(pk, definition.key)
    current = current_figures(stored)
    expected = expected_figures(
        current.values(), definition, cells=answer.figures, drawings=_drawings_by_key(pk), own=here.code
    )
    diff = diff_figures(answer.figures, current, expected=expected)
    drawing = _drawing(
        definition,
        register,
        by=by,
        at=at,
        outcome=diff.outcome,
        updated=answer.updated,
        request_ids=tuple(verbatim(raw.request_id) for raw in answer.responses if raw.request_id),
        sha256s=tuple(raw.sha256 for raw in answer.responses),
        active=answer.active,
        refusal=answer.refusal,
    )
    changed, withdrawn = diff.changed, [withdrawal.figure for withdrawal in diff.withdrawn]
    former = [current[key] for key in changed if key in current] + withdrawn
    _check_supersedes(here.slug, definition.key, former, drawing.day)
    figures = [_measurement(definition, figure, drawing) for figure in answer.figures if figure.key in changed]
    others = stored_facts.definitions(pk)
    unlikely = (*_unlikely(figures, stored, definition), *_early(figures, stored, definition, others))
    if unlikely and accept is None and not dry_run:
        raise UnlikelyFigures(indicator=definition.key, figures=unlikely)
    for raw in answer.responses:
        _store_response(raw)
    day = {"withdrawn": drawing.day}
    replaced = [figure for figure in stored if figure in withdrawn or _is_replaced(figure, figures)]
    store_change_set(
        municipality=pk,
        changes=FactChanges(
            added=(*(figure.model_copy(update=day) for figure in withdrawn), *figures),
            removed=tuple(replaced),
            drawings=(drawing,),
        ),
        authorship=Authorship(
            by=by,
            at=at,
            origin=Origin.REGISTER,
            reason=(accept or None) if unlikely else None,
            accepted=[figure.details() for figure in unlikely] if accept is not None else (),
        ),
        audited_as=_audited_as(here, drawing),
    )
    if dry_run:
        transaction.set_rollback(True)
    return FetchResult(definition, drawing, diff, unlikely)


def _account(author: Author) -> AccountKey:
    return author if isinstance(author, str) else author()


def _lock_unchanged(pk: int, definition: Indicator) -> None:
    """Lock the facts. Raises DefinitionChanged, or UnknownIndicator where the indicator is gone."""
    lock_facts(pk)
    if stored_facts.definition(pk, definition.key) != definition:
        raise DefinitionChanged(indicator=definition.key)


def _is_replaced(stored: Measurement, figures: Sequence[Measurement]) -> bool:
    """Return whether one of the figures was fetched on the same day as a stored one that stands in its place."""
    return any(figure_identity(figure) == figure_identity(stored) for figure in figures)


def _audited_as(here: Municipality, drawing: Drawing, **more: str) -> AuditedAs:
    details = {"drawing": drawing.key, "outcome": drawing.outcome, **more}
    return AuditedAs("draw", f"{here.slug} {drawing.indicator}", details)


def _unlikely(
    figures: Sequence[Measurement], stored: Sequence[Measurement], definition: Indicator
) -> tuple[UnlikelyFigure, ...]:
    """Return the fetched figures that are far from their series, or from the figure that stood in their place.

    What stood there does not count where it was far from its series itself: the new figure may mend it.
    """
    new = {figure_key(figure) for figure in figures}
    questioned = [(figure_key(one.measurement), one) for one in unlikely_figures((*stored, *figures), definition.unit)]
    in_series = {key: one for key, one in questioned if key in new}
    settled = in_series.keys() | {figure_key(one.measurement) for one in unlikely_figures(stored, definition.unit)}
    former = {key: figure.value for key, figure in current_figures(stored).items() if key not in settled}
    revisions = [(former[figure_key(figure)], figure) for figure in figures if figure_key(figure) in former]
    return (*in_series.values(), *unlikely_revisions(revisions, definition.unit))


def _early(
    figures: Sequence[Measurement],
    stored: Sequence[Measurement],
    definition: Indicator,
    others: Sequence[Indicator],
) -> Iterator[UnlikelyFigure]:
    """Yield the fetched figures of periods that have not ended, of series without such figures so far."""
    new = {figure_key(figure) for figure in figures}
    for early in early_figures((*stored, *figures), definition, others):
        if figure_key(early.measurement) in new:
            yield early


def _check_supersedes(municipality: str, indicator: str, former: list[Measurement], day: date) -> None:
    """Raise NewerFiguresExist or PublishedToday where figures of this day cannot supersede the former ones."""
    newest = max((measurement.drawn for measurement in former), default=date.min)
    latest = max((measurement.withdrawn or newest for measurement in former), default=newest)
    if latest > day:
        raise NewerFiguresExist(indicator=indicator, found=latest, day=day)
    if newest == day and _is_public(municipality, indicator, day):
        raise PublishedToday(indicator=indicator, day=day)


def _is_public(municipality: str, indicator: str, day: date) -> bool:
    newest = releases.newest_approved(municipality)
    if newest is None:
        return False
    document = releases.release(municipality, newest.number).document
    return any(point.drawn == day for shown in document.indicators if shown.key == indicator for point in shown.points)


def _measurement(definition: Indicator, figure: FetchedFigure, drawing: Drawing) -> Measurement:
    return Measurement(
        indicator=definition.key,
        area=figure.area,
        part=figure.part,
        period=figure.period,
        value=figure.value,
        uncertainty=Uncertainty.FULL_COUNT if definition.collected_by == "register" else Uncertainty.UNKNOWN,
        drawn=drawing.day,
        drawing=drawing.key,
    )


def _drawing(definition: Indicator, register: Register, *, by: AccountKey, at: datetime, **known: Any) -> Drawing:
    """Return a drawing; its key is its day and a checksum of all its other fields."""
    if definition.draw is None:
        raise AssertionError(definition.key)
    return keyed_drawing(
        indicator=definition.key,
        register_name=definition.draw.register_name,
        register_title=register.title,
        table=definition.draw.table,
        query=Selection(definition.draw.table, definition.draw.select).canonical,
        day=timezone.localdate(at),
        at=at,
        by=by,
        **known,
    )


def _aware(moment: datetime | None) -> datetime | None:
    """Return a source's time with a time zone; the Danish one where it has none, as in StatBank's catalogue."""
    return timezone.make_aware(moment) if moment is not None and timezone.is_naive(moment) else moment


def _store_response(raw: RawResponse) -> None:
    if ResponseRow.objects.filter(sha256=raw.sha256).exists():
        return
    row = ResponseRow(
        sha256=raw.sha256,
        packed=zlib.compress(raw.body, 9),
        content_type=verbatim(raw.content_type)[:200],
        size=len(raw.body),
    )
    ResponseRow.objects.bulk_create([row], ignore_conflicts=True)  # another municipality may store it just now


@transaction.atomic
def hand_in_file(*, municipality: str, name: str, content: bytes, by: AccountKey, at: datetime) -> int:
    """Store a file of figures, and return its number. Raises UnknownMunicipality and FileRefused."""
    check_file(name, len(content))
    pk = municipalities.pk_of(municipality)
    lock_facts(pk)
    newest = FigureFile.objects.filter(municipality=pk).order_by("-number").values_list("number", flat=True).first()
    if (newest or 0) >= MAX_FILES:
        raise FileRefused("too_many", MAX_FILES)
    number = (newest or 0) + 1
    FigureFile.objects.create(municipality_id=pk, number=number, **_content(name, content, by=by, at=at))
    _record_file(municipality, number, "hand in figures", content, by=by, at=at)
    return number


@transaction.atomic
def map_file(*, municipality: str, number: int, extract: "ExtractDefinition", by: AccountKey, at: datetime) -> None:
    """Store what the columns of a file are. Raises UnknownFile."""
    pk = municipalities.pk_of(municipality)
    lock_facts(pk)
    if not FigureFile.objects.filter(municipality=pk, number=number).update(extract=extract.model_dump_json()):
        raise UnknownFile(number=number)
    details = {"title": extract.title, "columns": list(extract.used)}
    record(by=by, action="map figures", subject=f"{municipality} {number}", details=details, at=at)


@transaction.atomic
def replace_file(*, municipality: str, number: int, name: str, content: bytes, by: AccountKey, at: datetime) -> None:
    """Store the next file of the same in the place of the former one; what its columns are stays.

    Raises UnknownFile and FileRefused.
    """
    check_file(name, len(content))
    pk = municipalities.pk_of(municipality)
    lock_facts(pk)
    rows = FigureFile.objects.filter(municipality=pk, number=number)
    if not rows.update(**_content(name, content, by=by, at=at)):
        raise UnknownFile(number=number)
    _record_file(municipality, number, "replace figures", content, by=by, at=at)


def _content(name: str, content: bytes, *, by: AccountKey, at: datetime) -> dict[str, Any]:
    return {
        "name": verbatim(name)[:200],
        "packed": zlib.compress(content, 9),
        "sha256": sha256(content).hexdigest(),
        "size": len(content),
        "by": by,
        "at": at,
    }


def _record_file(municipality: str, number: int, action: str, content: bytes, *, by: AccountKey, at: datetime) -> None:
    details = {"sha256": sha256(content).hexdigest(), "size": len(content)}
    record(by=by, action=action, subject=f"{municipality} {number}", details=details, at=at)


@transaction.atomic
def define(*, municipality: str, definition: Indicator, by: AccountKey, at: datetime) -> tuple[Difference, ...]:
    """Add an indicator, or change one; return the changes.

    Raises UnknownMunicipality, and BadDefinition where it contradicts itself or the indicators it is derived from.
    """
    pk = municipalities.pk_of(municipality)
    lock_facts(pk)
    facts = stored_facts.facts_of(pk)
    problems = tuple(_problems(facts, definition))
    if problems:
        raise BadDefinition(problems)
    before = next((indicator for indicator in facts.indicators if indicator.key == definition.key), None)
    if before == definition:
        return ()
    changes = FactChanges(records=(RecordChange(KIND_OF[Indicator], definition.key, before, definition),))
    store_change_set(
        municipality=pk,
        changes=changes,
        authorship=Authorship(by=by, at=at, origin=Origin.PAGE),
        audited_as=AuditedAs("define", f"{facts.municipality.slug} {definition.key}", {}),
    )
    return changes.differences()


def _problems(facts: MunicipalityFacts, definition: Indicator) -> Iterable[DefinitionProblem]:
    """Yield the problems of a definition, and those it causes in the indicators derived from it."""
    sources = {source.key for source in facts.sources}
    known = {indicator.key: indicator for indicator in facts.indicators} | {definition.key: definition}
    measured: dict[str, list[Measurement]] = {}
    for figure in facts.measurements:
        measured.setdefault(figure.indicator, []).append(figure)
    for name, key in base_indicators(definition.derived).items():
        if key not in known:
            yield DefinitionProblem(("derived", name), "unknown_indicator", key, tuple(sorted(known)))
    for index, key in enumerate(definition.sources):
        if key not in sources:
            yield DefinitionProblem(("sources", index), "unknown_source", key, tuple(sorted(sources)))
    if definition.derived is not None and definition.key in measured:
        yield DefinitionProblem(("derived",), "derived_is_measured", definition.key)
    for indicator in known.values():
        if indicator is definition or definition.key in base_indicators(indicator.derived).values():
            yield from validate_definition(indicator, ValidationContext(known, measured))
