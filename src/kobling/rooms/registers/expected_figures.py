"""Which stored figures an answer has to hold, so that one which is not there has been withdrawn by the source."""

import re
from collections.abc import Collection, Iterable, Mapping
from fnmatch import fnmatchcase

from kobling.core.errors import BadPeriod
from kobling.core.periods import Period
from kobling.records.drawings import Drawing
from kobling.records.indicators import Draw, Indicator, Measurement
from kobling.rooms.registers.figure_diff import figure_key
from kobling.rooms.registers.figure_files import REGISTER as FILES
from kobling.rooms.registers.figure_parser import FetchedFigure, FigureKey

_NEWEST = re.compile(r"\((?:-n\+)?[0-9]+\)|top\([0-9]+\)", re.IGNORECASE)
"""The selectors of the newest periods, in StatBank and PxWeb: which ones they are depends on the answer."""
_RANGE = re.compile(r"(?:>=(?P<first>[^<>]+))?(?:<=(?P<last>[^<>]+))?")
_SUM = re.compile(r"sum\((?P<name>[^=]+)=.+\)", re.IGNORECASE)


def expected_figures(
    stored: Iterable[Measurement],
    definition: Indicator,
    *,
    cells: Collection[FetchedFigure],
    drawings: Mapping[str, Drawing],
    own: str,
) -> set[FigureKey]:
    """Return the keys of the stored figures that an answer has to hold, unless the source has withdrawn them.

    They were fetched from the same table, and the definition asks for them. Of a figure that was entered by hand it is
    not known that the source ever gave it: such a one is expected where the answer has its cell, and it is not from a
    document that the indicator does not name.

    cells      those of the answer
    drawings   the indicator's drawings, by key
    own        the municipality's code
    """
    draw = definition.draw
    if draw is None:
        return set()
    answered = {cell.key for cell in cells}
    first = min((cell.period for cell in cells), default=None)
    return {
        figure_key(figure)
        for figure in stored
        if (
            _is_selected(figure, draw, own=own, first=first)
            if is_from_table(figure, draw, drawings)
            else figure.drawing is None
            and figure_key(figure) in answered
            and figure.source in {None, *definition.sources}
        )
    }


def is_from_table(figure: Measurement, draw: Draw, drawings: Mapping[str, Drawing]) -> bool:
    """Return whether a figure was fetched from the table that a definition names."""
    drawing = drawings.get(figure.drawing or "")
    return drawing is not None and (drawing.register_name, drawing.table) == (draw.register_name, draw.table)


def selects_own_area(draw: Draw | None, own: str) -> bool:
    """Return whether a definition asks for the municipality itself."""
    return draw is not None and _selects_code(draw, draw.area, own if draw.area else None)


def _is_selected(figure: Measurement, draw: Draw, *, own: str, first: Period | None) -> bool:
    """Return whether a definition asks for a figure; the next file of figures may begin later than the one before."""
    area = figure.area or (own if draw.area else None)
    return (
        _selects_code(draw, draw.area, area)
        and _selects_code(draw, draw.part, figure.part)
        and any(_selects_period(selector, figure.period, first) for selector in draw.select[draw.time])
        and (draw.register_name != FILES or first is None or first <= figure.period)
    )


def _selects_code(draw: Draw, variable: str | None, code: str | None) -> bool:
    """Return whether a variable's selectors match a code; a figure has none where the definition names no variable."""
    if variable is None or code is None:
        return variable is None and code is None
    return any(_matches(selector, (code,)) for selector in draw.select[variable])


def _matches(selector: str, codes: Iterable[str]) -> bool:
    """Return whether a selector is one of a value's codes, a pattern that fits one, or a sum of that name."""
    named = _SUM.fullmatch(selector)
    wanted = (named["name"] if named else selector).casefold().replace("[", "[[]").replace("?", "[?]")
    return any(fnmatchcase(code.casefold(), wanted) for code in codes)


def _selects_period(selector: str, period: Period, first: Period | None) -> bool:
    """Return whether a selector of time asks for a period.

    first   the first period of the answer: the newest periods are counted from there
    """
    if _NEWEST.fullmatch(selector):
        return first is None or first <= period
    limits = _RANGE.fullmatch(selector)
    if limits and selector:
        start, end = _period(limits["first"]), _period(limits["last"])
        return (start is None or start <= period) and (end is None or period <= end)
    return _period(selector) == period or _matches(selector, _codes(period))


def _period(code: str | None) -> Period | None:
    try:
        return None if code is None else Period.from_statistics_code(code)
    except BadPeriod:
        return None


def _codes(period: Period) -> Iterable[str]:
    """Yield the codes that statistical offices write a year, half-year, quarter or month with: `2019K1`, `2019M08`."""
    yield period.code
    yield period.code.replace("-", "")
    yield re.sub(r"^([0-9]{4})-Q([1-4])$", r"\1K\2", period.code)
    yield re.sub(r"^([0-9]{4})-([0-9]{2})$", r"\1M\2", period.code)
