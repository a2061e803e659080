"""Draw figures from a register, and say what to draw."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from kobling.core.errors import KoblingError
from kobling.rooms.audit import actions as audit
from kobling.rooms.indicators import actions as indicators
from kobling.rooms.indicators import queries as kept
from kobling.rooms.indicators.records import Indicator, Measurement, Uncertainty, base_indicators
from kobling.rooms.indicators.validation import DefinitionProblem, ValidationContext, validate_definition
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.municipality.records import Municipality
from kobling.rooms.records import verbatim
from kobling.rooms.registers.figure_diff import FigureDiff, current_figures, diff_figures
from kobling.rooms.registers.figure_parser import FetchedFigure
from kobling.rooms.registers.models import Answer as AnswerRow
from kobling.rooms.registers.models import Drawing as DrawingRow
from kobling.rooms.registers.queries import FetchedFigures, fetch_figures
from kobling.rooms.registers.records import Drawing, Outcome, Refusal
from kobling.rooms.releases import queries as releases
from kobling.rooms.sync import PublishedRowsProtected, RowChange, columns, record_of
from kobling.sources.registers import Raw, Register, RegisterRefused, Selection


@dataclass(eq=False)
class NewerFiguresExist(KoblingError):
    """There are figures from a later day, which those of today could not supersede."""

    indicator: str
    found: date
    day: date

    def __str__(self) -> str:
        """Say it in English."""
        return f"{self.indicator} has figures drawn on {self.found}, after {self.day}; look at the clock"


@dataclass(eq=False)
class PublishedToday(KoblingError):
    """Figures drawn today have been public already, and the source gives others."""

    indicator: str
    day: date

    def __str__(self) -> str:
        """Say it in English."""
        return f"the figures of {self.indicator} drawn on {self.day} have been public; draw again tomorrow"


@dataclass(eq=False)
class BadDefinition(KoblingError):
    """A definition that cannot be shown, reckoned or drawn."""

    problems: tuple[DefinitionProblem, ...]

    def __str__(self) -> str:
        """Say it in English."""
        return "; ".join(f"{'.'.join(map(str, one.path))}: {one.code} {one.found}".strip() for one in self.problems)


@dataclass(frozen=True)
class FetchResult:
    """What a drawing did."""

    indicator: Indicator
    drawing: Drawing
    diff: FigureDiff


def fetch(
    *, municipality: str, indicator: str, register: Register, by: str, at: datetime, dry_run: bool = False
) -> FetchResult:
    """Draw an indicator's figures anew, and keep what is new or differs; the former values are kept too.

    dry_run   do everything, and then undo it

    The source is fetched before anything is written. Raises RegisterRefused, and then the former figures stand and the
    refused drawing is written down; UnknownMunicipality, UnknownIndicator, NotDrawn, DrawnLater and PublishedToday.
    """
    pk, here = municipalities.pk_of(municipality), municipalities.profile(municipality).municipality
    definition, on = kept.definition(pk, indicator), timezone.localdate(at)
    others = [one for one in kept.definitions(pk) if one.key != indicator]
    try:
        fetched = fetch_figures(register, definition, own=here.code, on=on, others=others)
    except RegisterRefused as refusal:
        if not dry_run:
            _write_down_refusal(pk, here, definition, register, refusal, by=by, at=at)
        raise
    return _keep(pk, here, definition, register, fetched, by=by, at=at, dry_run=dry_run)


@transaction.atomic
def _write_down_refusal(
    pk: int, here: Municipality, of: Indicator, register: Register, refusal: RegisterRefused, *, by: str, at: datetime
) -> None:
    facts = {name: verbatim(value) for name, value in refusal.facts.items()}
    told = Refusal(code=refusal.code, cell=verbatim(refusal.cell), facts=facts)
    drawing = _drawing(of, register, by=by, at=at, outcome=Outcome.REFUSED, refusal=told)
    add_drawings(municipality=pk, drawings=[drawing])
    details = {"drawing": drawing.key, "outcome": drawing.outcome, "refusal": str(refusal)}
    audit.record(by=by, action="draw", subject=f"{here.slug} {of.key}", details=details, at=at)


@transaction.atomic
def _keep(
    pk: int,
    here: Municipality,
    of: Indicator,
    register: Register,
    fetched: FetchedFigures,
    *,
    by: str,
    at: datetime,
    dry_run: bool,
) -> FetchResult:
    _one_at_a_time()
    stand = current_figures(kept.measurements(pk, of.key))
    diff = diff_figures(fetched.figures, stand)
    drawing = _drawing(
        of,
        register,
        by=by,
        at=at,
        outcome=diff.outcome,
        updated=_aware(fetched.drawn.cells.updated),
        request_ids=tuple(verbatim(one.request_id) for one in fetched.drawn.raw if one.request_id),
        sha256s=tuple(one.sha256 for one in fetched.drawn.raw),
        active=fetched.table.active,
    )
    changed = diff.changed
    _must_supersede(here.slug, of.key, [stand[place] for place in changed if place in stand], drawing.day)
    for raw in fetched.drawn.raw:
        _keep_answer(raw)
    add_drawings(municipality=pk, drawings=[drawing])
    figures = [_measurement(of, one, drawing) for one in fetched.figures if one.key in changed]
    indicators.add_figures(municipality=pk, indicator=of.key, figures=figures)
    audit.record(by=by, action="draw", subject=f"{here.slug} {of.key}", details=_told(drawing, diff), at=at)
    if dry_run:
        transaction.set_rollback(True)
    return FetchResult(of, drawing, diff)


def _must_supersede(municipality: str, indicator: str, former: list[Measurement], day: date) -> None:
    """Refuse where what stands is from a later day, or from the same one and public already."""
    newest = max((one.drawn for one in former), default=date.min)
    if newest > day:
        raise NewerFiguresExist(indicator=indicator, found=newest, day=day)
    if newest == day and _is_public(municipality, indicator, day):
        raise PublishedToday(indicator=indicator, day=day)


def _is_public(municipality: str, indicator: str, day: date) -> bool:
    newest = releases.newest_approved(municipality)
    if newest is None:
        return False
    document = releases.release(municipality, newest.number).document
    return any(point.drawn == day for one in document.indicators if one.key == indicator for point in one.points)


def _measurement(of: Indicator, one: FetchedFigure, drawing: Drawing) -> Measurement:
    return Measurement(
        indicator=of.key,
        area=one.area,
        part=one.part,
        period=one.period,
        value=one.value,
        uncertainty=Uncertainty.FULL_COUNT if of.collected_by == "register" else Uncertainty.UNKNOWN,
        drawn=drawing.day,
        drawing=drawing.key,
    )


def _drawing(of: Indicator, register: Register, *, by: str, at: datetime, **known: Any) -> Drawing:
    """Return a drawing, named after its day and all that is said of it."""
    if of.draw is None:
        raise AssertionError(of.key)
    said = Drawing(
        key="unnamed",
        indicator=of.key,
        register_name=of.draw.register_name,
        register_title=register.title,
        table=of.draw.table,
        query=Selection(of.draw.table, of.draw.select).canonical,
        day=timezone.localdate(at),
        at=at,
        by=by,
        **known,
    )
    digest = sha256(said.model_dump_json().encode()).hexdigest()
    return said.model_copy(update={"key": f"{said.day:%Y%m%d}-{digest[:12]}"})


def _aware(moment: datetime | None) -> datetime | None:
    """Return a source's time; one without a zone is Danish, as in StatBank's catalogue."""
    return timezone.make_aware(moment) if moment is not None and timezone.is_naive(moment) else moment


def _keep_answer(raw: Raw) -> None:
    if not AnswerRow.objects.filter(sha256=raw.sha256).exists():
        AnswerRow.objects.create(
            sha256=raw.sha256,
            packed=zlib.compress(raw.body, 9),
            content_type=verbatim(raw.content_type)[:200],
            size=len(raw.body),
        )


def _told(drawing: Drawing, diff: FigureDiff) -> dict[str, Any]:
    return {
        "drawing": drawing.key,
        "outcome": drawing.outcome,
        "sha256": list(drawing.sha256s),
        "added": len(diff.added),
        "unchanged": diff.unchanged,
        "revised": [[one.area, one.part, one.period.code, one.before, one.after] for one in diff.revisions],
    }


@transaction.atomic
def define(*, municipality: str, definition: Indicator, by: str, at: datetime) -> tuple[RowChange, ...]:
    """Add an indicator, or change one; return the changes.

    Raises UnknownMunicipality, and BadDefinition where it does not agree with itself or with what it rests on.
    """
    pk, surroundings = municipalities.pk_of(municipality), municipalities.profile(municipality)
    wrong = tuple(_faults(pk, definition, {one.key for one in surroundings.sources}))
    if wrong:
        raise BadDefinition(wrong)
    changes = indicators.sync_definition(municipality=pk, definition=definition)
    if changes:
        details = {one.row: [one.before, one.after] for one in changes}
        audit.record(
            by=by, action="define", subject=f"{surroundings.municipality.slug} {definition.key}", details=details, at=at
        )
    return changes


def _faults(pk: int, definition: Indicator, sources: set[str]) -> Iterable[DefinitionProblem]:
    """Yield what is wrong with a definition, and with those that are derived from it as it was."""
    figures = kept.figures(pk)
    known = {one.key: one for one in figures.indicators} | {definition.key: definition}
    measured: dict[str, list[Measurement]] = {}
    for figure in figures.measurements:
        measured.setdefault(figure.indicator, []).append(figure)
    for name, key in base_indicators(definition.derived).items():
        if key not in known:
            yield DefinitionProblem(("derived", name), "unknown_indicator", key, tuple(sorted(known)))
    for index, key in enumerate(definition.sources):
        if key not in sources:
            yield DefinitionProblem(("sources", index), "unknown_source", key, tuple(sorted(sources)))
    if definition.derived is not None and definition.key in measured:
        yield DefinitionProblem(("derived",), "derived_is_measured", definition.key)
    for one in known.values():
        if one is definition or definition.key in base_indicators(one.derived).values():
            yield from validate_definition(one, ValidationContext(known, measured))


@transaction.atomic
def add_drawings(*, municipality: int, drawings: Iterable[Drawing]) -> tuple[RowChange, ...]:
    """Add the drawings that are not known; return them. None is ever changed or removed.

    Raises WouldBeLost where a known one is said to be another than it was.
    """
    known = {row.key: row for row in DrawingRow.objects.filter(municipality=municipality)}
    said = tuple(drawings)
    other = [one.key for one in said if one.key in known and record_of(Drawing, known[one.key]) != one]
    if other:
        raise PublishedRowsProtected(table="registers.drawing", rows=other, how="changed")
    new = [one for one in said if one.key not in known]
    DrawingRow.objects.bulk_create(
        [DrawingRow(municipality_id=municipality, **columns(one)) for one in new], batch_size=500
    )
    return tuple(RowChange("registers.drawing", f"{one.indicator} {one.key}", None, columns(one)) for one in new)


def _one_at_a_time() -> None:
    # SQLite's IMMEDIATE transactions already write one at a time.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE registers_drawing IN SHARE ROW EXCLUSIVE MODE")
