"""The tables of columns and fields in docs/open-data.md.

Columns are as the tables declare them. The fields of a record stand in its order; the explanation of one that has none
yet is that of its declaration, and what has been written for readers is kept.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
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


def guide(text: str) -> str:
    """Return the text of the guide with the rows that columns and fields give it."""
    for table in (STATUS, MEASUREMENTS, COMPARISON, PRIORITIES, BUDGETS, AGREEMENTS):
        text = _with_rows(text, f"{table.name}.csv", partial(_columns, table))
    for name, record in records().items():
        text = _with_rows(text, name, partial(_fields, record))
    return text


def records() -> dict[str, Schema]:
    """Return the JSON Schema of every record that the open data have, by its name."""
    release = release_schema()
    inside = {name: record for name, record in release["$defs"].items() if "properties" in record}
    own = {"Document": release, "GoalFile": GoalFile.model_json_schema(), "Origin": Origin.model_json_schema()}
    return {**inside, **own}


def _with_rows(text: str, heading: str, rows: Callable[[Mapping[str, str]], Iterable[str]]) -> str:
    """Return a text with other rows in the table under a heading; `rows` is given those written, by their name."""
    section = re.search(rf"^#+ {re.escape(heading)}\n.*?(?=^#|\Z)", text, re.DOTALL | re.MULTILINE)
    table = TABLE.search(text, section.start(), section.end()) if section else None
    if table is None:
        return text
    written = {row.split("`")[1]: row for row in table[2].splitlines()}
    return text[: table.start(2)] + "".join(f"{row}\n" for row in rows(written)) + text[table.end(2) :]


def _columns(table: DataTable, _written: Mapping[str, str]) -> list[str]:
    return [f"| `{column.name}` | {column.type} | {in_english(column.about)} |" for column in table.columns]


def _fields(record: Schema, written: Mapping[str, str]) -> list[str]:
    return [written.get(name) or _field(name, field) for name, field in record["properties"].items()]


def _field(name: str, field: Schema) -> str:
    return f"| `{name}` | {_kind(field)} | {' '.join(str(field.get('description', '')).split())} |"


def _kind(field: Schema) -> str:
    """Return what a field holds, as the guide says it: `list of [Text](#text)`, `string or null`."""
    if "$ref" in field:
        name = str(field["$ref"]).rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in field:
        return " or ".join(_kind(option) for option in field["anyOf"])
    if field.get("type") == "array":
        return f"list of {_kind(field['items'])}"
    return str(field.get("format") or field.get("type", "string"))
