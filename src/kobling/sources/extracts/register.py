"""A folder of extracts as a register: each definition is a table, each column that divides its figures a variable."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import file_digest
from math import prod
from pathlib import Path

import polars as pl

from kobling.sources.extracts.aggregation import aggregate
from kobling.sources.extracts.cells import code
from kobling.sources.extracts.codes import with_codes
from kobling.sources.extracts.definition import Aggregate, ExtractDefinition, Limits
from kobling.sources.extracts.files import LazyRows, close_matches, scan_rows
from kobling.sources.extracts.selection import select_cells, selected_codes
from kobling.sources.registers.catalogue import CatalogueEntry
from kobling.sources.registers.data import DataCube, Dimension, FetchedTable, RawResponse, Selection
from kobling.sources.registers.errors import DataLocation, excerpt
from kobling.sources.registers.formats.columns import MISSING_SIGN, combination_columns
from kobling.sources.registers.formats.jsonstat_parser import MAX_CELLS, parse_jsonstat
from kobling.sources.registers.table import RegisterTable, Variable, VariableValue

REGISTER = "extracts"
MAX_JSONSTAT_BYTES = 200_000_000


class ExtractRegister:
    """The extracts in a folder. Every method raises RegisterError."""

    def __init__(
        self,
        folder: Path,
        extracts: Mapping[str, ExtractDefinition],
        *,
        title: str = "",
        name: str = REGISTER,
        limits: Limits | None = None,
    ) -> None:
        """Take the folder, the definitions by code, the name of the folder's keeper, and what a workbook may become."""
        self._folder, self._extracts, self.title = folder, extracts, title or name
        self.name, self._limits = name, limits or Limits()

    def search(self, words: str, *, language: str) -> tuple[CatalogueEntry, ...]:
        """Return the extracts whose code or title contains every word, in the order of their codes."""
        terms = words.casefold().split()
        return tuple(
            CatalogueEntry(
                code=code,
                text=extract.title,
                unit=extract.unit,
                updated_at=None,
                first_period=None,
                latest_period=None,
                is_active=True,
                variables=extract.columns,
            )
            for code, extract in sorted(self._extracts.items())
            if all(term in f"{code} {extract.title}".casefold() for term in terms)
        )

    def describe(self, code: str, *, language: str) -> RegisterTable:
        """Return the columns of one extract that divide its figures, with every code in them."""
        extract, at = self._extract(code)
        if _is_jsonstat(extract):
            dimensions = self._jsonstat(extract, at)[0].dimensions
        else:
            rows = self._rows(extract, at)
            dimensions = tuple(_dimension(extract, name, _all_codes(rows, name)) for name in extract.columns)
        variables = tuple(
            Variable(
                dimension.code,
                dimension.text,
                tuple(VariableValue(*pair) for pair in dimension.labels.items()),
                dimension.is_time,
                is_optional=not dimension.is_time and extract.aggregate is not None,
            )
            for dimension in dimensions
        )
        return RegisterTable(
            code=code,
            text=extract.title,
            unit=extract.unit,
            updated_at=None,
            is_active=True,
            note=None,
            documentation=None,
            variables=variables,
        )

    def fetch(self, selection: Selection) -> FetchedTable:
        """Return the cells of a selection of codes, or `*` for all; rows are aggregated over columns left out.

        The raw response of a file of rows is its aggregates, with the file's checksum in the request text: the file
        may be too large to store.
        """
        extract, at = self._extract(selection.table)
        if _is_jsonstat(extract):
            cube, response = self._jsonstat(extract, at)
            return FetchedTable(selection, select_cells(cube, selection, at), (response,))
        selected = selected_codes(selection, extract.columns, at)
        if extract.period not in selected:
            at.fail("time_left_out", variable=excerpt(extract.period or ""))
        rows = self._rows(extract, at)
        cube = self._cube(extract, rows, selected)
        body = cube.frame.write_csv().encode()
        return FetchedTable(selection, cube, (self._csv_response(extract, selection, body),))

    def _rows(self, extract: ExtractDefinition, at: DataLocation) -> LazyRows:
        """Return the rows of a file, with the codes of periods and areas as they are written elsewhere."""
        rows = scan_rows(self._folder / extract.file, extract, at, self._limits)
        return with_codes(rows, extract)

    def _extract(self, code: str) -> tuple[ExtractDefinition, DataLocation]:
        at = DataLocation(self.name, code)
        if code not in self._extracts:
            at.fail("table_not_set_up", near=close_matches(code, list(self._extracts)))
        extract = self._extracts[code]
        if not (self._folder / extract.file).is_file():
            at.fail("no_file", found=excerpt(extract.file))
        return extract, at

    def _jsonstat(self, extract: ExtractDefinition, at: DataLocation) -> tuple[DataCube, RawResponse]:
        file = self._folder / extract.file
        if file.stat().st_size > MAX_JSONSTAT_BYTES:
            at.fail("too_many_bytes", allowed=MAX_JSONSTAT_BYTES)
        body = file.read_bytes()
        response = RawResponse(f"FILE {extract.file}", body, "application/json", datetime.now(UTC), None)
        cube = parse_jsonstat(body, register=self.name, table=at.table, dataset=extract.dataset)
        if extract.is_counted:
            _check_counted(cube, at)
        return cube, response

    def _csv_response(self, extract: ExtractDefinition, selection: Selection, body: bytes) -> RawResponse:
        with (self._folder / extract.file).open("rb") as opened:
            checksum = file_digest(opened, "sha256").hexdigest()
        definition = json.dumps(extract.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
        request_text = f"FILE {extract.file} sha256={checksum}\n{definition}\n{selection.canonical}"
        return RawResponse(request_text, body, "text/csv; charset=utf-8", datetime.now(UTC), None)

    def _cube(self, extract: ExtractDefinition, rows: LazyRows, selected: Mapping[str, Sequence[str]]) -> DataCube:
        """Return every combination of the codes; one without rows is missing, or 0 where rows are counted."""
        figures, at = aggregate(rows, extract, selected), rows.at
        if not figures.height:
            at.fail("no_cells")
        codes = {name: _codes_in_order(rows, figures[name], some) for name, some in selected.items()}
        if prod(len(some) for some in codes.values()) > MAX_CELLS:
            at.fail("too_many_cells", allowed=MAX_CELLS)
        columns = combination_columns(list(codes.items()))
        typed = figures.with_columns(
            pl.col(name).cast(column.dtype) for name, column in zip(codes, columns, strict=True)
        )
        frame = pl.DataFrame(columns).join(typed, on=list(codes), how="left", maintain_order="left")
        value = pl.col("value").fill_null(0.0) if extract.aggregate is Aggregate.COUNT else pl.col("value")
        frame = frame.with_columns(value)
        return DataCube(
            frame=frame.with_columns(why=pl.when(pl.col("value").is_null()).then(pl.lit(MISSING_SIGN))),
            dimensions=tuple(_dimension(extract, name, some) for name, some in codes.items()),
            updated_at=None,
            source=extract.source,
            label=extract.title,
            unit=extract.unit,
            decimals=extract.decimals,
            aggregate=extract.aggregate,
        )


def _check_counted(cube: DataCube, at: DataLocation) -> None:
    """Raise where a count is not whole, or below 0."""
    wrong = cube.frame.filter((pl.col("value") < 0) | (pl.col("value") != pl.col("value").round()))
    if wrong.height:
        row = wrong.row(0, named=True)
        cell = " ".join(f"{dimension.code}={row[dimension.code]}" for dimension in cube.dimensions)
        at.at_cell(cell).fail("no_count", found=f"{row['value']:.15g}")


def _is_jsonstat(extract: ExtractDefinition) -> bool:
    return extract.file.lower().endswith(".json")


def _dimension(extract: ExtractDefinition, name: str, codes: Sequence[str]) -> Dimension:
    return Dimension(name, name, {code: code for code in codes}, is_time=name == extract.period)


def _all_codes(rows: LazyRows, name: str) -> tuple[str, ...]:
    """Return every code in a column of the file, sorted."""
    codes = rows.collect(rows.frame.select(code(pl.col(name)).unique().alias(name)))[name]
    if len(codes) > MAX_CELLS:
        rows.at.fail("too_many_cells", allowed=MAX_CELLS)
    return tuple(sorted(one for one in codes.drop_nulls() if one))


def _codes_in_order(rows: LazyRows, found: pl.Series, selected: Sequence[str]) -> tuple[str, ...]:
    """Return the selected codes, or all that were found. A selected code without rows must occur in the file."""
    if set(selected) - set(found):
        known = _all_codes(rows, found.name)
        for one in selected:
            if one not in known:
                near = close_matches(one, known)
                rows.at.fail("no_such_value", variable=excerpt(found.name), found=excerpt(one), near=near)
    return tuple(selected) or tuple(sorted(found.unique()))
