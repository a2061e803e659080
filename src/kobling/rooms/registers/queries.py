"""The provenance of figures, previews of a definition, and the indicators that are due for a fetch."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from kobling.core.errors import KoblingError
from kobling.records.drawings import Drawing, Outcome
from kobling.records.indicators import DAYS_BETWEEN, Indicator
from kobling.rooms.facts import queries as stored
from kobling.rooms.facts.history import undone_drawings
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.registers.figure_checks import check_figures
from kobling.rooms.registers.figure_parser import FetchedFigure, parse_figures
from kobling.rooms.registers.models import Answer as ResponseRow
from kobling.sources.registers import FetchedTable, Register, RegisterError, RegisterTable, Selection

CHECKS_PER_PERIOD = 12
"""How many times within the length of a period the source is queried for a figure that may have appeared."""


@dataclass(eq=False)
class NothingToFetch(KoblingError):
    """An indicator has no definition of what to fetch."""

    indicator: str


@dataclass(eq=False)
class NoSuchResponse(KoblingError):
    """No raw response with that checksum is stored."""

    sha256: str

    def __str__(self) -> str:
        """Return the message in English."""
        return f"no answer with the checksum {self.sha256} is kept here"


@dataclass(frozen=True)
class StoredResponse:
    """One raw response of a source, byte for byte."""

    body: bytes
    content_type: str


@dataclass(frozen=True)
class FetchedFigures:
    """The figures a register gives for a definition, with the table and the raw response they are from."""

    fetched_table: FetchedTable
    table: RegisterTable | None
    """None where the register gave the figures, and then failed to describe their table."""
    figures: tuple[FetchedFigure, ...]


@dataclass(frozen=True)
class FetchPreview:
    """The result that a fetch by a definition would have; nothing is stored."""

    table: RegisterTable | None
    updated: datetime | None
    """The time of the source's last change of the figures, as stated by the source."""
    figures: tuple[FetchedFigure, ...]


@dataclass(frozen=True)
class FetchableIndicator:
    """An indicator that can be fetched, its newest drawing, and whether a fetch is due."""

    indicator: Indicator
    latest: Drawing | None
    """Its newest drawing, failed or not."""
    is_due: bool


def drawings(municipality: str, indicator: str | None = None) -> tuple[Drawing, ...]:
    """Return the drawings of a municipality, by slug or code, or of one of its indicators; oldest first."""
    return stored.drawings(municipalities.pk_of(municipality), indicator)


def stored_response(sha256: str) -> StoredResponse:
    """Return a raw response by its checksum. Raises NoSuchResponse."""
    row = ResponseRow.objects.filter(sha256=sha256).first()
    if row is None:
        raise NoSuchResponse(sha256=sha256)
    return StoredResponse(zlib.decompress(row.packed), row.content_type)


def definition(municipality: str, indicator: str) -> Indicator:
    """Return the definition of an indicator of a municipality, by slug or code. Raises UnknownIndicator."""
    return stored.definition(municipalities.pk_of(municipality), indicator)


def preview(*, municipality: str, definition: Indicator, register: Register, at: datetime) -> FetchPreview:
    """Fetch the figures of a definition, stored or not, and store nothing.

    Raises UnknownMunicipality, NothingToFetch and RegisterError.
    """
    pk = municipalities.pk_of(municipality)
    here = stored.municipality_record(pk)
    others = [other for other in stored.definitions(pk) if other.key != definition.key]
    fetched = fetch_figures(register, definition, own=here.code, on=timezone.localdate(at), others=others)
    return FetchPreview(fetched.table, fetched.fetched_table.cube.updated_at, fetched.figures)


def fetch_figures(
    register: Register,
    definition: Indicator,
    *,
    own: str,
    on: date,
    others: list[Indicator],
    may_be_empty: bool = False,
    was_answered: bool = False,
) -> FetchedFigures:
    """Fetch the figures of a definition from a register. Raises NothingToFetch and RegisterError.

    own            the municipality's code
    on             the day
    others         the municipality's other indicators; figures that a count is derived from must not be negative
    may_be_empty   whether an answer without any figure of the municipality is taken
    was_answered   whether the same query has been answered before; then values that the table no longer has are left
                   out of it
    """
    draw = definition.draw
    if draw is None:
        raise NothingToFetch(indicator=definition.key)
    fetched_table = _fetch_table(register, Selection(draw.table, draw.select), was_answered=was_answered)
    figures = parse_figures(fetched_table.cube, draw, own=own, on=on, may_be_empty=may_be_empty)
    table = _description(register, draw.table)
    check_figures(figures, definition, draw, cube=fetched_table.cube, table=table, own=own, others=others)
    return FetchedFigures(fetched_table, table, figures)


def _description(register: Register, table: str) -> RegisterTable | None:
    """Return the description of a table; None where the register fails, for the figures have come already."""
    try:
        return register.describe(table, language="da")
    except RegisterError:
        return None


def _fetch_table(register: Register, selection: Selection, *, was_answered: bool) -> FetchedTable:
    """Fetch a selection, without the values that the table no longer has if the query was answered before."""
    while True:
        try:
            return register.fetch(selection)
        except RegisterError as error:
            variable = variable_of_lost_value(selection, error)
            rest = [] if variable is None else _other_selectors(selection.values[variable], error)
            if not was_answered or variable is None or not rest:
                raise
            selection = Selection(selection.table, {**selection.values, variable: tuple(rest)})


def variable_of_lost_value(selection: Selection, error: RegisterError) -> str | None:
    """Return the variable of a selected value that the table does not have; None where that is not the error."""
    if error.code != "no_such_value":
        return None
    named = str(error.facts["variable"]).casefold()
    variable = next((variable for variable in selection.values if variable.casefold() == named), None)
    if variable is None or len(_other_selectors(selection.values[variable], error)) == len(selection.values[variable]):
        return None
    return variable


def _other_selectors(selectors: Sequence[str], error: RegisterError) -> list[str]:
    """Return the selectors but for the value that the error names."""
    lost = str(error.facts["found"]).casefold()
    return [selector for selector in selectors if selector.casefold() != lost]


def fetchable_indicators(municipality: str, *, on: date) -> tuple[FetchableIndicator, ...]:
    """Return the indicators that define what to fetch, by key, and whether a fetch is due."""
    pk = municipalities.pk_of(municipality)
    latest: dict[str, date] = {}
    for measurement in stored.measurements(pk):
        if measurement.area is None:
            end = measurement.period.end
            latest[measurement.indicator] = max(end, latest.get(measurement.indicator, end))
    undone = undone_drawings(pk)
    by_indicator: dict[str, list[Drawing]] = {}
    for drawing in stored.drawings(pk):
        by_indicator.setdefault(drawing.indicator, []).append(drawing)
    lasting = {
        indicator: [drawing for drawing in drawings if drawing.key not in undone]
        for indicator, drawings in by_indicator.items()
    }
    return tuple(
        FetchableIndicator(
            indicator=indicator,
            latest=by_indicator.get(indicator.key, [None])[-1],
            is_due=_is_due(indicator, latest.get(indicator.key), lasting.get(indicator.key, []), on),
        )
        for indicator in stored.definitions(pk)
        if indicator.draw is not None
    )


def _is_due(indicator: Indicator, latest: date | None, drawings: list[Drawing], on: date) -> bool:
    """Return whether a period has begun that has no figure, and the source was not queried recently.

    drawings   those whose figures have not been taken back

    A failed fetch is retried the next day, and so is one in which the source had withdrawn figures.
    """
    if any(drawing.day >= on for drawing in drawings):
        return False
    if latest is None:
        return True
    settled = (drawing.day for drawing in drawings if drawing.outcome not in {Outcome.REFUSED, Outcome.WITHDRAWN})
    last_fetch = max(settled, default=None)
    interval = timedelta(days=DAYS_BETWEEN[indicator.cadence] // CHECKS_PER_PERIOD)
    return latest < on and (last_fetch is None or last_fetch + interval <= on)
