"""The tables in docs/open-data.md: columns as the tables declare them, and fields as the JSON Schemas do."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kobling.web.opendata.bilingual_text import in_english
from kobling.web.opendata.files.release_files import release_schema
from kobling.web.opendata.records import GoalFile, Origin
from kobling.web.opendata.tables import AGREEMENTS, BUDGETS, COMPARISON, MEASUREMENTS, PRIORITIES, STATUS
from kobling.web.opendata.tables.columns import DataTable
from tools.repository import ROOT

GUIDE = ROOT / "docs" / "open-data.md"
TABLE = re.compile(r"(^\| (?:column|field) \|.*\n\|[-|]+\n)((?:^\|.*\n)*)", re.MULTILINE)
Schema = Mapping[str, Any]
Codes = Mapping[str, Sequence[str]]


def guide(text: str) -> str:
    """Return the text of the guide with the rows that columns and fields give it."""
    for table in (STATUS, MEASUREMENTS, COMPARISON, PRIORITIES, BUDGETS, AGREEMENTS):
        text = _with_rows(text, f"{table.name}.csv", _columns(table))
    codes = {name: record["enum"] for name, record in release_schema()["$defs"].items() if "enum" in record}
    unexplained = {name: values for name, values in codes.items() if f"# {name}\n" not in text}
    for name, record in records().items():
        text = _with_rows(text, name, _fields(record, unexplained))
    return text


def records() -> dict[str, Schema]:
    """Return the JSON Schema of every record that the open data have, by its name."""
    release = release_schema()
    inside = {name: record for name, record in release["$defs"].items() if "properties" in record}
    own = {"Document": release, "GoalFile": GoalFile.model_json_schema(), "Origin": Origin.model_json_schema()}
    return {**inside, **own}


def _with_rows(text: str, heading: str, rows: Iterable[str]) -> str:
    """Return a text with other rows in the table under a heading."""
    section = re.search(rf"^#+ {re.escape(heading)}\n.*?(?=^#|\Z)", text, re.DOTALL | re.MULTILINE)
    table = TABLE.search(text, section.start(), section.end()) if section else None
    if table is None:
        return text
    return text[: table.start(2)] + "".join(f"{row}\n" for row in rows) + text[table.end(2) :]


def _columns(table: DataTable) -> list[str]:
    return [f"| `{column.name}` | {column.type} | {in_english(column.about)} |" for column in table.columns]


def _fields(record: Schema, codes: Codes) -> list[str]:
    return [
        f"| `{name}` | {_kind(field, codes)} | {' '.join(str(field.get('description', '')).split())} |"
        for name, field in record["properties"].items()
    ]


def _kind(field: Schema, codes: Codes) -> str:
    """Return what a field holds, as the guide says it: `list of [Text](#text)`, `string or null`.

    codes   those of the enumerations that have no section of their own, by name
    """
    if "$ref" in field:
        name = str(field["$ref"]).rpartition("/")[2]
        return _listed(codes[name]) if name in codes else f"[{name}](#{name.lower()})"
    if "anyOf" in field:
        return " or ".join(_kind(option, codes) for option in field["anyOf"])
    if "enum" in field or "const" in field:
        return _listed(field.get("enum") or [field["const"]])
    if field.get("type") == "array":
        return f"list of {_kind(field['items'], codes)}"
    if isinstance(of := field.get("additionalProperties"), Mapping):
        by = str(field.get("propertyNames", {}).get("$ref", "key")).rpartition("/")[2]
        return f"{_kind(of, codes)} by {by.lower()}"
    return {"date-time": "time"}.get(kind := str(field.get("format") or field.get("type", "string")), kind)


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(f"`{code}`" for code in codes)
