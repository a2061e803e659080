"""Read CSV files: their encoding and separator are found by looking, and their rows are streamed."""

import codecs
import csv
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from statistics import median

import polars as pl

from kobling.sources.registers.errors import DataLocation

SEPARATORS = ";,\t|"
PROBED_BYTES = 1 << 18
MAX_RECODED_BYTES = 200_000_000
"""Of a file in another encoding than UTF-8, which is held in memory."""


@dataclass(frozen=True)
class CsvFile:
    """A file of text, with what was found by looking at its beginning."""

    source: Path | bytes
    """The file, or its content in UTF-8 where it is in another encoding."""
    separator: str
    head: tuple[tuple[int, list[str]], ...]
    """The first rows, each with the number of the last line that it stands on, from 1."""

    def rows_after(self, line: int, names: list[str]) -> pl.LazyFrame:
        """Return the rows below a line, with every cell as text."""
        source = BytesIO(self.source) if isinstance(self.source, bytes) else self.source
        return pl.scan_csv(
            source,
            separator=self.separator,
            has_header=False,
            skip_lines=line,
            schema=dict.fromkeys(names, pl.String),
            glob=False,
        )


def open_csv(file: Path, at: DataLocation, *, rows: int) -> CsvFile:
    """Return a CSV file and its first rows. Raises RegisterError."""
    with file.open("rb") as opened:
        probed = opened.read(PROBED_BYTES)
    if probed.startswith(b"PK\x03\x04") or (b"\0" in probed and not probed.startswith(_UTF16)):
        at.fail("not_utf8", line=1)
    encoding = _encoding(probed)
    source: Path | bytes = file
    if encoding != "utf-8-sig":
        if file.stat().st_size > MAX_RECODED_BYTES:
            at.fail("not_utf8", line=1)
        try:
            source = file.read_bytes().decode(encoding).encode()
        except UnicodeDecodeError:
            at.fail("not_utf8", line=1)
        text = source[:PROBED_BYTES].decode("utf-8", "ignore")
    else:
        text = probed.decode("utf-8-sig", "ignore")
    lines = [line for line in text.splitlines()[:rows] if line.strip()]
    if not lines:
        at.fail("no_rows")
    separator = max(SEPARATORS, key=lambda sign: (median(line.count(sign) for line in lines), lines[-1].count(sign)))
    return CsvFile(source, separator, tuple(_head(text, separator, rows)))


_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _encoding(probed: bytes) -> str:
    """Return UTF-8, UTF-16 with its mark, or the one that Excel writes in Western Europe."""
    if probed.startswith(_UTF16):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(probed)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _head(text: str, separator: str, rows: int) -> list[tuple[int, list[str]]]:
    reader, found = csv.reader(StringIO(text, newline=""), delimiter=separator), []
    try:
        for row in reader:
            found.append((reader.line_num, row))
            if len(found) == rows:
                break
    except csv.Error:
        pass
    return found
