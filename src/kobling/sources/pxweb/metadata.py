"""Parse PxWeb's folders, search results, descriptions of tables and limits."""

from dataclasses import dataclass
from datetime import UTC, datetime

from kobling.sources.registers.catalogue import CatalogueEntry
from kobling.sources.registers.errors import excerpt, first_duplicate
from kobling.sources.registers.formats.json import JsonNode, parse_json
from kobling.sources.registers.table import RegisterTable, Variable, VariableValue

FOLDER_TYPE, TABLE_TYPE = "l", "t"


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
            _entry(_join(path, node["id"].text()), node["text"], node.get("updated"))
            for kind, node in nodes
            if kind == TABLE_TYPE
        ),
    )


def parse_search_results(body: bytes, *, register: str) -> tuple[CatalogueEntry, ...]:
    """Return the tables that PxWeb's own search found."""
    return tuple(
        _entry(_join(node["path"].text().strip("/"), node["id"].text()), node["title"], node.get("published"))
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
        text=node["title"].text(),
        unit=None,
        updated_at=None,
        is_active=True,
        note=None,
        documentation=None,
        variables=variables,
    )


def parse_cell_limit(body: bytes, *, register: str) -> int | None:
    """Return how many cells one response may have; None where the site does not state it."""
    node = parse_json(body, register=register, table="")
    limits = [limit.integer() for name in ("maxValues", "maxCells") if (limit := node.get(name))]
    return min((limit for limit in limits if limit > 0), default=None)


def _join(path: str, name: str) -> str:
    return f"{path}/{name}" if path else name


def _entry(code: str, text: JsonNode, updated: JsonNode | None) -> CatalogueEntry:
    return CatalogueEntry(
        code=code,
        text=text.text(),
        unit=None,
        updated_at=None if updated is None else _time(updated),
        first_period=None,
        latest_period=None,
        is_active=True,
        variables=(),
    )


def _time(node: JsonNode) -> datetime:
    """Return a time; PxWeb writes no zone, and it is taken as UTC."""
    try:
        time = datetime.fromisoformat(node.text())
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        node.fail("not_a_time", found=excerpt(node.value))


def _variable(node: JsonNode) -> Variable:
    codes, texts = node["values"].texts(), node["valueTexts"].texts()
    if len(codes) != len(texts):
        node["valueTexts"].fail("wrong_count", found=len(texts), wanted=len(codes))
    if (duplicate := first_duplicate(codes)) is not None:
        node["values"].fail("repeated_name", found=excerpt(duplicate))
    time, elimination = node.get("time"), node.get("elimination")
    return Variable(
        code=node["code"].text(),
        text=node["text"].text(),
        values=tuple(VariableValue(code, text) for code, text in zip(codes, texts, strict=True)),
        is_time=time.boolean() if time else False,
        is_optional=elimination.boolean() if elimination else False,
    )
