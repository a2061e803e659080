"""A folder of extracts as a register: each definition is a table, each column that divides its figures a variable."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import file_digest
from math import prod
from pathlib import Path

import polars as pl

from kobling.sources.extracts.choosing import choices, chosen_cells
from kobling.sources.extracts.definition import Aggregate, Extract
from kobling.sources.extracts.figures import figures
from kobling.sources.extracts.reading import Rows, nearest, read_rows
from kobling.sources.registers.columns import MISSING, crossed
from kobling.sources.registers.jsonstat import LARGEST, read_jsonstat
from kobling.sources.registers.parts import Part, shown
from kobling.sources.registers.shape import (
    Cells,
    Dimension,
    Drawn,
    Entry,
    Raw,
    Selection,
    Table,
    Value,
    Variable,
)

REGISTER = "extracts"
LARGEST_JSON = 200_000_000
"""Bytes of a JSON-stat file."""


class Extracts:
    """Extracts that somebody has put in a folder. Every method raises RegisterRefused."""

    name = REGISTER

    def __init__(self, folder: Path, extracts: Mapping[str, Extract], *, title: str = "") -> None:
        """Take the folder, the definitions by code, and who keeps the folder."""
        self._folder, self._extracts, self.title = folder, extracts, title or REGISTER

    def search(self, words: str, *, language: str) -> tuple[Entry, ...]:
        """Return the extracts whose code or title holds every word, in the order of their codes."""
        wanted = words.casefold().split()
        return tuple(
            Entry(code, one.title, one.unit, self._changed(one), None, None, active=True, variables=one.columns)
            for code, one in sorted(self._extracts.items())
            if all(word in f"{code} {one.title}".casefold() for word in wanted)
        )

    def table(self, code: str, *, language: str) -> Table:
        """Return what one extract holds: every code that stands in its columns."""
        extract, at = self._extract(code)
        if _is_jsonstat(extract):
            found = self._jsonstat(extract, at)[0].dimensions
        else:
            rows = read_rows(self._folder / extract.file, extract, at)
            found = tuple(_dimension(extract, name, _codes(rows, name)) for name in extract.columns)
        variables = tuple(
            Variable(
                one.code,
                one.text,
                tuple(Value(*pair) for pair in one.labels.items()),
                one.time,
                may_be_left_out=not one.time and not _is_jsonstat(extract),
            )
            for one in found
        )
        changed = self._changed(extract)
        return Table(
            code=code,
            text=extract.title,
            unit=extract.unit,
            updated=changed,
            active=True,
            note=None,
            documentation=None,
            variables=variables,
        )

    def draw(self, selection: Selection) -> Drawn:
        """Return the cells of a selection: codes, or `*` for all; rows are added up over the columns left out.

        The raw answer to a file of rows is the figures it came to, with the file's checksum in the question: the file
        itself may be larger than can be kept.
        """
        extract, at = self._extract(selection.table)
        if _is_jsonstat(extract):
            cells, raw = self._jsonstat(extract, at)
            return Drawn(selection, chosen_cells(cells, selection, at), (raw,))
        chosen = choices(selection, extract.columns, at)
        if extract.period not in chosen:
            at.refuse("time_left_out", variable=shown(extract.period or ""))
        rows = read_rows(self._folder / extract.file, extract, at)
        cells = self._cells(extract, rows, chosen)
        body = cells.frame.write_csv().encode()
        return Drawn(selection, cells, (self._raw(extract, selection, body, "text/csv; charset=utf-8"),))

    def _extract(self, code: str) -> tuple[Extract, Part]:
        at = Part(None, self.name, code)
        if code not in self._extracts:
            at.refuse("no_such_table", near=nearest(code, list(self._extracts)))
        extract = self._extracts[code]
        if not (self._folder / extract.file).is_file():
            at.refuse("no_file", found=shown(extract.file))
        return extract, at

    def _changed(self, extract: Extract) -> datetime | None:
        file = self._folder / extract.file
        return datetime.fromtimestamp(file.stat().st_mtime, UTC) if file.is_file() else None

    def _jsonstat(self, extract: Extract, at: Part) -> tuple[Cells, Raw]:
        file = self._folder / extract.file
        if file.stat().st_size > LARGEST_JSON:
            at.refuse("too_many_bytes", allowed=LARGEST_JSON)
        body = file.read_bytes()
        raw = Raw(f"FILE {extract.file}", body, "application/json", datetime.now(UTC), None)
        return read_jsonstat(body, register=self.name, table=at.table), raw

    def _raw(self, extract: Extract, selection: Selection, body: bytes, kind: str) -> Raw:
        with (self._folder / extract.file).open("rb") as opened:
            checksum = file_digest(opened, "sha256").hexdigest()
        definition = json.dumps(extract.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
        query = f"FILE {extract.file} sha256={checksum}\n{definition}\n{selection.canonical}"
        return Raw(query, body, kind, datetime.now(UTC), None)

    def _cells(self, extract: Extract, rows: Rows, chosen: Mapping[str, Sequence[str]]) -> Cells:
        """Return every combination of the codes, with no figure where there are no rows: but none counted is 0."""
        found, at = figures(rows, extract, chosen), rows.at
        if not found.height:
            at.refuse("no_cells")
        codes = {name: _in_order(rows, found[name], some) for name, some in chosen.items()}
        if prod(len(some) for some in codes.values()) > LARGEST:
            at.refuse("too_many_cells", allowed=LARGEST)
        columns = crossed(list(codes.items()))
        known = found.with_columns(pl.col(name).cast(column.dtype) for name, column in zip(codes, columns, strict=True))
        frame = pl.DataFrame(columns).join(known, on=list(codes), how="left", maintain_order="left")
        value = pl.col("value").fill_null(0.0) if extract.aggregate is Aggregate.COUNT else pl.col("value")
        frame = frame.with_columns(value)
        return Cells(
            frame.with_columns(why=pl.when(pl.col("value").is_null()).then(pl.lit(MISSING))),
            tuple(_dimension(extract, name, some) for name, some in codes.items()),
            self._changed(extract),
            extract.source,
            extract.title,
            extract.unit,
            extract.decimals,
        )


def _is_jsonstat(extract: Extract) -> bool:
    return extract.file.lower().endswith(".json")


def _dimension(extract: Extract, name: str, codes: Sequence[str]) -> Dimension:
    return Dimension(name, name, {code: code for code in codes}, time=name == extract.period)


def _codes(rows: Rows, name: str) -> tuple[str, ...]:
    """Return every code that stands in a column of the file."""
    found = rows.collect(rows.frame.select(pl.col(name).cast(pl.String).str.strip_chars().unique()))[name]
    if len(found) > LARGEST:
        rows.at.refuse("too_many_cells", allowed=LARGEST)
    return tuple(sorted(code for code in found.drop_nulls() if code))


def _in_order(rows: Rows, found: pl.Series, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the codes wanted, or all that were found; a code without rows has to stand elsewhere in the file."""
    lacking = set(wanted) - set(found)
    if lacking:
        known = _codes(rows, found.name)
        for code in wanted:
            if code not in known:
                near = nearest(code, known)
                rows.at.refuse("no_such_value", variable=shown(found.name), found=shown(code), near=near)
    return tuple(wanted) or tuple(sorted(found.unique()))
