"""From the cells of an answer to figures of an indicator: each with its area, part and period, or a refusal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kobling.core.errors import LARGEST, BadPeriod
from kobling.core.periods import Period
from kobling.rooms.indicators.records import Draw
from kobling.sources.registers import Cells, Dimension, RegisterRefused

MAX_FIGURES = 100_000
"""How many figures one drawing may give: all 98 municipalities by quarter for a human life are fewer."""
STORED_DECIMALS = 9
"""Decimals kept of a scaled cell: beyond them machines may differ, and no reader looks."""

FigureKey = tuple[str | None, str | None, Period]
"""Area, None for the municipality itself; part; period."""


@dataclass(frozen=True)
class FetchedFigure:
    """One cell, as the indicator takes it."""

    area: str | None
    part: str | None
    period: Period
    value: float | None
    """None where the source gives no number."""
    why: str | None
    """The source's sign where it gives none: `..`."""
    cell: str
    """The cell in the source's own codes: `OMRÅDE=791 Tid=2019K1`."""

    @property
    def key(self) -> FigureKey:
        """Which figure it is."""
        return self.area, self.part, self.period


def parse_figures(cells: Cells, draw: Draw, *, own: str, on: date) -> tuple[FetchedFigure, ...]:
    """Return every cell of an answer as a figure.

    own   the municipality's code, which stands for itself
    on    the day it is drawn

    Raises RegisterRefused where anything is not as the definition says.
    """
    if cells.frame.height > MAX_FIGURES:
        raise _refused(draw, "too_many_figures", found=cells.frame.height, allowed=MAX_FIGURES)
    columns = {
        role: _column(cells, draw, variable)
        for role in ("time", "area", "part")
        if (variable := getattr(draw, role)) is not None
    }
    for dimension in cells.dimensions:
        if dimension.code not in columns.values():
            _must_be_one(cells, draw, dimension)
    found = tuple(_readings(cells, draw, columns, own, on))
    if "area" in columns and all(one.area is not None for one in found):
        raise _refused(draw, "own_area_missing", own=own)
    if all(one.value is None for one in found):
        raise _refused(draw, "no_figures")
    return found


def _column(cells: Cells, draw: Draw, variable: str) -> str:
    """Return what the answer calls a variable; a source may write its code with other capitals than the definition."""
    for dimension in cells.dimensions:
        if dimension.code.casefold() == variable.casefold():
            return dimension.code
    known = ", ".join(dimension.code for dimension in cells.dimensions)
    raise _refused(draw, "no_variable", found=variable, known=known)


def _must_be_one(cells: Cells, draw: Draw, dimension: Dimension) -> None:
    """Refuse a variable that would give several figures for one place."""
    codes = cells.frame[dimension.code].unique(maintain_order=True).cast(str).to_list()
    if len(codes) > 1:
        raise _refused(draw, "several_values", variable=dimension.code, found=", ".join(codes[:5]))


def _readings(cells: Cells, draw: Draw, columns: Mapping[str, str], own: str, on: date) -> Iterator[FetchedFigure]:
    seen: set[FigureKey] = set()
    for row in cells.frame.iter_rows(named=True):
        cell = " ".join(f"{dimension.code}={row[dimension.code]}" for dimension in cells.dimensions)
        area, part = (row[columns[role]] if role in columns else None for role in ("area", "part"))
        one = FetchedFigure(
            area=None if area == own else area,
            part=part,
            period=_period(row[columns["time"]], draw, cell, on),
            value=_value(row["value"], draw, cell),
            why=row["why"],
            cell=cell,
        )
        if one.key in seen:
            raise _refused(draw, "repeated_figure", cell)
        seen.add(one.key)
        yield one


def _period(code: str, draw: Draw, cell: str, on: date) -> Period:
    try:
        period = Period.of_statistics(code)
    except BadPeriod as refusal:
        raise _refused(draw, "no_period", cell, found=code) from refusal
    if period.start > on:
        raise _refused(draw, "not_begun", cell, begins=period.start)
    return period


def _value(value: float | None, draw: Draw, cell: str) -> float | None:
    if value is None:
        return None
    scaled = round(value * draw.scale, STORED_DECIMALS)
    if not -LARGEST <= scaled <= LARGEST:
        raise _refused(draw, "figure_too_large", cell, found=scaled)
    return scaled


def _refused(draw: Draw, code: str, cell: str = "", **facts: object) -> RegisterRefused:
    return RegisterRefused(code, register=draw.register_name, table=draw.table, cell=cell, **facts)
