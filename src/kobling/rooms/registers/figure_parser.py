"""Parse the cells of a register's response into an indicator's figures, each with its area, part and period."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kobling.core.errors import MAX_VALUE, BadPeriod
from kobling.core.periods import Period
from kobling.records.indicators import Draw
from kobling.sources.registers import DataCube, Dimension, RegisterError

MAX_FIGURES = 100_000
"""The most figures of one fetch: all 98 municipalities by quarter for a human life are fewer."""
STORED_DECIMALS = 9
"""Decimals that a scaled cell is rounded to; beyond them results may differ between machines."""

FigureKey = tuple[str | None, str | None, Period]
"""Area (None for the municipality itself), part and period."""


@dataclass(frozen=True)
class FetchedFigure:
    """One cell as a figure of the indicator."""

    area: str | None
    part: str | None
    period: Period
    value: float | None
    """None where the source gives no number."""
    why: str | None
    """The source's sign where it gives no number: `..`."""
    cell: str
    """The cell in the source's own codes: `OMRÅDE=791 Tid=2019K1`."""

    @property
    def key(self) -> FigureKey:
        """The figure's identity within the indicator."""
        return self.area, self.part, self.period


def parse_figures(
    cube: DataCube, draw: Draw, *, own: str, on: date, may_be_empty: bool = False
) -> tuple[FetchedFigure, ...]:
    """Return every cell of a response as a figure.

    own            the municipality's own code; its area becomes None
    on             the day of the fetch
    may_be_empty   whether an answer without any figure of the municipality is taken: the source has withdrawn them

    Raises RegisterError where the cells do not fit the definition.
    """
    if cube.frame.height > MAX_FIGURES:
        raise _error(draw, "too_many_figures", found=cube.frame.height, allowed=MAX_FIGURES)
    columns = {
        role: _column(cube, draw, variable)
        for role in ("time", "area", "part")
        if (variable := getattr(draw, role)) is not None
    }
    for dimension in cube.dimensions:
        if dimension.code not in columns.values():
            _check_single_value(cube, draw, dimension)
    figures = tuple(_figures(cube, draw, columns, own, on))
    if may_be_empty:
        return figures
    if "area" in columns and all(figure.area is not None for figure in figures):
        raise _error(draw, "own_area_missing", own=own)
    if all(figure.value is None for figure in figures):
        raise _error(draw, "no_figures")
    return figures


def _column(cube: DataCube, draw: Draw, variable: str) -> str:
    """Return the response's code of a variable; its capitals may differ from the definition's."""
    for dimension in cube.dimensions:
        if dimension.code.casefold() == variable.casefold():
            return dimension.code
    known = ", ".join(dimension.code for dimension in cube.dimensions)
    raise _error(draw, "no_variable", found=variable, known=known)


def _check_single_value(cube: DataCube, draw: Draw, dimension: Dimension) -> None:
    """Raise RegisterError for a variable that would give several figures for one key."""
    codes = cube.frame[dimension.code].unique(maintain_order=True).cast(str).to_list()
    if len(codes) > 1:
        raise _error(draw, "several_values", variable=dimension.code, found=", ".join(codes[:5]))


def _figures(cube: DataCube, draw: Draw, columns: Mapping[str, str], own: str, on: date) -> Iterator[FetchedFigure]:
    seen: set[FigureKey] = set()
    for row in cube.frame.iter_rows(named=True):
        cell = " ".join(f"{dimension.code}={row[dimension.code]}" for dimension in cube.dimensions)
        area, part = (row[columns[role]] if role in columns else None for role in ("area", "part"))
        figure = FetchedFigure(
            area=None if area == own else area,
            part=part,
            period=_period(row[columns["time"]], draw, cell, on),
            value=_value(row["value"], draw, cell),
            why=row["why"],
            cell=cell,
        )
        if figure.key in seen:
            raise _error(draw, "repeated_figure", cell)
        seen.add(figure.key)
        yield figure


def _period(code: str, draw: Draw, cell: str, on: date) -> Period:
    try:
        period = Period.from_statistics_code(code)
    except BadPeriod as error:
        raise _error(draw, "no_period", cell, found=code) from error
    if period.start > on:
        raise _error(draw, "not_begun", cell, begins=period.start)
    return period


def _value(value: float | None, draw: Draw, cell: str) -> float | None:
    if value is None:
        return None
    scaled = round(value * draw.scale, STORED_DECIMALS)
    if not -MAX_VALUE <= scaled <= MAX_VALUE:
        raise _error(draw, "figure_too_large", cell, found=scaled)
    return scaled


def _error(draw: Draw, code: str, cell: str = "", **facts: object) -> RegisterError:
    return RegisterError(code, register=draw.register_name, table=draw.table, cell=cell, **facts)
