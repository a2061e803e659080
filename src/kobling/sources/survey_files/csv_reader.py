"""Read CSV as spreadsheets, statistics programs and registers write it.

Separated by comma, semicolon, tab or vertical bar; UTF-8 with or without a byte order mark, UTF-16 with one, or
Windows-1252 (a superset of Latin-1's letters). A row with more or fewer cells than the heading raises TableError; it is
never filled up.
"""

import codecs
from io import BytesIO
from pathlib import Path

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from kobling.sources.survey_files.column_types import MissingValues, infer_types
from kobling.sources.survey_files.csv_layout import CsvLayout, find_layout, line_number
from kobling.sources.survey_files.csv_separator import detect_separator
from kobling.sources.survey_files.errors import TableError

ZIP_SIGNATURE = b"PK\x03\x04"


def read_csv(path: Path, *, missing: MissingValues) -> pl.DataFrame:
    """Return the rows of a CSV file. Raises TableError."""
    file = str(path)
    data = _decode(path.read_bytes(), file=file)
    if not data.strip():
        raise TableError("empty_file", file=file)
    separator = detect_separator(data, file=file)
    layout = find_layout(data, separator, file=file)
    _check_cell_counts(data, layout, separator, file=file)
    data = _drop_blank_rows(data, layout)
    try:
        texts = pl.read_csv(BytesIO(data), separator=chr(separator), infer_schema=False, has_header=False)
    except PolarsError as error:
        line = _line_of_stray_quote(data)
        if line:
            raise TableError("stray_quote", file=file, line=line) from error
        raise TableError("damaged", file=file, kind="CSV", said=str(error).partition("\n")[0]) from error
    return infer_types(_split_heading(texts, file=file), comma_possible=separator != ord(","), missing=missing)


def _decode(data: bytes, *, file: str) -> bytes:
    """Return a file's text as UTF-8 without a byte order mark, with line feeds between its lines."""
    if data.startswith(ZIP_SIGNATURE):
        raise TableError("workbook", file=file)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode()
    data = data.removeprefix(codecs.BOM_UTF8)
    if (zero := data.find(0)) >= 0:
        raise TableError("not_text", file=file, line=line_number(data, zero))
    data = _to_utf8(data, file=file)
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data


def _to_utf8(data: bytes, *, file: str) -> bytes:
    try:
        data.decode()
    except UnicodeDecodeError:
        try:
            return data.decode("cp1252").encode()
        except UnicodeDecodeError as error:
            found, line = f"0x{data[error.start]:02X}", line_number(data, error.start)
            raise TableError("unknown_encoding", file=file, line=line, found=found) from error
    return data


def _check_cell_counts(data: bytes, layout: CsvLayout, separator: int, *, file: str) -> None:
    columns = int(layout.cells[layout.cells > 0][0])
    ragged = np.flatnonzero((layout.cells != columns) & (layout.cells > 0))
    if len(ragged):
        row = int(ragged[0])
        start = int(layout.ends[row - 1]) + 1
        sign = "TAB" if separator == ord("\t") else chr(separator)
        raise TableError(
            "cell_count",
            file=file,
            line=line_number(data, start),
            found=int(layout.cells[row]),
            columns=columns,
            separator=sign,
        )


def _drop_blank_rows(data: bytes, layout: CsvLayout) -> bytes:
    """Return the data without blank lines; in a file of one column they are missing values, except at either end."""
    blank = np.flatnonzero(layout.cells == 0)
    if layout.cells.max() == 1:
        not_blank = np.flatnonzero(layout.cells)
        blank = np.setdiff1d(blank, np.arange(int(not_blank[0]), int(not_blank[-1])))
    if not len(blank):
        return data
    starts = np.concatenate([[0], layout.ends[:-1] + 1])
    pieces, position = [], 0
    for row in blank:
        pieces.append(data[position : starts[row]])
        position = int(layout.ends[row]) + 1
    return b"".join([*pieces, data[position:]])


def _line_of_stray_quote(data: bytes) -> int:
    """Return the line of the first quotation mark that neither begins nor ends a cell; 0 where there is none."""
    for number, line in enumerate(data.split(b"\n"), start=1):
        for cell in line.replace(b'""', b"").split(b'"')[2::2]:
            if cell and cell[:1] not in b",;\t|":
                return number
    return 0


def _split_heading(texts: pl.DataFrame, *, file: str) -> pl.DataFrame:
    """Return the rows under the first one, which names the columns.

    A column without name and values is left out. A first column with values and no name, such as R's row numbers, is
    called `row`.
    """
    names = [(name or "").strip() for name in texts.row(0)]
    rows = texts.slice(1)
    if not rows.height:
        raise TableError("no_rows", file=file)
    used = [number for number, name in enumerate(names) if name or rows.to_series(number).null_count() < rows.height]
    names[0] = names[0] or "row"
    for number in used:
        if not names[number]:
            raise TableError("nameless_column", file=file, line=1, number=number + 1)
    used_names = [names[number] for number in used]
    repeated = next((name for index, name in enumerate(used_names) if name in used_names[:index]), None)
    if repeated is not None:
        raise TableError("repeated_column", file=file, line=1, column=repeated)
    rows = pl.DataFrame([rows.to_series(number).alias(names[number]) for number in used])
    return rows.filter(~pl.all_horizontal(pl.all().is_null())) if rows.width > 1 else rows
