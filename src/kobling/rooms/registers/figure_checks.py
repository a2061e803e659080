"""What figures that were fetched cannot be: another area's, a part of a person, or percentages added up."""

import re
from collections.abc import Collection, Sequence

from kobling.core.basis import Basis
from kobling.records.indicators import COUNT_DERIVATIONS, Draw, Indicator, base_indicators
from kobling.rooms.registers.figure_parser import FetchedFigure
from kobling.sources.registers import DataCube, RegisterError, RegisterTable

AREA_NAMES = re.compile(
    r"(bop|bopæls|arbejdssteds|arbejds|hjem)?(omr(åde|aade)?|kom(mune|muner|munekode|k)?|region(er|en)?|landsdel(e)?|"
    r"(ref_)?area(s)?|geo(graphy)?|municipalit(y|ies)|kommun(er)?|county|counties|län|fylke(r)?|kunta|alue)"
)
"""Codes and texts of the variables that are areas, in lower case."""
WHOLE_COUNTRY = "000"
_SUM = re.compile(r"sum\(.+\)", re.IGNORECASE)


def check_figures(
    figures: Sequence[FetchedFigure],
    definition: Indicator,
    draw: Draw,
    *,
    cube: DataCube,
    table: RegisterTable | None,
    own: str,
    others: Collection[Indicator],
) -> None:
    """Raise RegisterError for figures that cannot be the municipality's own figures of an indicator.

    table    the description of the table; None where the source did not give it
    own      the municipality's code
    others   the municipality's other indicators
    """
    _check_own_area(draw, cube=cube, table=table, own=own)
    _check_not_added_up(definition, draw, cube)
    _check_counted(figures, definition, draw)
    _check_not_negative(figures, draw, definition.key, others)


def _check_own_area(draw: Draw, *, cube: DataCube, table: RegisterTable | None, own: str) -> None:
    """Raise where a table has several areas, and the definition neither names their variable nor selects its own."""
    if draw.area is not None:
        return
    described = () if table is None else table.variables
    variables = [(one.code, one.text, [value.code for value in one.values]) for one in described]
    variables += [(one.code, one.text, list(one.labels)) for one in cube.dimensions]
    selected = {variable.casefold(): codes for variable, codes in draw.select.items()}
    answered = {one.code.casefold(): tuple(one.labels) for one in cube.dimensions}
    for code, text, values in variables:
        chosen = tuple(selected.get(code.casefold()) or answered.get(code.casefold(), ()))
        is_area = AREA_NAMES.fullmatch(code.casefold()) or AREA_NAMES.fullmatch(text.strip().casefold())
        if not is_area and not {own, WHOLE_COUNTRY} <= set(values):
            continue
        if chosen != (own,) and not (len(values) == 1 and table is not None):
            raise _error(draw, "area_not_named", variable=code, found=", ".join(chosen[:5]) or "–", own=own)


def _check_not_added_up(definition: Indicator, draw: Draw, cube: DataCube) -> None:
    """Raise where rates were added up or averaged: those of parts of unequal size have no sum and no mean."""
    sums = [selector for selectors in draw.select.values() for selector in selectors if _SUM.fullmatch(selector)]
    how = sums[0] if sums else cube.aggregate
    if definition.unit.is_relative and how in {*sums, "sum", "mean"}:
        raise _error(draw, "rates_added_up", found=how)


def _check_counted(figures: Sequence[FetchedFigure], definition: Indicator, draw: Draw) -> None:
    """Raise for a count that is not whole or is negative; a calculation or an estimate from a sample may be either."""
    if not definition.unit.is_counted or definition.basis in {Basis.CALCULATED, Basis.SAMPLE}:
        return
    for figure in figures:
        if figure.value is not None and (figure.value < 0 or figure.value != int(figure.value)):
            raise _error(draw, "no_count", figure.cell, found=f"{figure.value:.15g}")


def _check_not_negative(figures: Sequence[FetchedFigure], draw: Draw, key: str, others: Collection[Indicator]) -> None:
    counted = [
        other.key
        for other in others
        if isinstance(other.derived, COUNT_DERIVATIONS) and key in base_indicators(other.derived).values()
    ]
    below = next((figure for figure in figures if figure.value is not None and figure.value < 0), None)
    if counted and below is not None:
        raise _error(draw, "negative_count", below.cell, found=below.value, derived=counted[0])


def _error(draw: Draw, code: str, cell: str = "", **facts: object) -> RegisterError:
    return RegisterError(code, register=draw.register_name, table=draw.table, cell=cell, **facts)
