"""The tables of the fake StatBank: their descriptions and figures.

STRAF42's description is the recorded one; its figures are the single one that was recorded. FOLK1B and NEET2 hold the
real figures of the two CSV files in `recorded/`, but their tableinfo was not recorded: it is BUILT here from the files,
from the tables' entries in the recorded catalogue, and from the codes of an older extract of NEET2 (status 00 and 10,
age IALT, sex TOT). Only totals are on file, so only their values are offered. The identifiers STATSB (value 000) and
STATUS and BOPOMR are assumed. STORT1 is made up: it is there to be too large.
"""

import csv
import json
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

RECORDED = Path(__file__).parent / "recorded"
CATALOGUE = {entry["id"]: entry for entry in json.loads((RECORDED / "tables_da_2025-09.json").read_text("utf-8"))}

ELIMINATED_BY = {"KØN": "TOT", "ALDER": "IALT", "STATSB": "000", "OMRÅDE": "000", "STATUS": "00", "BOPOMR": "000"}


@dataclass(frozen=True)
class FakeTable:
    """One table."""

    info: dict
    """its tableinfo"""
    figures: dict = field(repr=False)
    """(code of each variable) -> number, or None where the source prints `..`; a figure without an entry is unknown"""
    totals: dict
    """code of a variable -> the value that it is summed to when it is left out"""
    source: str = "Danmarks Statistik"
    decimals: int = 0

    @property
    def variables(self):
        return self.info["variables"]

    def figure(self, codes):
        return self.figures[codes]


class Large(dict):
    """A made-up figure for every cell there can be: the row number times 10,000, and the column number."""

    def __missing__(self, codes):
        row, column, _time = codes
        return int(row) * 10_000 + int(column)


def _values(pairs):
    return [{"id": code, "text": text} for code, text in pairs]


def _variable(code, text, pairs, *, time=False, elimination=True):
    return {
        "id": code,
        "text": text,
        "elimination": elimination and not time,
        "time": time,
        "values": _values(pairs),
    }


def _info(code, variables, *, description):
    entry = CATALOGUE[code]
    return {
        "id": code,
        "text": entry["text"],
        "description": description,
        "unit": entry["unit"],
        "suppressedDataValue": "0",
        "updated": entry["updated"],
        "active": entry["active"],
        "contacts": [],
        "documentation": None,
        "footnote": None,
        "variables": variables,
    }


def _rows(name):
    with (RECORDED / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _areas_and_times(rows, area):
    areas = dict.fromkeys((row["kode"], row[area]) for row in rows)
    times = dict.fromkeys((row["tid"], row["tid"]) for row in rows)
    return list(areas), list(times)


def folk1b():
    rows = _rows("folk1b_population_municipality_2008K1-2020K4.csv")
    areas, times = _areas_and_times(rows, "område")
    variables = [
        _variable("OMRÅDE", "område", areas),
        _variable("KØN", "køn", [("TOT", "I alt")]),
        _variable("ALDER", "alder", [("IALT", "I alt")]),
        _variable("STATSB", "statsborgerskab", [("000", "I alt")]),
        _variable("Tid", "tid", times, time=True),
    ]
    said = "Befolkningen den 1. i kvartalet efter område, køn, alder, statsborgerskab og tid"
    figures = {(row["kode"], "TOT", "IALT", "000", row["tid"]): int(row["indhold"]) for row in rows}
    return FakeTable(_info("FOLK1B", variables, description=said), figures, ELIMINATED_BY)


def neet2():
    rows = _rows("neet2_16-24_municipality_2008-2019.csv")
    areas, times = _areas_and_times(rows, "bopælsområde")
    status = [("00", "Aktive og ikke aktive i alt"), ("10", "Ikke aktive (NEET)")]
    variables = [
        _variable("STATUS", "NEET-status", status),
        _variable("BOPOMR", "bopælsområde", areas),
        _variable("KØN", "køn", [("TOT", "I alt")]),
        _variable("ALDER", "alder", [("IALT", "I alt")]),
        _variable("Tid", "tid", times, time=True),
    ]
    said = "Befolkningen (16-24 år) efter NEET-status, bopælsområde, køn, alder og tid"
    figures = {
        (status, row["kode"], "TOT", "IALT", row["tid"]): int(row[column])
        for row in rows
        for status, column in (("00", "i_alt"), ("10", "neet"))
    }
    return FakeTable(_info("NEET2", variables, description=said), figures, ELIMINATED_BY)


def straf42():
    info = json.loads((RECORDED / "tableinfo_STRAF42_da_2025-09.json").read_text("utf-8"))
    totals = {"HERKOMST1": "00", "OVERTRÆD": "TOT", "AFGØRELSE": "000", "ALDER": "TOT", "KØN": "TOT"}
    return FakeTable(info, {("00", "TOT", "000", "TOT", "TOT", "2023"): 233454}, totals)


def stort1():
    """101 rows, 9,901 columns and two years: 1,000,001 cells in each year."""
    variables = [
        _variable("RÆKKE", "række", [(str(number), f"Række {number}") for number in range(101)], elimination=False),
        _variable("SØJLE", "søjle", [(str(number), f"Søjle {number}") for number in range(9901)], elimination=False),
        _variable("Tid", "tid", [("2023", "2023"), ("2024", "2024")], time=True),
    ]
    info = {
        "id": "STORT1",
        "text": "Opdigtet tabel med en million og én celle",
        "description": "Opdigtet tabel efter række, søjle og tid",
        "unit": "Antal",
        "suppressedDataValue": "0",
        "updated": "2025-09-01T08:00:00",
        "active": True,
        "contacts": [],
        "documentation": None,
        "footnote": {"text": "Tallene er opdigtede.", "mandatory": True},
        "variables": variables,
    }
    return FakeTable(info, Large(), {})


@cache
def all_tables():
    """Return every table, unchanged, by code: what changes one makes another."""
    return MappingProxyType({one.info["id"]: one for one in (folk1b(), neet2(), straf42(), stort1())})


def catalogue_entry(table):
    """A table's line in the catalogue."""
    info = table.info
    known = CATALOGUE.get(info["id"])
    if known is not None:
        return known | {"updated": info["updated"], "active": info["active"]}
    times = next(variable["values"] for variable in info["variables"] if variable["time"])
    return {
        "id": info["id"],
        "text": info["text"],
        "unit": info["unit"],
        "updated": info["updated"],
        "firstPeriod": times[0]["id"],
        "latestPeriod": times[-1]["id"],
        "active": info["active"],
        "variables": [variable["text"] for variable in info["variables"]],
    }


def changed(table, **facts):
    """The table with other facts in its tableinfo."""
    return replace(table, info=deepcopy(table.info) | facts)


def without(table, variable, code):
    """The table without a value of a variable, and without its cells."""
    variables = [
        one | {"values": [value for value in one["values"] if (one["id"], value["id"]) != (variable, code)]}
        for one in table.variables
    ]
    place = [one["id"] for one in table.variables].index(variable)
    figures = {codes: figure for codes, figure in table.figures.items() if codes[place] != code}
    return replace(changed(table, variables=variables), figures=figures)


def revised(table, cells, *, updated):
    """The table with other figures: {(code of each variable): number or None}."""
    unknown = cells.keys() - table.figures.keys()
    if unknown:
        raise KeyError(f"{table.info['id']} has no cell {sorted(unknown)}")
    return replace(changed(table, updated=updated), figures=type(table.figures)(table.figures) | cells)
