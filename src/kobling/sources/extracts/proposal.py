"""Propose what the columns of a file are, by looking at it: the beginning of a definition, which a person checks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from kobling.sources.extracts.cells import NUMBER, PERCENT, is_period, plain
from kobling.sources.extracts.csv_file import open_csv
from kobling.sources.extracts.definition import ExtractDefinition, Limits
from kobling.sources.extracts.files import CSV_SUFFIXES, SUFFIXES, WORKBOOK_SUFFIX
from kobling.sources.extracts.layout import MAX_HEAD_ROWS, named, normal
from kobling.sources.extracts.workbook import Cells, read_sheet, sheet_names
from kobling.sources.registers.errors import DataLocation, excerpt

MAX_LOOKED_AT = 5_000
"""Rows that a proposal is made from."""
MAX_VALUES = 400
"""Texts of a column that can be chosen among."""
PERIOD, VALUE = "periode", "værdi"
"""What periods and figures are called where they stand as headings of columns."""
PART = "gruppe"
"""What the codes of a second row of headings are called."""
PERIOD_NAME = re.compile(r"år|periode|tid|kvartal|måned|year|period|time|quarter|month|skoleår|dato|date")
AREA_NAME = re.compile(r".*(kommune|område|region|area|municipality|geografi).*")
VALUE_NAME = re.compile(r".*(andel|antal|værdi|pct|procent|value|tal|i alt|indeks|gennemsnit|beløb|kr).*")
RATE_NAME = re.compile(r".*(andel|pct|procent|percent|%).*")
SOURCE_NOTE = re.compile(r"(?:Kilde|Source): *([^.;]{2,150})")
TOTALS = ("i alt", "alle", "total", "begge køn", "ialt")
WHOLE_COUNTRY = ("hele landet", "danmark", "hele danmark")


@dataclass(frozen=True)
class Looked:
    """What was found by looking at a file."""

    sheets: tuple[str, ...]
    """Of a workbook."""
    rows: tuple[tuple[str, ...], ...]
    """The first rows as they are shown, without marks."""
    heading: int
    """The row of the heading, from 1."""
    names: tuple[str, ...]
    """What the columns are called; `#2` for the second one where nothing stands above it."""
    dividing: tuple[str, ...]
    """The columns of which one text has to be chosen, and the second row of headings."""
    values: Mapping[str, tuple[str, ...]]
    """The different texts in each column that is not of figures, and of the second row of headings."""
    proposed: ExtractDefinition
    caption: str
    """The first text above the heading; empty where there is none."""
    source: str
    """Who made the figures, by a note under them; empty where none names it."""
    has_percentages: bool
    has_dashes: bool


def look(file: Path, *, sheet: str | None, own: str, own_name: str, title: str, limits: Limits) -> Looked:
    """Return what a file holds, and a proposal of its definition. Raises RegisterError.

    sheet      of a workbook; None, or one that it has not, for the first one in which a table is found
    own        the municipality's code
    own_name   the municipality's name, with or without the word municipality
    """
    at = DataLocation("", excerpt(file.name))
    if file.suffix.lower() not in (*CSV_SUFFIXES, WORKBOOK_SUFFIX):
        known = ", ".join(one for one in SUFFIXES if one != ".parquet")
        at.fail("unknown_kind", found=excerpt(file.name), known=known)
    sheets = sheet_names(file, at, limits) if file.suffix.lower() == WORKBOOK_SUFFIX else ()
    names: Sequence[str | None] = [sheet] if sheet in sheets else list(sheets) or [None]
    for name in names:
        grid = _grid(file, name, at, limits)
        table = _find_table(grid)
        if table is not None:
            try:
                return _looked(table, grid, sheets, _Own(own, own_name), (file.name, title, name))
            except ValidationError:
                at.fail("no_periods")
    return at.fail("no_table", found=excerpt(file.name))


def _grid(file: Path, sheet: str | None, at: DataLocation, limits: Limits) -> list[Cells]:
    if sheet is not None:
        return read_sheet(file, sheet, at, limits).rows[:MAX_LOOKED_AT]
    return [list(row) for _, row in open_csv(file, at, rows=MAX_LOOKED_AT).head]


@dataclass(frozen=True)
class _Own:
    code: str
    name: str

    def is_in(self, texts: Sequence[str]) -> bool:
        return self.find(texts) is not None

    def find(self, texts: Sequence[str]) -> str | None:
        """Return the text of the municipality among those of a column."""
        short = normal(self.name).removesuffix(" kommune").removeprefix("kommunen ")
        return next(
            (
                text
                for text in texts
                if text == self.code or re.sub(r" kommune$|^[0-9]{3} ", "", normal(text)) in {short, normal(self.name)}
            ),
            None,
        )


@dataclass(frozen=True)
class _Table:
    """A heading, and whether periods stand in it."""

    heading: int
    names: tuple[str, ...]
    periods: tuple[int, ...] = ()
    """The columns whose headings are periods."""
    is_divided: bool = False
    """Whether a row of codes stands between the periods and the figures."""


def _find_table(grid: Sequence[Cells]) -> _Table | None:
    """Return the first row of a sheet that is the heading of rows with figures."""
    texts = [[plain(cell) for cell in row] for row in grid[: MAX_HEAD_ROWS + 2]]
    for number in range(min(len(texts) - 1, MAX_HEAD_ROWS)):
        row, below = texts[number], texts[number + 1]
        periods = tuple(place for place, text in enumerate(row) if text and is_period(text))
        if len(periods) > 1 or (periods and any(text and not is_period(text) for text in row[: periods[0]])):
            if _are_figures(grid[number + 1], periods):
                return _Table(number, tuple(named(row)), periods)
            labels = [text for text, cell in zip(below, grid[number + 1], strict=True) if text and not _is_number(cell)]
            if len(labels) > 1 and number + 2 < len(grid) and _has_figure(grid[number + 2]):
                names = tuple(named(list(_joined(row, below))))
                return _Table(number + 1, names, periods, is_divided=True)
        filled = [text for text in row if text]
        is_heading = len(filled) > 1 and len(set(filled)) == len(filled) and not any(map(_is_number, grid[number]))
        if is_heading and len([text for text in below if text]) > 1 and _has_figure(grid[number + 1]):
            return _Table(number, tuple(named(row)))
    return None


def _joined(above: Sequence[str], below: Sequence[str]) -> Iterator[str]:
    for place in range(max(len(above), len(below))):
        lower = below[place] if place < len(below) else ""
        upper = above[place] if place < len(above) else ""
        yield lower or upper


def _is_number(cell: str | None) -> bool:
    return bool(cell) and (cell or "")[0] in {NUMBER, PERCENT}


def _looks_like_figure(cell: str | None) -> bool:
    text = plain(cell)
    return _is_number(cell) or bool(re.fullmatch(r"[-−+]?[0-9][0-9 .,\u00a0]*\s*%?\*?|\.\.|-|–|…", text))


def _has_figure(row: Cells) -> bool:
    return any(_looks_like_figure(cell) for cell in row)


def _are_figures(row: Cells, places: Sequence[int]) -> bool:
    cells = [row[place] if place < len(row) else None for place in places]
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(map(_looks_like_figure, filled))


def _looked(
    table: _Table, grid: Sequence[Cells], sheets: tuple[str, ...], own: _Own, named: tuple[str, str, str | None]
) -> Looked:
    file, title, sheet = named
    data = grid[table.heading + 1 :]
    columns = {
        name: [row[place] if place < len(row) else None for row in data]
        for place, name in enumerate(table.names)
        if name and table.names.index(name) == place
    }
    first = table.periods[0] if table.periods else len(table.names)
    down = {name: cells for name, cells in columns.items() if table.names.index(name) < first}
    values = {name: _texts(cells) for name, cells in down.items()}
    roles = _roles(values, down, own, is_wide=bool(table.periods))
    if table.is_divided:
        values[PART] = tuple(dict.fromkeys(name for name in table.names[first:] if name))
    dividing = [
        name
        for name in values
        if name not in roles.values()
        and 1 < len(values[name]) < MAX_VALUES
        and (name == PART or not _is_numeric(down[name]))
    ]
    chosen = {name: total for name in dividing if (total := _total(values[name])) is not None}
    cells = [cell for row in data for cell in row]
    area_texts = values.get(roles.get("area", ""), ())
    proposed = ExtractDefinition(
        file=file,
        title=title,
        sheet=sheet,
        **roles,
        parts=(PART,) if table.is_divided else (),
        only={name: (text,) for name, text in chosen.items()},
        area_codes=_area_codes(area_texts, own),
        fill_down=_stands_once(down, [*([roles["area"]] if "area" in roles else []), *dividing]),
    )
    notes = [plain(row[0]) for row in data if row]
    shown = tuple(tuple(plain(cell) for cell in row) for row in grid[: table.heading + 9])
    has_rates = any(RATE_NAME.fullmatch(normal(text)) for row in shown[: table.heading + 1] for text in row)
    return Looked(
        sheets,
        shown,
        table.heading + 1,
        table.names,
        tuple(dividing),
        values,
        proposed,
        caption=next((text for row in shown[: table.heading] for text in row if text and not is_period(text)), "")[
            :300
        ],
        source=next((match[1] for text in notes if (match := SOURCE_NOTE.match(text))), ""),
        has_percentages=has_rates or any(cell and cell.startswith(PERCENT) for cell in cells),
        has_dashes=any(cell in {"-", "–", "—"} for cell in cells),
    )


def _texts(cells: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for cell in cells if (text := plain(cell))))[:MAX_VALUES]


def _is_numeric(cells: Sequence[str | None]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(map(_looks_like_figure, filled)) > len(filled) * 0.6


def _roles(
    values: Mapping[str, Sequence[str]], columns: Mapping[str, Sequence[str | None]], own: _Own, *, is_wide: bool
) -> dict[str, str]:
    """Return which column is the area, the period and the figures."""
    roles: dict[str, str] = {}
    areas = [name for name in columns if own.is_in(values[name]) or AREA_NAME.fullmatch(normal(name))]
    if areas:
        roles["area"] = max(areas, key=lambda name: own.is_in(values[name]))
    if is_wide:
        return roles | {"period": _free(PERIOD, columns), "value": _free(VALUE, columns)}
    rest = [name for name in columns if name not in roles.values()]
    periods = [name for name in rest if values[name] and sum(map(is_period, values[name])) > len(values[name]) * 0.7]
    if periods:
        roles["period"] = max(periods, key=lambda name: bool(PERIOD_NAME.fullmatch(normal(name))))
    rest = [name for name in rest if name not in roles.values() and _is_numeric(columns[name])]
    if rest:
        roles["value"] = max(rest, key=lambda name: (bool(VALUE_NAME.fullmatch(normal(name))), rest.index(name)))
    missing = [name for name in columns if name not in roles.values()]
    for role in ("period", "value"):
        if role not in roles and missing:
            roles[role] = missing.pop()
    return roles


def _free(name: str, columns: Mapping[str, object]) -> str:
    return name if name not in columns else f"{name} i overskriften"


def _total(texts: Sequence[str]) -> str | None:
    """Return the total among the texts of a column; None where a person has to choose one of them."""
    return next((text for text in texts if normal(text) in TOTALS), None)


def _area_codes(texts: Sequence[str], own: _Own) -> dict[str, str]:
    found = own.find(texts)
    codes = {found: own.code} if found and found != own.code else {}
    return codes | {text: "000" for text in texts if normal(text) in WHOLE_COUNTRY}


def _stands_once(columns: Mapping[str, Sequence[str | None]], codes: Sequence[str]) -> bool:
    """Return whether a code stands in the first of its rows alone, and the ones below it are empty."""
    for name in codes:
        cells = list(columns.get(name, ()))
        blank = sum(not cell for cell in cells)
        if cells and cells[0] and blank >= len(cells) / 2 and len(_texts(cells)) == len(cells) - blank:
            return True
    return False
