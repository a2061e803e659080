"""Parse the catalogue, descriptions of tables, limits and problems of PxWeb's API 2."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kobling.sources.pxweb.metadata import ServiceLimits, optional_text, parse_time, positive
from kobling.sources.registers.catalogue import CatalogueEntry
from kobling.sources.registers.errors import RegisterError, excerpt, first_duplicate
from kobling.sources.registers.formats.json import JsonNode, parse_json
from kobling.sources.registers.table import RegisterTable, Variable, VariableValue


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the catalogue."""

    entries: tuple[CatalogueEntry, ...]
    pages: int
    """how many there are; 1 where the site does not say"""


def parse_page(body: bytes, *, register: str) -> Page:
    """Return one page of the tables that a search found."""
    node = parse_json(body, register=register, table="")
    page = node.get("page")
    pages = positive(page, "totalPages") if page is not None and isinstance(page.value, dict) else None
    return Page(tuple(_entry(child) for child in node["tables"].elements()), pages or 1)


def _entry(node: JsonNode) -> CatalogueEntry:
    code, names = node["id"].text(), node.object().get("variableNames")
    return CatalogueEntry(
        code=code,
        text=optional_text(node, "label") or code,
        unit=None,
        updated_at=parse_time(optional_text(node, "updated")),
        first_period=optional_text(node, "firstPeriod") or None,
        latest_period=optional_text(node, "lastPeriod") or None,
        is_active=node.object().get("discontinued") is not True,
        variables=tuple(name for name in names if isinstance(name, str)) if isinstance(names, list) else (),
    )


def parse_table(body: bytes, *, register: str, table: str) -> RegisterTable:
    """Return the description of one table: JSON-stat 2.0 whose dimensions have codes, and which has no figures."""
    node = parse_json(body, register=register, table=table)
    codes = node["id"].texts()
    if (duplicate := first_duplicate(codes)) is not None:
        node["id"].fail("repeated_name", found=excerpt(duplicate))
    times = _object(node, "role").get("time")
    return RegisterTable(
        code=table,
        text=optional_text(node, "label") or table,
        unit=None,
        updated_at=parse_time(optional_text(node, "updated")),
        is_active=_object(node, "extension").get("discontinued") is not True,
        note=_note(node),
        documentation=None,
        variables=tuple(
            _variable(node["dimension"][code], code, is_time=isinstance(times, list) and code in times)
            for code in codes
        ),
    )


def _note(node: JsonNode) -> str | None:
    notes = node.object().get("note")
    texts = [note for note in notes if isinstance(note, str)] if isinstance(notes, list) else []
    return "\n".join(texts) or None


def _variable(node: JsonNode, code: str, *, is_time: bool) -> Variable:
    category = node["category"]
    index, labels = category.get("index"), _object(category, "label")
    if index is None:
        codes: tuple[str, ...] = tuple(labels)
    elif isinstance(index.value, list):
        codes = index.texts()
    else:
        codes = tuple(name for name, _ in sorted(index.items(), key=lambda pair: pair[1].integer()))
    if (duplicate := first_duplicate(codes)) is not None:
        category.fail("repeated_name", found=excerpt(duplicate))
    return Variable(
        code=code,
        text=optional_text(node, "label") or code,
        values=tuple(
            VariableValue(value, text if isinstance(text := labels.get(value), str) else value) for value in codes
        ),
        is_time=is_time,
        is_optional=_object(node, "extension").get("elimination") is True,
    )


def _object(node: JsonNode, name: str) -> Mapping[str, Any]:
    value = node.object().get(name)
    return value if isinstance(value, dict) else {}


def parse_limits(body: bytes, *, register: str) -> ServiceLimits:
    """Return the limits that a site states; the server writes 0 where it keeps no limit of requests."""
    node = parse_json(body, register=register, table="")
    names = ("maxDataCells", "maxCallsPerTimeWindow", "timeWindow")
    return ServiceLimits(*(positive(node, name) for name in names))


def parse_problem(body: bytes) -> str:
    """Return the title of a problem; what was answered in its place where it is none."""
    try:
        problem = parse_json(body, register="", table="").value
    except RegisterError:
        problem = None
    title = problem.get("title") if isinstance(problem, dict) else None
    return title if isinstance(title, str) else body.decode(errors="replace")
