"""A description of the files that programs read: which there are, what each column holds, and on what terms.

Source: Frictionless Data Package 1.0 and Table Schema 1.0, https://specs.frictionlessdata.io/.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from kobling.rooms.releases.document import Document
from kobling.web.opendata.files.csv_dialects import DANISH_EXCEL, PLAIN, Dialect
from kobling.web.opendata.files.data_file import DataFile
from kobling.web.opendata.licence import LICENCE
from kobling.web.opendata.tables import COMPARISON, MEASUREMENTS, STATUS, Column, Holds, Table

TABLES: dict[str, tuple[Table, Dialect]] = {
    "status.csv": (STATUS, PLAIN),
    "status-excel.csv": (STATUS, DANISH_EXCEL),
    "measurements.csv": (MEASUREMENTS, PLAIN),
    "measurements-excel.csv": (MEASUREMENTS, DANISH_EXCEL),
    "comparison.csv": (COMPARISON, PLAIN),
    "comparison-excel.csv": (COMPARISON, DANISH_EXCEL),
}
"""The tables that are files, by name."""


def description(document: Document, files: Mapping[str, DataFile]) -> dict[str, Any]:
    """Return the description of these files, by name."""
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
    if name not in TABLES:
        return about
    table, dialect = TABLES[name]
    return about | {
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "dialect": {"delimiter": dialect.separator, "lineTerminator": "\r\n", "doubleQuote": True, "header": True},
        "schema": {"fields": [_field(column, dialect) for column in table.columns], "missingValues": [""]},
    }


def _field(column: Column, dialect: Dialect) -> dict[str, Any]:
    about: dict[str, Any] = {
        "name": column.name,
        "type": column.holds,
        "title": ", ".join(column.heading),
        "description": column.about,
    }
    if column.holds is Holds.NUMBER:
        about["decimalChar"] = dialect.decimal_point
    if column.values:
        about["constraints"] = {"enum": list(column.values)}
    return about
