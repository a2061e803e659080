"""The Frictionless Data Package that describes the files: their columns, sizes, checksums and licence.

Source: Frictionless Data Package 1.0 and Table Schema 1.0, https://specs.frictionlessdata.io/.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from kobling.rooms.releases.document import Document
from kobling.web.opendata.bilingual_text import in_english
from kobling.web.opendata.files.csv_dialects import DANISH_EXCEL, RFC_4180, CsvDialect
from kobling.web.opendata.files.data_file import DataFile
from kobling.web.opendata.licence import LICENCE
from kobling.web.opendata.tables import (
    AGREEMENTS,
    BUDGETS,
    COMPARISON,
    MEASUREMENTS,
    PRIORITIES,
    STATUS,
    ColumnType,
    DataColumn,
    DataTable,
)

TABLE_FILES: dict[str, tuple[DataTable, CsvDialect]] = {
    "status.csv": (STATUS, RFC_4180),
    "status-excel.csv": (STATUS, DANISH_EXCEL),
    "measurements.csv": (MEASUREMENTS, RFC_4180),
    "measurements-excel.csv": (MEASUREMENTS, DANISH_EXCEL),
    "comparison.csv": (COMPARISON, RFC_4180),
    "comparison-excel.csv": (COMPARISON, DANISH_EXCEL),
    "priorities.csv": (PRIORITIES, RFC_4180),
    "priorities-excel.csv": (PRIORITIES, DANISH_EXCEL),
    "budgets.csv": (BUDGETS, RFC_4180),
    "budgets-excel.csv": (BUDGETS, DANISH_EXCEL),
    "agreements.csv": (AGREEMENTS, RFC_4180),
    "agreements-excel.csv": (AGREEMENTS, DANISH_EXCEL),
}
"""Table and dialect of each CSV file."""


def package_descriptor(document: Document, files: Mapping[str, DataFile]) -> dict[str, Any]:
    """Return the descriptor of the files, given by name."""
    municipality = document.municipality
    return {
        "profile": "data-package",
        "name": f"{municipality.slug}-{document.number}",
        "title": f"{municipality.name.da}, {document.as_of.isoformat()}",
        "description": "The council's goals, how it is going with each, and every measurement behind it.",
        "version": str(document.number),
        "created": f"{document.as_of.isoformat()}T00:00:00Z",
        "licenses": [{"name": LICENCE.name, "title": LICENCE.title, "path": LICENCE.url}],
        "sources": list(_sources(document)),
        "resources": [_resource(name, file) for name, file in files.items()],
    }


def _sources(document: Document) -> Iterator[dict[str, str]]:
    for source in document.sources:
        yield {"title": source.title.da} | ({"path": source.url} if source.url else {})


def _resource(name: str, file: DataFile) -> dict[str, Any]:
    about = {
        "name": name.replace(".", "-"),
        "path": name,
        "format": name.rsplit(".", 1)[1],
        "mediatype": file.content_type.split(";", maxsplit=1)[0],
        "bytes": len(file.body),
        "hash": f"sha256:{sha256(file.body).hexdigest()}",
    }
    if name not in TABLE_FILES:
        return about
    table, dialect = TABLE_FILES[name]
    return about | {
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "dialect": {"delimiter": dialect.separator, "lineTerminator": "\r\n", "doubleQuote": True, "header": True},
        "schema": {"fields": [_field(column, dialect) for column in table.columns], "missingValues": [""]},
    }


def _field(column: DataColumn, dialect: CsvDialect) -> dict[str, Any]:
    about: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "title": ", ".join(in_english(part) for part in column.heading),
        "description": in_english(column.about),
    }
    if column.type is ColumnType.NUMBER:
        about["decimalChar"] = dialect.decimal_point
    if column.allowed_values:
        about["constraints"] = {"enum": list(column.allowed_values)}
    return about
