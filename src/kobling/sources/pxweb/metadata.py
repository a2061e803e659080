"""Parse PxWeb's folders, search results, descriptions of tables and limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from kobling.sources.registers.catalogue import CatalogueEntry
from kobling.sources.registers.errors import RegisterError, excerpt, first_duplicate
from kobling.sources.registers.formats.json import JsonNode, parse_json
from kobling.sources.registers.table import RegisterTable, Variable, VariableValue

FOLDER_TYPE, TABLE_TYPE = "l", "t"


@dataclass(frozen=True, slots=True)
class ServiceLimits:
    """What one site allows; None where it does not state it."""

    cells: int | None = None
    """Cells of one response."""
    calls: int | None = None
    """Requests in the time window."""
    seconds: int | None = None
    """The time window."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The contents of one folder."""

    folders: tuple[str, ...]
    """their paths"""
    tables: tuple[CatalogueEntry, ...]


def parse_folder(body: bytes, *, register: str, path: str) -> Folder:
    """Return the contents of a folder, without headings."""
    nodes = [(node["type"].text(), node) for node in parse_json(body, register=register, table=path).elements()]
    return Folder(
        tuple(_join(path, node["id"].text()) for kind, node in nodes if kind == FOLDER_TYPE),
        tuple(
            _entry(_join(path, node["id"].text()), node, "text", "updated")
            for kind, node in nodes
            if kind == TABLE_TYPE
        ),
    )


def parse_search_results(body: bytes, *, register: str) -> tuple[CatalogueEntry, ...]:
    """Return the tables that PxWeb's own search found."""
    return tuple(
        _entry(_join(node["path"].text().strip("/"), node["id"].text()), node, "title", "published")
        for node in parse_json(body, register=register, table="").elements()
    )


def parse_table(body: bytes, *, register: str, table: str) -> RegisterTable:
    """Return the description of one table."""
    node = parse_json(body, register=register, table=table)
    variables = tuple(_variable(child) for child in node["variables"].elements())
    if (duplicate := first_duplicate(variable.code for variable in variables)) is not None:
        node["variables"].fail("repeated_name", found=excerpt(duplicate))
    return RegisterTable(
        code=table,
        text=optional_text(node, "title") or table,
        unit=None,
        updated_at=None,
        is_active=True,
        note=None,
        documentation=None,
        variables=variables,
    )


def parse_limits(body: bytes, *, register: str) -> ServiceLimits:
    """Return the limits that a site states; `maxValues` is of the values in a description, and limits no figures."""
    node = parse_json(body, register=register, table="")
    cells, calls, seconds = (positive(node, name) for name in ("maxCells", "maxCalls", "timeWindow"))
    return ServiceLimits(cells, calls, seconds)


def positive(node: JsonNode, name: str) -> int | None:
    """Return a whole number above 0; None where there is none."""
    value = node.object().get(name)
    return value if type(value) is int and value > 0 else None


def optional_text(node: JsonNode, name: str) -> str | None:
    """Return a text that only explains; None where it is missing or is none."""
    child = node.get(name)
    try:
        return None if child is None else child.text()
    except RegisterError:
        return None


def _join(path: str, name: str) -> str:
    return f"{path}/{name}" if path else name


def _entry(code: str, node: JsonNode, text: str, updated: str) -> CatalogueEntry:
    return CatalogueEntry(
        code=code,
        text=optional_text(node, text) or code,
        unit=None,
        updated_at=parse_time(optional_text(node, updated)),
        first_period=None,
        latest_period=None,
        is_active=True,
        variables=(),
    )


def parse_time(text: str | None) -> datetime | None:
    """Return a time, None where it is none; PxWeb writes no zone, and it is taken as UTC."""
    try:
        time = datetime.fromisoformat(text or "")
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _variable(node: JsonNode) -> Variable:
    """Return a variable; without values where it has more than the site lists (SSDHandler.GetTableMeta)."""
    values = node.get("values")
    codes = () if values is None else values.texts()
    if (duplicate := first_duplicate(codes)) is not None:
        node["values"].fail("repeated_name", found=excerpt(duplicate))
    return Variable(
        code=node["code"].text(),
        text=optional_text(node, "text") or node["code"].text(),
        values=tuple(VariableValue(code, text) for code, text in zip(codes, _value_texts(node, codes), strict=True)),
        is_time=node.object().get("time") is True,
        is_optional=node.object().get("elimination") is True,
    )


def _value_texts(node: JsonNode, codes: Sequence[str]) -> Sequence[str]:
    """Return the texts of codes; the codes themselves where the texts are malformed."""
    texts = node.get("valueTexts")
    try:
        found = () if texts is None else texts.texts()
    except RegisterError:
        return codes
    return found if len(found) == len(codes) else codes
