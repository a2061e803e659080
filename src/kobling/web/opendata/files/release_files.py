"""The files of the open data: a pure mapping from address to bytes, made from one release document and nothing else."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from kobling.rooms.releases.document import Document, Goal
from kobling.rooms.releases.release_file import checksum
from kobling.web.opendata.extract import Extract, whole
from kobling.web.opendata.files.csv_dialects import DANISH_EXCEL, PLAIN, Dialect, delimited
from kobling.web.opendata.files.data_file import CSV, JSON, JSON_SCHEMA, XLSX, DataFile
from kobling.web.opendata.files.datapackage import TABLES, description
from kobling.web.opendata.files.jsonstat import collection
from kobling.web.opendata.files.serialization import as_json, record_as_json
from kobling.web.opendata.files.workbook import workbook
from kobling.web.opendata.records import goal_file
from kobling.web.opendata.tables import MEASUREMENTS, Table


def files(document: Document) -> Mapping[str, DataFile]:
    """Return every file of a release by its address, relative to the municipality's root."""
    told = document.canonical_bytes()
    extract = whole(document, checksum(told))
    of_all = dict(_of_all(extract, told))
    about = DataFile(f"{extract.name}-datapackage.json", JSON, lambda: as_json(description(document, of_all)))
    by_address = {f"data/{name}": one for name, one in (of_all | {"datapackage.json": about}).items()}
    for goal in document.goals:
        by_address |= {f"data/goals/{name}": one for name, one in _of_goal(extract, goal)}
    return MappingProxyType(by_address)


def _of_all(extract: Extract, told: bytes) -> Iterator[tuple[str, DataFile]]:
    def named(name: str, content_type: str, make: Callable[[], bytes]) -> tuple[str, DataFile]:
        return name, DataFile(f"{extract.name}-{name}", content_type, make)

    yield named("release.json", JSON, lambda: told)
    for name, (table, dialect) in TABLES.items():
        yield named(name, CSV, partial(_table, table, extract, dialect))
    yield named("barometer.xlsx", XLSX, lambda: workbook(extract))
    yield named("measurements.jsonstat.json", JSON, lambda: as_json(collection(extract)))
    yield named("release.schema.json", JSON_SCHEMA, lambda: as_json(schema()))


def _of_goal(extract: Extract, goal: Goal) -> Iterator[tuple[str, DataFile]]:
    def named(end: str, content_type: str, make: Callable[[Extract], bytes]) -> tuple[str, DataFile]:
        return goal.key + end, DataFile(
            f"{extract.name}-{goal.key}{end}", content_type, lambda: make(extract.of_goal(goal))
        )

    yield named(".csv", CSV, lambda part: _table(MEASUREMENTS, part, PLAIN))
    yield named("-excel.csv", CSV, lambda part: _table(MEASUREMENTS, part, DANISH_EXCEL))
    yield named(".json", JSON, lambda part: record_as_json(goal_file(part)))
    yield named(".xlsx", XLSX, workbook)


def _table(table: Table, extract: Extract, dialect: Dialect) -> bytes:
    return delimited(table, table.rows(extract), dialect)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of `release.json`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Document.model_json_schema(mode="serialization"),
    }
