"""The Kolada register: search, descriptions and data over Kolada's API."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import product
from math import prod

import polars as pl

from kobling.sources.kolada.responses import (
    ALL_GENDERS,
    GENDER,
    MUNICIPALITY,
    REGISTER,
    YEAR,
    KoladaFigure,
    parse_entry,
    parse_figures,
    parse_table,
)
from kobling.sources.registers.catalogue import CatalogueEntry, search
from kobling.sources.registers.data import DataCube, Dimension, FetchedTable, RawResponse, Selection
from kobling.sources.registers.errors import DataLocation, excerpt
from kobling.sources.registers.formats.columns import MISSING_SIGN, combination_columns
from kobling.sources.registers.formats.json import JsonNode, parse_json
from kobling.sources.registers.http import HttpClient, RequestRejected
from kobling.sources.registers.table import RegisterTable

BASE_URL = "https://api.kolada.se/v3/"
ALL = "*"
"""The selector for every value."""
PAGE_SIZE, MAX_PAGES = 5000, 1000
"""Values on a page, and pages of one response."""
MAX_CODES_PER_REQUEST = 25
MAX_CELLS = 5_000_000
KEY_FIGURE_CODE, YEAR_CODE = re.compile(r"[NU][0-9]{5}"), re.compile(r"[0-9]{4}")


class Kolada:
    """Sweden's key figures. Every method raises RegisterError."""

    name = REGISTER
    title = "Kolada (Rådet för främjande av kommunala analyser)"

    def __init__(self, client: HttpClient) -> None:
        self._client = client

    def search(self, words: str, *, language: str) -> tuple[CatalogueEntry, ...]:
        """Return the key figures whose code or title contains every word, best match first. Kolada is in Swedish."""
        longest = max(words.split(), key=len, default="")
        pages = self._pages("kpi", {"title": longest} if longest else {}, table="")
        return search(words, [parse_entry(node) for page, _ in pages for node in page])

    def describe(self, code: str, *, language: str) -> RegisterTable:
        """Return the variables and values of one key figure."""
        at = DataLocation(self.name, excerpt(code))
        if not KEY_FIGURE_CODE.fullmatch(code):
            at.fail("no_such_table", near="–")
        nodes = (node for page, _ in self._pages(f"kpi/{code}", {}, table=code) for node in page)
        key_figure = next((node for node in nodes if node["id"].text() == code), None)
        if key_figure is None:
            at.fail("no_such_table", near="–")
        return parse_table(key_figure, self._municipalities())

    def fetch(self, selection: Selection) -> FetchedTable:
        """Return the cells of a selection of codes, or `*` for all; without gender, the figures for both.

        Cells that Kolada leaves out are missing. Raises RegisterError for an unknown code.
        """
        table, at = self.describe(selection.table, language="sv"), DataLocation(self.name, selection.table)
        known = {variable.code: {value.code: value.text for value in variable.values} for variable in table.variables}
        selected = _selected_codes(selection, known, at)
        figures: dict[tuple[str, str, str], KoladaFigure] = {}
        responses = []
        for path in _paths(table.code, selected, tuple(known[MUNICIPALITY])):
            for page, response in self._pages(path, {}, table=table.code):
                responses.append(response)
                for figure in (figure for node in page for figure in parse_figures(node, table.code)):
                    if figure.codes in figures:
                        at.at_cell(" ".join(figure.codes)).fail("cell_twice", count=1)
                    figures[figure.codes] = figure
        return FetchedTable(selection, _data_cube(figures, selected, table, at), tuple(responses))

    def _municipalities(self) -> dict[str, str]:
        nodes = [node for page, _ in self._pages("municipality", {}, table="") for node in page]
        return {node["id"].text(): node["title"].text() for node in nodes}

    def _pages(
        self, path: str, params: Mapping[str, str], *, table: str
    ) -> Iterator[tuple[list[JsonNode], RawResponse]]:
        """Yield the values of each page; pages are requested by number, so that no response can lead elsewhere."""
        for number in range(1, MAX_PAGES + 1):
            page_params = {**params, "page": str(number), "per_page": str(PAGE_SIZE)}
            try:
                response = self._client.get(path, params=page_params, table=table)
            except RequestRejected as rejected:
                if rejected.status == 404:
                    return
                raise
            page = parse_json(response.body, register=self.name, table=table)
            values = list(page["values"].elements())
            yield values, response
            if not values or page.get("next_url") is None:
                return
        DataLocation(self.name, table).fail("too_many_cells", allowed=PAGE_SIZE * MAX_PAGES)


def _selected_codes(
    selection: Selection, known: Mapping[str, Mapping[str, str]], at: DataLocation
) -> dict[str, tuple[str, ...]]:
    """Return the selected codes of each variable; empty for all of them."""
    for name, codes in selection.values.items():
        if name not in known:
            at.fail("no_such_variable", found=excerpt(name), known=", ".join(known))
        if not codes:
            at.fail("nothing_chosen", variable=name)
    for name in (MUNICIPALITY, YEAR):
        if name not in selection.values:
            at.fail("variable_left_out", variable=name, text=name)
    unique = {GENDER: (ALL_GENDERS,), **{name: tuple(dict.fromkeys(codes)) for name, codes in selection.values.items()}}
    selected = {name: () if ALL in unique[name] else unique[name] for name in (MUNICIPALITY, GENDER, YEAR)}
    for name, codes in selected.items():
        for code in codes:
            if not (YEAR_CODE.fullmatch(code) if name == YEAR else code in known[name]):
                near = ", ".join(get_close_matches(code, known[name], 3, cutoff=0)) or "2020"
                at.fail("no_such_value", variable=name, found=excerpt(code), near=near)
    return selected


def _paths(table: str, selected: Mapping[str, Sequence[str]], known: Sequence[str]) -> Iterator[str]:
    """Yield the paths of the requests for the figures; Kolada requires municipalities or years in each."""
    years = selected[YEAR]
    municipalities = selected[MUNICIPALITY] or (() if years else known)
    for municipality_chunk in _chunks(municipalities):
        for year_chunk in _chunks(years):
            path = [f"data/kpi/{table}"]
            path += [f"{MUNICIPALITY}/{','.join(municipality_chunk)}"] if municipality_chunk else []
            path += [f"{YEAR}/{','.join(year_chunk)}"] if year_chunk else []
            yield "/".join(path)


def _chunks(codes: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield as many codes at a time as one request may have; one empty chunk where there are none."""
    for start in range(0, max(len(codes), 1), MAX_CODES_PER_REQUEST):
        yield codes[start : start + MAX_CODES_PER_REQUEST]


def _data_cube(
    figures: Mapping[tuple[str, str, str], KoladaFigure],
    selected: Mapping[str, Sequence[str]],
    table: RegisterTable,
    at: DataLocation,
) -> DataCube:
    """Return every combination of the selected codes, or of those received; cells without a figure are missing."""
    if not figures:
        at.fail("no_cells")
    received = {name: {codes[index] for codes in figures} for index, name in enumerate(selected)}
    codes = {name: tuple(some) or tuple(sorted(received[name])) for name, some in selected.items()}
    if prod(len(some) for some in codes.values()) > MAX_CELLS:
        at.fail("too_many_cells", allowed=MAX_CELLS)
    missing = KoladaFigure(("", "", ""), None, MISSING_SIGN)
    cells = [figures.get(cell, missing) for cell in product(codes[MUNICIPALITY], codes[GENDER], codes[YEAR])]
    columns = [
        *combination_columns(list(codes.items())),
        pl.Series("value", [cell.value for cell in cells], dtype=pl.Float64),
        pl.Series("why", [cell.why for cell in cells], dtype=pl.String),
    ]
    dimensions = []
    for variable in table.variables:
        texts = {value.code: value.text for value in variable.values}
        labels = {code: texts.get(code, code) for code in codes[variable.code]}
        dimensions.append(Dimension(variable.code, variable.text, labels, variable.is_time))
    return DataCube(
        frame=pl.DataFrame(columns),
        dimensions=tuple(dimensions),
        updated_at=table.updated_at,
        source=Kolada.title,
        label=table.text,
        unit=None,
        decimals=None,
    )
