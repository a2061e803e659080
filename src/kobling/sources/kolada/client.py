"""Kolada, asked over a guarded line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import product
from math import prod

import polars as pl

from kobling.sources.kolada.describing import (
    ALL,
    GENDER,
    MUNICIPALITY,
    REGISTER,
    YEAR,
    Figure,
    read_entry,
    read_figures,
    read_table,
)
from kobling.sources.registers.asking import SaidNo
from kobling.sources.registers.columns import MISSING, crossed
from kobling.sources.registers.line import Line
from kobling.sources.registers.parts import Part, read_json, shown
from kobling.sources.registers.searching import found
from kobling.sources.registers.shape import Cells, Dimension, Drawn, Entry, Raw, Selection, Table

ADDRESS = "https://api.kolada.se/v3/"
ANY = "*"
PAGE, PAGES = 5000, 1000
"""Values on a page, and pages of one answer, at most."""
TOGETHER = 25
"""Codes that Kolada takes in one question."""
LARGEST = 5_000_000
"""Cells that are drawn."""
KEY_FIGURE, PERIOD = re.compile(r"[NU][0-9]{5}"), re.compile(r"[0-9]{4}")


class Kolada:
    """Sweden's key figures. Every method raises RegisterRefused."""

    name = REGISTER
    title = "Kolada (Rådet för främjande av kommunala analyser)"

    def __init__(self, line: Line) -> None:
        """Take the line to ask over."""
        self._line = line

    def search(self, words: str, *, language: str) -> tuple[Entry, ...]:
        """Return the key figures whose code or title holds every word, best first. Kolada speaks Swedish alone."""
        longest = max(words.split(), key=len, default="")
        pages = self._pages("kpi", {"title": longest} if longest else {}, table="")
        return found(words, [read_entry(part) for page, _ in pages for part in page])

    def table(self, code: str, *, language: str) -> Table:
        """Return what one key figure is."""
        at = Part(None, self.name, shown(code))
        if not KEY_FIGURE.fullmatch(code):
            at.refuse("no_such_table", near="–")
        parts = (part for page, _ in self._pages(f"kpi/{code}", {}, table=code) for part in page)
        described = next((part for part in parts if part["id"].text() == code), None)
        if described is None:
            at.refuse("no_such_table", near="–")
        return read_table(described, self._municipalities())

    def draw(self, selection: Selection) -> Drawn:
        """Return the cells of a selection: codes, or `*` for all; without gender, the figures for all.

        What Kolada leaves out is missing, and stays so. Raises RegisterRefused where a code is not there at all.
        """
        table, at = self.table(selection.table, language="sv"), Part(None, self.name, selection.table)
        known = {one.code: {value.code: value.text for value in one.values} for one in table.variables}
        chosen = _chosen(selection, known, at)
        figures: dict[tuple[str, str, str], Figure] = {}
        raws = []
        for way in _ways(table.code, chosen, tuple(known[MUNICIPALITY])):
            for page, raw in self._pages(way, {}, table=table.code):
                raws.append(raw)
                for figure in (one for part in page for one in read_figures(part, table.code)):
                    if figure.codes in figures:
                        at.at(" ".join(figure.codes), None).refuse("cell_twice", count=1)
                    figures[figure.codes] = figure
        return Drawn(selection, _cells(figures, chosen, table, at), tuple(raws))

    def _municipalities(self) -> dict[str, str]:
        parts = [part for page, _ in self._pages("municipality", {}, table="") for part in page]
        return {part["id"].text(): part["title"].text() for part in parts}

    def _pages(self, way: str, params: Mapping[str, str], *, table: str) -> Iterator[tuple[list[Part], Raw]]:
        """Yield the values of each page of an answer; pages are counted, so that an answer cannot lead elsewhere."""
        for number in range(1, PAGES + 1):
            try:
                raw = self._line.get(way, params={**params, "page": str(number), "per_page": str(PAGE)}, table=table)
            except SaidNo as no:
                if no.status == 404:
                    return
                raise
            page = read_json(raw.body, register=self.name, table=table)
            values = list(page["values"].each())
            yield values, raw
            if not values or page.get("next_url") is None:
                return
        Part(None, self.name, table).refuse("too_many_cells", allowed=PAGE * PAGES)


def _chosen(selection: Selection, known: Mapping[str, Mapping[str, str]], at: Part) -> dict[str, tuple[str, ...]]:
    """Return the codes wanted of each variable; nothing for all of them."""
    for name, some in selection.values.items():
        if name not in known:
            at.refuse("no_such_variable", found=shown(name), known=", ".join(known))
        if not some:
            at.refuse("nothing_chosen", variable=name)
    for name in (MUNICIPALITY, YEAR):
        if name not in selection.values:
            at.refuse("variable_left_out", variable=name, text=name)
    wanted = {GENDER: (ALL,), **{name: tuple(dict.fromkeys(some)) for name, some in selection.values.items()}}
    chosen = {name: () if ANY in wanted[name] else wanted[name] for name in (MUNICIPALITY, GENDER, YEAR)}
    for name, some in chosen.items():
        for code in some:
            if not (PERIOD.fullmatch(code) if name == YEAR else code in known[name]):
                near = ", ".join(get_close_matches(code, known[name], 3, cutoff=0)) or "2020"
                at.refuse("no_such_value", variable=name, found=shown(code), near=near)
    return chosen


def _ways(table: str, chosen: Mapping[str, Sequence[str]], known: Sequence[str]) -> Iterator[str]:
    """Yield the ways to the figures, each with no more codes than Kolada takes; it wants municipalities or years."""
    years = chosen[YEAR]
    municipalities = chosen[MUNICIPALITY] or (() if years else known)
    for some in _together(municipalities):
        for these in _together(years):
            way = [f"data/kpi/{table}"]
            way += [f"{MUNICIPALITY}/{','.join(some)}"] if some else []
            way += [f"{YEAR}/{','.join(these)}"] if these else []
            yield "/".join(way)


def _together(codes: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield so many codes at a time as Kolada takes; none once, where there are none."""
    for start in range(0, max(len(codes), 1), TOGETHER):
        yield codes[start : start + TOGETHER]


def _cells(
    figures: Mapping[tuple[str, str, str], Figure], chosen: Mapping[str, Sequence[str]], table: Table, at: Part
) -> Cells:
    """Return every combination of the codes wanted, or of those that came; what did not come is missing."""
    if not figures:
        at.refuse("no_cells")
    came = {name: {codes[place] for codes in figures} for place, name in enumerate(chosen)}
    codes = {name: tuple(some) or tuple(sorted(came[name])) for name, some in chosen.items()}
    if prod(len(some) for some in codes.values()) > LARGEST:
        at.refuse("too_many_cells", allowed=LARGEST)
    none = Figure(("", "", ""), None, MISSING)
    asked = product(codes[MUNICIPALITY], codes[GENDER], codes[YEAR])
    found = [figures.get(one, none) for one in asked]
    columns = [
        *crossed(list(codes.items())),
        pl.Series("value", [one.value for one in found], dtype=pl.Float64),
        pl.Series("why", [one.why for one in found], dtype=pl.String),
    ]
    texts = {one.code: {value.code: value.text for value in one.values} for one in table.variables}
    dimensions = tuple(
        Dimension(one.code, one.text, {code: texts[one.code].get(code, code) for code in codes[one.code]}, one.time)
        for one in table.variables
    )
    return Cells(pl.DataFrame(columns), dimensions, table.updated, Kolada.title, table.text, None, None)
