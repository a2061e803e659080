"""All open-data files of a release: a pure mapping from address to bytes."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from types import MappingProxyType
from typing import Any

from kobling.rooms.releases.document import Document, Goal
from kobling.rooms.releases.release_file import checksum
from kobling.web.opendata.explanations import explain
from kobling.web.opendata.extract import ReleaseExtract, extract_release
from kobling.web.opendata.files.csv_dialects import DANISH_EXCEL, RFC_4180, CsvDialect, to_csv
from kobling.web.opendata.files.data_file import CSV, JSON, JSON_SCHEMA, XLSX, DataFile
from kobling.web.opendata.files.datapackage import TABLE_FILES, package_descriptor
from kobling.web.opendata.files.jsonstat import jsonstat_collection
from kobling.web.opendata.files.serialization import as_json, record_as_json
from kobling.web.opendata.files.workbook import render_workbook
from kobling.web.opendata.records import goal_file
from kobling.web.opendata.tables import MEASUREMENTS, DataTable


def release_files(document: Document) -> Mapping[str, DataFile]:
    """Return every file of a release by its address, relative to the municipality's root."""
    content = document.canonical_bytes()
    extract = extract_release(document, checksum(content))
    whole = dict(_whole_release_files(extract, content))
    descriptor = DataFile(
        f"{extract.file_prefix}-datapackage.json", JSON, lambda: as_json(package_descriptor(document, whole))
    )
    by_address = {f"data/{name}": file for name, file in (whole | {"datapackage.json": descriptor}).items()}
    for goal in (*document.goals, *document.former_goals):
        by_address |= {f"data/goals/{name}": file for name, file in _goal_files(extract, goal)}
    return MappingProxyType(by_address)


def _whole_release_files(extract: ReleaseExtract, content: bytes) -> Iterator[tuple[str, DataFile]]:
    def named(name: str, content_type: str, render: Callable[[], bytes]) -> tuple[str, DataFile]:
        return name, DataFile(f"{extract.file_prefix}-{name}", content_type, render)

    yield named("release.json", JSON, lambda: content)
    for name, (table, dialect) in TABLE_FILES.items():
        yield named(name, CSV, partial(_table, table, extract, dialect))
    yield named("barometer.xlsx", XLSX, lambda: render_workbook(extract))
    yield named("measurements.jsonstat.json", JSON, lambda: as_json(jsonstat_collection(extract)))
    yield named("release.schema.json", JSON_SCHEMA, _release_schema_file)


def _goal_files(extract: ReleaseExtract, goal: Goal) -> Iterator[tuple[str, DataFile]]:
    def named(suffix: str, content_type: str, render: Callable[[ReleaseExtract], bytes]) -> tuple[str, DataFile]:
        return goal.key + suffix, DataFile(
            f"{extract.file_prefix}-{goal.key}{suffix}", content_type, lambda: render(extract.for_goal(goal))
        )

    yield named(".csv", CSV, lambda goal_extract: _table(MEASUREMENTS, goal_extract, RFC_4180))
    yield named("-excel.csv", CSV, lambda goal_extract: _table(MEASUREMENTS, goal_extract, DANISH_EXCEL))
    yield named(".json", JSON, lambda goal_extract: record_as_json(goal_file(goal_extract)))
    yield named(".xlsx", XLSX, render_workbook)


def _table(table: DataTable, extract: ReleaseExtract, dialect: CsvDialect) -> bytes:
    return to_csv(table, table.rows(extract), dialect)


@cache
def _release_schema_file() -> bytes:
    """Return the JSON Schema as bytes: the same for every release."""
    return as_json(release_schema())


def release_schema() -> dict[str, Any]:
    """Return the JSON Schema of `release.json`."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Document.model_json_schema(mode="serialization"),
    }
    explain({Document.__name__: schema, **schema["$defs"]})
    return schema
