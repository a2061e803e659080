"""Where figures came from, and which of them it is time to draw again."""

import zlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from kobling.core.errors import KoblingError
from kobling.rooms.indicators import queries as indicators
from kobling.rooms.indicators.records import COUNT_DERIVATIONS, DAYS_BETWEEN, Draw, Indicator, base_indicators
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.registers.figure_diff import FigureDiff, current_figures, diff_figures
from kobling.rooms.registers.figure_parser import FetchedFigure, parse_figures
from kobling.rooms.registers.models import Answer as AnswerRow
from kobling.rooms.registers.models import Drawing as DrawingRow
from kobling.rooms.registers.records import Drawing, Outcome
from kobling.rooms.sync import record_of
from kobling.sources.registers import Drawn, Register, RegisterRefused, Selection, Table

CHECKS_PER_PERIOD = 12
"""How many times in the length of a period a figure that could be there is asked for."""


@dataclass(eq=False)
class NothingToFetch(KoblingError):
    """An indicator has no definition of what to draw."""

    indicator: str

    def __str__(self) -> str:
        """Say it in English."""
        return f"the indicator {self.indicator} does not say what to draw"


@dataclass(eq=False)
class NoSuchResponse(KoblingError):
    """No raw answer with that checksum is kept."""

    sha256: str

    def __str__(self) -> str:
        """Say it in English."""
        return f"no answer with the checksum {self.sha256} is kept here"


@dataclass(frozen=True)
class StoredResponse:
    """One raw answer, byte for byte."""

    body: bytes
    content_type: str


@dataclass(frozen=True)
class FetchedFigures:
    """What a register answered to a definition."""

    drawn: Drawn
    table: Table
    figures: tuple[FetchedFigure, ...]


@dataclass(frozen=True)
class FetchPreview:
    """What drawing a definition would give; nothing is kept."""

    table: Table
    updated: datetime | None
    """When the source says it last changed the figures."""
    figures: tuple[FetchedFigure, ...]
    diff: FigureDiff


@dataclass(frozen=True)
class FetchableIndicator:
    """An indicator that can be drawn, and how it stands."""

    indicator: Indicator
    latest: Drawing | None
    """Its newest drawing, refused or not."""
    is_due: bool


def drawings(municipality: str, indicator: str | None = None) -> tuple[Drawing, ...]:
    """Return the drawings of a municipality, by slug or code, or of one of its indicators; oldest first."""
    found = drawings_of_municipality(municipalities.pk_of(municipality))
    return tuple(one for one in found if indicator in {None, one.indicator})


def drawings_of_municipality(pk: int) -> tuple[Drawing, ...]:
    """Return the drawings of the indicators that are measured, by indicator, then by time."""
    kept = {one.key for one in indicators.definitions(pk)}
    rows = DrawingRow.objects.filter(municipality=pk, indicator__in=kept)
    return tuple(record_of(Drawing, row) for row in rows)


def stored_response(sha256: str) -> StoredResponse:
    """Return a raw answer by its checksum. Raises NoSuchAnswer."""
    row = AnswerRow.objects.filter(sha256=sha256).first()
    if row is None:
        raise NoSuchResponse(sha256=sha256)
    return StoredResponse(zlib.decompress(row.packed), row.content_type)


def definition(municipality: str, indicator: str) -> Indicator:
    """Return what an indicator of a municipality, by slug or code, is. Raises UnknownIndicator."""
    return indicators.definition(municipalities.pk_of(municipality), indicator)


def preview(*, municipality: str, definition: Indicator, register: Register, at: datetime) -> FetchPreview:
    """Ask a register for what a definition says, kept or not, and keep nothing.

    Raises UnknownMunicipality, NotDrawn and RegisterRefused.
    """
    pk = municipalities.pk_of(municipality)
    here = municipalities.profile(municipality).municipality
    others = [one for one in indicators.definitions(pk) if one.key != definition.key]
    fetched = fetch_figures(register, definition, own=here.code, on=timezone.localdate(at), others=others)
    stand = current_figures(indicators.measurements(pk, definition.key))
    return FetchPreview(
        fetched.table, fetched.drawn.cells.updated, fetched.figures, diff_figures(fetched.figures, stand)
    )


def fetch_figures(
    register: Register, definition: Indicator, *, own: str, on: date, others: list[Indicator]
) -> FetchedFigures:
    """Return what a register answers to a definition. Raises NotDrawn and RegisterRefused.

    own      the municipality's code
    on       the day
    others   the municipality's other indicators: those derived from this one have something to say of its figures
    """
    draw = definition.draw
    if draw is None:
        raise NothingToFetch(indicator=definition.key)
    drawn = register.draw(Selection(draw.table, draw.select))
    readings = parse_figures(drawn.cells, draw, own=own, on=on)
    _refuse_negative(readings, draw, definition.key, others)
    return FetchedFigures(drawn, register.table(draw.table, language="da"), readings)


def _refuse_negative(readings: tuple[FetchedFigure, ...], draw: Draw, key: str, others: list[Indicator]) -> None:
    counted = [
        one.key
        for one in others
        if isinstance(one.derived, COUNT_DERIVATIONS) and key in base_indicators(one.derived).values()
    ]
    below = next((one for one in readings if one.value is not None and one.value < 0), None)
    if counted and below is not None:
        raise RegisterRefused(
            "negative_count",
            register=draw.register_name,
            table=draw.table,
            cell=below.cell,
            found=below.value,
            derived=counted[0],
        )


def fetchable_indicators(municipality: str, *, on: date) -> tuple[FetchableIndicator, ...]:
    """Return the indicators that say what to draw, by key, and whether it is time to ask for them."""
    pk = municipalities.pk_of(municipality)
    figures = indicators.figures(pk)
    latest: dict[str, date] = {}
    for one in figures.measurements:
        if one.area is None:
            latest[one.indicator] = max(one.period.end, latest.get(one.indicator, one.period.end))
    by_indicator: dict[str, list[Drawing]] = {}
    for drawing in drawings_of_municipality(pk):
        by_indicator.setdefault(drawing.indicator, []).append(drawing)
    return tuple(
        FetchableIndicator(
            indicator=one,
            latest=by_indicator.get(one.key, [None])[-1],
            is_due=_is_due(one, latest.get(one.key), by_indicator.get(one.key, []), on),
        )
        for one in figures.indicators
        if one.draw is not None
    )


def _is_due(indicator: Indicator, latest: date | None, drawn: list[Drawing], on: date) -> bool:
    """Whether a period has begun that there is no figure for, and the source has not just been asked.

    A refused drawing is tried again the next day.
    """
    if any(one.day >= on for one in drawn):
        return False
    if latest is None:
        return True
    asked = max((one.day for one in drawn if one.outcome is not Outcome.REFUSED), default=None)
    rest = timedelta(days=DAYS_BETWEEN[indicator.cadence] // CHECKS_PER_PERIOD)
    return latest < on and (asked is None or asked + rest <= on)
