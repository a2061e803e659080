"""CSV as StatBank writes it, BULK too: UTF-8 with a byte order mark, `;`, a heading of codes with INDHOLD at the end.

Source: StatBank's own answers, asked for with codes rather than texts.
"""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice
from math import prod

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from kobling.sources.registers.columns import EXACT, MISSING, OWN, coded, codes_of
from kobling.sources.registers.parts import Part, repeated, shown
from kobling.sources.registers.shape import Cells, Dimension

SEPARATOR, QUOTE = ";", b'"'
FIGURE = "INDHOLD"
"""The heading's last column: the figures."""
SIGNS = (MISSING, ".", "…", "...", "-")
"""What stands where there is no figure."""
LARGEST = 50_000_000
"""Rows that are read of one answer."""
BLOCK = 1 << 18
"""Bytes that are looked at together."""
SMALL = 1 << 26
"""Combinations of codes that are looked up in a table rather than sorted."""


def read_delimited(body: bytes, *, register: str, table: str, time: str | None, decimal_comma: bool = True) -> Cells:
    """Return the cells of a CSV answer, in its order.

    time           the code of the variable that is periods, in any case; None where there is none
    decimal_comma  whether decimals take a comma, as in StatBank's Danish answers; a point otherwise

    Dimensions are called what the heading calls them: StatBank writes it in upper case. Raises RegisterRefused.
    """
    answer = Part(None, register, table)
    names = _heading(answer, body)
    times = [name for name in names if time is not None and name.casefold() == time.casefold()]
    if time is not None and not times:
        answer.refuse("missing_part", part=shown(time))
    rows = _numbers(body, names, decimal_comma=decimal_comma)
    if rows is None:
        _refuse_other_than_text(answer, body)
        rows = _figures(answer, body, _rows(answer, body, names), decimal_comma=decimal_comma)
    dimensions = [_coded(answer, body, rows[name]) for name in names]
    _refuse_repeated_rows(answer, body, dimensions)
    return Cells(
        frame=pl.DataFrame([*dimensions, rows["value"], rows["why"]]),
        dimensions=tuple(_dimension(column, time=column.name in times) for column in dimensions),
        updated=None,
        source=None,
        label=None,
        unit=None,
        decimals=None,
    )


def _refuse_other_than_text(answer: Part, text: bytes) -> None:
    try:
        text.decode()
    except UnicodeDecodeError as error:
        answer.refuse("not_utf8", line=text.count(b"\n", 0, error.start) + 1)


def _heading(answer: Part, text: bytes) -> tuple[str, ...]:
    """Return the codes of the variables."""
    end = text.find(b"\n")
    try:
        line = (text if end < 0 else text[:end]).decode("utf-8-sig").removesuffix("\r")
    except UnicodeDecodeError:
        answer.refuse("not_utf8", line=1)
    try:
        *names, last = next(csv.reader([line], delimiter=SEPARATOR, strict=True), [""]) or [""]
    except csv.Error:
        answer.refuse("not_csv", line=1)
    if last != FIGURE or not names or not all(name and name.isprintable() for name in names):
        answer.refuse("wrong_heading", found=shown(line), last=FIGURE)
    if (twice := repeated([*names, last])) is not None:
        answer.refuse("repeated_name", found=shown(twice))
    for name in set(OWN) & set(names):
        answer.refuse("reserved_name", found=name)
    return tuple(names)


def _numbers(text: bytes, names: Sequence[str], *, decimal_comma: bool) -> pl.DataFrame | None:
    """Return the rows of an answer in which all is numbers or `..`, as most are; None where it takes a closer look."""
    schema = {**dict.fromkeys(names, pl.Categorical()), FIGURE: pl.Float64()}
    separators, points, *odd = _counted(text, SEPARATOR.encode(), b".", QUOTE, b" ", b"\t")
    # Space before a figure is read as if it were not there; it is looked at.
    if any(odd):
        return None
    try:
        rows = pl.read_csv(
            text,
            separator=SEPARATOR,
            quote_char=None,
            schema=schema,
            null_values={FIGURE: MISSING},
            decimal_comma=decimal_comma,
        )
    except PolarsError:
        return None
    missing = text.count(f"{SEPARATOR}{MISSING}\r\n".encode()) + text.count(f"{SEPARATOR}{MISSING}\n".encode())
    thousands = decimal_comma and points != len(MISSING) * missing
    ragged = separators != (rows.height + 1) * len(names)
    values = rows[FIGURE]
    if thousands or ragged or not 0 < rows.height <= LARGEST or sum(rows.null_count().row(0)) != missing:
        return None
    if values.null_count() != missing or (values.abs() > EXACT).any():
        return None
    return rows.select(*names, value=FIGURE, why=pl.when(pl.col(FIGURE).is_null()).then(pl.lit(MISSING)))


def _counted(text: bytes, *signs: bytes) -> list[int]:
    """Return how often each of some signs stands in a text; several times as fast as `bytes.count` of one byte."""
    letters, wanted = np.frombuffer(text, dtype=np.uint8), [sign[0] for sign in signs]
    blocks = (letters[start : start + BLOCK] for start in range(0, len(letters), BLOCK))
    found = [[np.count_nonzero(block == sign) for sign in wanted] for block in blocks]
    return [sum(some) for some in zip(*found, strict=True)] if found else [0] * len(signs)


def _rows(answer: Part, text: bytes, names: Sequence[str]) -> pl.DataFrame:
    """Return the rows: codes as categories, figures as text; null where nothing stands."""
    schema = {**dict.fromkeys(names, pl.Categorical()), FIGURE: pl.String()}
    if QUOTE in text:
        rows = pl.DataFrame(_quoted(answer, text, cells=len(schema)), schema=schema)
        rows = rows.with_columns(pl.all().replace("", None))
    else:
        try:
            rows = pl.read_csv(text, separator=SEPARATOR, quote_char=None, schema=schema)
        except PolarsError as error:
            _refuse_ragged(answer, text, cells=len(schema))
            answer.refuse("damaged", said=shown(str(error).partition("\n")[0]))
    if not rows.height:
        answer.refuse("no_cells")
    if rows.height > LARGEST:
        answer.refuse("too_many_cells", allowed=LARGEST)
    if sum(rows.null_count().row(0)):
        _refuse_ragged(answer, text, cells=len(schema))
    return rows


def _quoted(answer: Part, text: bytes, *, cells: int) -> list[tuple[str, ...]]:
    """Return the columns of an answer that has quotation marks."""
    _refuse_ragged(answer, text, cells=cells)
    rows = list(_lines(answer, text))
    return list(zip(*(row for _, row in rows[1:]), strict=True)) if len(rows) > 1 else [()] * cells


def _lines(answer: Part, text: bytes) -> Iterator[tuple[int, list[str]]]:
    """Return each row's last line, from 1, and its cells: slowly, and as the standard library reads them."""
    reader = csv.reader(StringIO(text.decode("utf-8-sig"), newline=""), delimiter=SEPARATOR, strict=True)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error:
        answer.refuse("not_csv", line=reader.line_num)


def _line(answer: Part, text: bytes, row: int) -> int:
    """Return the line on which a row under the heading stands."""
    return next(islice(_lines(answer, text), row + 1, None))[0]


def _refuse_ragged(answer: Part, text: bytes, *, cells: int) -> None:
    for line, row in _lines(answer, text):
        if len(row) != cells:
            answer.refuse("wrong_row", line=line, found=len(row), wanted=cells)


def _coded(answer: Part, text: bytes, column: pl.Series) -> pl.Series:
    """Return a column of codes as categories in the order they first stand in."""
    kinds = column.unique(maintain_order=True)
    codes = kinds.cast(pl.String).to_list()
    for code in codes:
        if code is None or not code.isprintable():
            row = column.is_null().arg_max() if code is None else (column.cast(pl.String) == code).arg_max()
            answer.refuse("no_code", line=_line(answer, text, row or 0), column=column.name)
    numbers = kinds.to_physical().to_numpy()
    places = np.zeros(int(numbers.max()) + 1, dtype=np.uint32)
    places[numbers] = np.arange(len(numbers))
    return coded(column.name, places[column.to_physical().to_numpy()], codes)


def _refuse_repeated_rows(answer: Part, text: bytes, columns: Sequence[pl.Series]) -> None:
    """Refuse two figures for one combination of codes."""
    sizes = [len(codes_of(column)) for column in columns]
    if prod(sizes) <= SMALL:
        numbers = np.ravel_multi_index([column.to_physical().to_numpy() for column in columns], sizes)
        seen = np.zeros(prod(sizes), dtype=np.bool_)
        seen[numbers] = True
        if np.count_nonzero(seen) == len(numbers):
            return
    again = np.flatnonzero(~pl.select(pl.struct(columns).is_first_distinct()).to_series().to_numpy())
    if len(again):
        row = int(again[0])
        place = answer.at(_place(pl.DataFrame(columns), row), None)
        place.refuse("repeated_row", line=_line(answer, text, row))


def _figures(answer: Part, text: bytes, rows: pl.DataFrame, *, decimal_comma: bool) -> pl.DataFrame:
    """Return rows with figures for texts; null, and the sign, where a sign says that there is none."""
    texts = rows[FIGURE]
    plain = texts.set(texts.is_in(SIGNS), None)
    if decimal_comma:
        # A point could only set thousands apart here; a text of nothing is no number.
        plain = plain.set(plain.str.contains(".", literal=True), "").str.replace(",", ".", literal=True)
    values = plain.cast(pl.Float64, strict=False).alias("value")
    wrong = (texts.is_null() | (values.is_null() & plain.is_not_null()) | (values.abs() > EXACT)).fill_null(value=False)
    if wrong.any():
        row = wrong.arg_max() or 0
        place = answer.at(_place(rows.drop(FIGURE), row), None)
        place.refuse("no_number_on_line", line=_line(answer, text, row), found=shown(texts[row] or ""))
    return rows.select(pl.exclude(FIGURE), value=values, why=pl.when(values.is_null()).then(FIGURE))


def _place(rows: pl.DataFrame, row: int) -> str:
    return " ".join(f"{name}={code}" for name, code in rows.row(row, named=True).items())


def _dimension(column: pl.Series, *, time: bool) -> Dimension:
    return Dimension(column.name, column.name, {code: code for code in codes_of(column)}, time)
