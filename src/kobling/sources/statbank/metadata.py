"""Parse StatBank's catalogue and its descriptions of tables."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kobling.sources.registers.catalogue import CatalogueEntry
from kobling.sources.registers.errors import excerpt, first_duplicate
from kobling.sources.registers.formats.json import JsonNode, parse_json
from kobling.sources.registers.table import RegisterTable, Variable, VariableValue

REGISTER = "statbank"
TIME_ZONE = ZoneInfo("Europe/Copenhagen")
"""The zone of times of update in metadata, where StatBank writes none."""


def parse_catalogue(body: bytes) -> tuple[CatalogueEntry, ...]:
    """Return the catalogue entries, in the source's order."""
    return tuple(_entry(node) for node in parse_json(body, register=REGISTER, table="").elements())


def _entry(node: JsonNode) -> CatalogueEntry:
    return CatalogueEntry(
        code=node["id"].text(),
        text=node["text"].text(),
        unit=_optional_text(node, "unit"),
        updated_at=_updated_at(node),
        first_period=_optional_text(node, "firstPeriod"),
        latest_period=_optional_text(node, "latestPeriod"),
        is_active=node["active"].boolean(),
        variables=node["variables"].texts(),
    )


def parse_table(body: bytes, *, table: str) -> RegisterTable:
    """Return the description of one table."""
    node = parse_json(body, register=REGISTER, table=table)
    note, documentation = node.get("footnote"), node.get("documentation")
    variables = tuple(_variable(child) for child in node["variables"].elements())
    if (duplicate := first_duplicate(variable.code.casefold() for variable in variables)) is not None:
        node["variables"].fail("repeated_name", found=excerpt(duplicate))
    return RegisterTable(
        code=node["id"].text(),
        text=node["text"].text(),
        unit=_optional_text(node, "unit"),
        updated_at=_updated_at(node),
        is_active=node["active"].boolean(),
        note=_optional_text(note, "text") if note else None,
        documentation=_optional_text(documentation, "url") if documentation else None,
        variables=variables,
    )


def _variable(node: JsonNode) -> Variable:
    values = tuple(VariableValue(child["id"].text(), child["text"].text()) for child in node["values"].elements())
    if (duplicate := first_duplicate(value.code for value in values)) is not None:
        node["values"].fail("repeated_name", found=excerpt(duplicate))
    return Variable(
        code=node["id"].text(),
        text=node["text"].text(),
        values=values,
        is_time=node["time"].boolean(),
        is_optional=node["elimination"].boolean(),
    )


def _optional_text(node: JsonNode, name: str) -> str | None:
    """Return a text; None where it is missing or blank."""
    child = node.get(name)
    return None if child is None else child.text().strip() or None


def _updated_at(node: JsonNode) -> datetime | None:
    text = _optional_text(node, "updated")
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
        return (time if time.tzinfo else time.replace(tzinfo=TIME_ZONE)).astimezone(UTC)
    except (ValueError, OverflowError):
        node["updated"].fail("not_a_time", found=excerpt(text))
