"""Find where the table stands in a sheet: its heading, and the columns that a definition names.

Statistical offices put titles above the heading and notes below the rows, write the periods as headings of columns, and
divide those by a second row of headings.
"""

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from kobling.sources.extracts.cells import is_period, period_code, plain
from kobling.sources.extracts.definition import ExtractDefinition
from kobling.sources.registers.errors import DataLocation, excerpt

MAX_HEAD_ROWS = 60
"""Rows in which a heading is looked for."""
NOTE = re.compile(
    r"\s*(kilde|kilder|note|noter|anm|anmærkning|source|fodnote|opdateret|copyright|©|\*|[0-9]\)|[¹²³⁴]).*"
)


@dataclass(frozen=True)
class Layout:
    """Where the table of a definition stands."""

    heading: int
    """The last row of the heading, from 0."""
    columns: Mapping[str, int]
    """The column of each name that the definition uses, from 0."""
    names: tuple[str, ...]
    """What every column is called; `#5` where nothing stands above it."""
    across: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Of the columns that hold figures of one code each, the codes: of the period, and of a part."""
    variables: tuple[str, ...] = ()
    """What those codes are codes of."""

    @property
    def is_wide(self) -> bool:
        """Whether periods are headings of columns."""
        return bool(self.across)


Grid = Sequence[Sequence[str | None]]
Merged = Mapping[int, Sequence[tuple[int, int]]]
"""By row, the first and last column of each cell that is one over several columns."""


def find_layout(grid: Grid, extract: ExtractDefinition, at: DataLocation, merged: Merged | None = None) -> Layout:
    """Return the layout of a sheet from its first rows. Raises RegisterError where no row is the heading."""
    numbers = range(min(len(grid), MAX_HEAD_ROWS))
    if extract.heading_row is not None:
        numbers = range(extract.heading_row - 1, extract.heading_row)
        if extract.heading_row > len(grid):
            at.fail("no_such_row", found=extract.heading_row, last=len(grid))
    texts = [[plain(cell) for cell in row] for row in grid[: MAX_HEAD_ROWS + 1]]
    for find in (_long, _joined, _wide, _wide_and_divided):
        for number in numbers:
            if (layout := find(texts, number, extract, at, merged)) is not None:
                return layout
    return _fail(texts, numbers, extract, at)


def named(row: Sequence[str | None]) -> list[str]:
    """Return what the columns below a row are called: `#2` for the second one where nothing stands above it."""
    return [cell or f"#{place}" for place, cell in enumerate(row, 1)]


def normal(name: str) -> str:
    """Return a heading as it is compared: in lower case, with single spaces and composed letters."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _long(texts: Grid, number: int, extract: ExtractDefinition, at: DataLocation, _merged: object) -> Layout | None:
    names = named(texts[number])
    columns = _positions(names, extract.used, at)
    return Layout(number, columns, _unique(names), {}) if len(columns) == len(extract.used) else None


def _joined(texts: Grid, number: int, extract: ExtractDefinition, at: DataLocation, _merged: object) -> Layout | None:
    """Find a heading that stands on two rows: what is above and what is below are one name, or one of them is."""
    if number == 0:
        return None
    pairs = _pairs(texts, number)
    for names in (
        named([below or above for above, below in pairs]),
        named([above or below for above, below in pairs]),
        named([" ".join(filter(None, pair)) for pair in pairs]),
    ):
        columns = _positions(names, extract.used, at)
        if len(columns) == len(extract.used):
            return Layout(number, columns, _unique(names), {})
    return None


def _pairs(texts: Grid, number: int) -> list[tuple[str, str]]:
    above, below = texts[number - 1], texts[number]
    width = max(len(above), len(below))
    return [(_cell(above, place), _cell(below, place)) for place in range(width)]


def _cell(row: Sequence[str | None], place: int) -> str:
    return (row[place] or "") if place < len(row) else ""


def _wide(texts: Grid, number: int, extract: ExtractDefinition, at: DataLocation, _merged: object) -> Layout | None:
    """Find a heading in which the periods stand."""
    names = named(texts[number])
    known = _down(extract)
    columns = _positions(names, known, at)
    periods = {place: (period_code(name),) for place, name in enumerate(names) if name and is_period(name)}
    if len(columns) < len(known) or not periods or extract.period is None or extract.value is None:
        return None
    if {normal(extract.period), normal(extract.value)} <= {normal(name) for name in names}:
        return None
    _check_once(list(periods.values()), at)
    return Layout(number, columns, _unique(names), periods, (extract.period,))


def _wide_and_divided(
    texts: Grid, number: int, extract: ExtractDefinition, at: DataLocation, merged: Merged | None
) -> Layout | None:
    """Find a heading of two rows: periods and the values of one part, either of them above."""
    if number == 0 or extract.period is None or extract.value is None:
        return None
    upper = _filled_right(texts[number - 1], len(texts[number]), None if merged is None else merged.get(number - 1, ()))
    pairs = [(above, _cell(texts[number], place)) for place, above in enumerate(upper)]
    names = named([below or above for above, below in pairs])
    for part in extract.parts:
        known = [name for name in _down(extract) if name != part]
        columns = _positions(names, known, at)
        if len(columns) < len(known):
            continue
        for period_first in (True, False):
            across = {
                place: (period_code(pair[0]), pair[1]) if period_first else (period_code(pair[1]), pair[0])
                for place, pair in enumerate(pairs)
                if all(pair) and place not in columns.values() and is_period(pair[0] if period_first else pair[1])
            }
            if across:
                _check_once(list(across.values()), at)
                return Layout(number, columns, _unique(names), across, (extract.period, part))
    return None


def _down(extract: ExtractDefinition) -> list[str]:
    """Return the columns that a table has whose periods are headings."""
    return [name for name in extract.used if name not in {extract.period, extract.value}]


def _filled_right(row: Sequence[str | None], width: int, merged: Sequence[tuple[int, int]] | None) -> list[str]:
    """Return a row of headings in which each holds for the columns up to the next; for those it is merged over."""
    cells = [_cell(row, place) for place in range(max(width, len(row)))]
    if merged:
        for first, last in merged:
            for place in range(first, min(last + 1, len(cells))):
                cells[place] = cells[first]
        return cells
    for place in range(1, len(cells)):
        cells[place] = cells[place] or cells[place - 1]
    return cells


def _positions(names: Sequence[str], wanted: Sequence[str], at: DataLocation) -> dict[str, int]:
    """Return the column of each wanted name that is there. Raises RegisterError for one that stands twice."""
    found: dict[str, int] = {}
    normals = [normal(name) for name in names]
    for name in wanted:
        places = [place for place, one in enumerate(normals) if one == normal(name)]
        if places:
            found[name] = places[0]
        if len(places) > 1 and set(map(normal, wanted)) <= set(normals):
            at.fail("repeated_name", found=excerpt(name))
    return found


def _check_once(codes: Sequence[tuple[str, ...]], at: DataLocation) -> None:
    for one in codes:
        if codes.count(one) > 1:
            at.fail("repeated_name", found=excerpt(" ".join(one)))


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names of columns, with a number where there is none or it stands before."""
    found: list[str] = []
    for place, name in enumerate(names, 1):
        found.append(name if name and name not in found else f"{name}#{place}")
    return tuple(found)


def _fail(texts: Grid, numbers: Sequence[int], extract: ExtractDefinition, at: DataLocation) -> NoReturn:
    """Raise with the column that lacks in the row most like the heading, or say that no row is like one."""
    rows = [(number, [cell or "" for cell in texts[number]]) for number in numbers if any(texts[number])]
    if not rows:
        at.fail("no_rows")
    wanted = [normal(name) for name in extract.used]
    number, best = max(rows, key=lambda row: sum(normal(name) in wanted for name in row[1]))
    lacking = [name for name in extract.used if normal(name) not in set(map(normal, best))]
    filled = [name for name in best if name]
    if len(lacking) == len(extract.used) and (
        len(filled) < 2 or (extract.heading_row is None and number != rows[0][0])
    ):
        at.fail("no_heading", found=excerpt(filled[0]), wanted=", ".join(excerpt(name) for name in extract.used))
    at.fail("no_column", found=excerpt(lacking[0]), known=close_matches(lacking[0], filled))


def close_matches(name: str, known: Sequence[str]) -> str:
    """Return the known names most similar to an unknown one, or the first ten where none is similar."""
    return ", ".join(excerpt(match) for match in difflib.get_close_matches(name, known, n=3) or known[:10])


def is_note(text: str) -> bool:
    """Return whether a text alone in its row is a note under a table."""
    return NOTE.fullmatch(text.casefold()) is not None or len(text) > 60


def merged_by_row(merged: Sequence[tuple[int, int, int]]) -> Merged:
    """Return cells that are one over several columns, by row."""
    found: dict[int, list[tuple[int, int]]] = {}
    for row, first, last in merged:
        found.setdefault(row, []).append((first, last))
    return found
