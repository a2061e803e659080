"""CSV as spreadsheets, statistics programs and registers write it.

Separated by comma, semicolon, tab or upright bar; UTF-8 with or without a byte order mark, UTF-16 with one, or
Windows-1252 (which is Latin-1 with more letters). Rows of another length than the heading are refused, never filled up.
"""

import codecs
from io import BytesIO
from pathlib import Path

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from kobling.sources.tables.layout import Layout, layout, line_of, separator_of
from kobling.sources.tables.refusals import TableRefused
from kobling.sources.tables.values import typed

ZIP = b"PK\x03\x04"


def read_delimited(path: Path) -> pl.DataFrame:
    """Return the rows of a CSV file. Raises TableRefused."""
    file = str(path)
    data = _text(path.read_bytes(), file=file)
    if not data.strip():
        raise TableRefused("empty_file", file=file)
    separator = separator_of(data, file=file)
    found = layout(data, separator, file=file)
    _refuse_ragged(data, found, separator, file=file)
    data = _without_blank_rows(data, found)
    try:
        texts = pl.read_csv(BytesIO(data), separator=chr(separator), infer_schema=False, has_header=False)
    except PolarsError as error:
        line = _stray_quote(data)
        if line:
            raise TableRefused("stray_quote", file=file, line=line) from error
        raise TableRefused("damaged", file=file, kind="CSV", said=str(error).partition("\n")[0]) from error
    return typed(_below_heading(texts, file=file), comma_possible=separator != ord(","))


def _text(data: bytes, *, file: str) -> bytes:
    """Return a file's text as UTF-8 without a mark, with line feeds between its lines."""
    if data.startswith(ZIP):
        raise TableRefused("workbook", file=file)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode()
    data = data.removeprefix(codecs.BOM_UTF8)
    if (zero := data.find(0)) >= 0:
        raise TableRefused("not_text", file=file, line=line_of(data, zero))
    data = _utf_8(data, file=file)
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data


def _utf_8(data: bytes, *, file: str) -> bytes:
    try:
        data.decode()
    except UnicodeDecodeError:
        try:
            return data.decode("cp1252").encode()
        except UnicodeDecodeError as error:
            found, line = f"0x{data[error.start]:02X}", line_of(data, error.start)
            raise TableRefused("unknown_encoding", file=file, line=line, found=found) from error
    return data


def _refuse_ragged(data: bytes, found: Layout, separator: int, *, file: str) -> None:
    columns = int(found.cells[found.cells > 0][0])
    ragged = np.flatnonzero((found.cells != columns) & (found.cells > 0))
    if len(ragged):
        row = int(ragged[0])
        start = int(found.ends[row - 1]) + 1
        sign = "TAB" if separator == ord("\t") else chr(separator)
        raise TableRefused(
            "cell_count",
            file=file,
            line=line_of(data, start),
            found=int(found.cells[row]),
            columns=columns,
            separator=sign,
        )


def _without_blank_rows(data: bytes, found: Layout) -> bytes:
    """Leave out lines on which nothing stands; in a file of one column they are missing values, but for the last."""
    blank = np.flatnonzero(found.cells == 0)
    if found.cells.max() == 1:
        first = int(np.flatnonzero(found.cells)[0])
        blank = np.setdiff1d(blank, np.arange(first, int(np.flatnonzero(found.cells)[-1])))
    if not len(blank):
        return data
    starts = np.concatenate([[0], found.ends[:-1] + 1])
    kept, at = [], 0
    for row in blank:
        kept.append(data[at : starts[row]])
        at = int(found.ends[row]) + 1
    return b"".join([*kept, data[at:]])


def _stray_quote(data: bytes) -> int:
    """Return the line of the first quotation mark that neither begins nor ends a cell; 0 where there is none."""
    for number, line in enumerate(data.split(b"\n"), start=1):
        for cell in line.replace(b'""', b"").split(b'"')[2::2]:
            if cell and cell[:1] not in b",;\t|":
                return number
    return 0


def _below_heading(texts: pl.DataFrame, *, file: str) -> pl.DataFrame:
    """Return the rows under the column names that the first row holds.

    A column without name and values is left out. Where the first has values alone, as R writes its row numbers, it is
    called `row`.
    """
    names = [(name or "").strip() for name in texts.row(0)]
    rows = texts.slice(1)
    if not rows.height:
        raise TableRefused("no_rows", file=file)
    kept = [number for number, name in enumerate(names) if name or rows.to_series(number).null_count() < rows.height]
    names[0] = names[0] or "row"
    for number in kept:
        if not names[number]:
            raise TableRefused("nameless_column", file=file, line=1, number=number + 1)
    named = [names[number] for number in kept]
    repeated = next((name for place, name in enumerate(named) if name in named[:place]), None)
    if repeated is not None:
        raise TableRefused("repeated_column", file=file, line=1, column=repeated)
    rows = pl.DataFrame([rows.to_series(number).alias(names[number]) for number in kept])
    return rows.filter(~pl.all_horizontal(pl.all().is_null())) if rows.width > 1 else rows
