"""Parse Kolada's key figures and their values."""

from dataclasses import dataclass
from datetime import UTC, datetime

from kobling.sources.registers.catalogue import CatalogueEntry
from kobling.sources.registers.errors import excerpt
from kobling.sources.registers.formats.columns import MAX_EXACT, MISSING_SIGN
from kobling.sources.registers.formats.json import JsonNode
from kobling.sources.registers.table import RegisterTable, Variable, VariableValue

REGISTER = "kolada"
MUNICIPALITY, GENDER, YEAR = "municipality", "gender", "year"
ALL_GENDERS = "T"
GENDERS = {ALL_GENDERS: "alla", "K": "kvinnor", "M": "män"}


@dataclass(frozen=True, slots=True)
class KoladaFigure:
    """One figure as it was received."""

    codes: tuple[str, str, str]
    """municipality, gender and year"""
    value: float | None
    why: str | None
    """the sign of a missing figure"""


def parse_figures(node: JsonNode, table: str) -> list[KoladaFigure]:
    """Return the figures of one municipality in one year, without those marked as deleted."""
    if node["kpi"].text() != table:
        node["kpi"].fail("answer_has_code", count=1)
    municipality, year = node[MUNICIPALITY].text(), str(node["period"].integer())
    return [
        _figure(child, municipality, year)
        for child in node["values"].elements()
        if not ((deleted := child.get("isdeleted")) and deleted.boolean())
    ]


def _figure(node: JsonNode, municipality: str, year: str) -> KoladaFigure:
    gender, value, status = node[GENDER].text(), node["value"], node.get("status")
    if gender not in GENDERS:
        node[GENDER].fail("not_as_described", found=excerpt(gender), wanted=", ".join(GENDERS))
    codes = (municipality, gender, year)
    if value.value is None:
        return KoladaFigure(codes, None, (status.text() if status else "") or MISSING_SIGN)
    if type(value.value) not in {int, float}:
        value.fail("no_number", found=excerpt(value.value))
    if abs(value.value) > MAX_EXACT:
        value.fail("too_large", found=excerpt(value.value))
    return KoladaFigure(codes, float(value.value), None)


def parse_entry(node: JsonNode) -> CatalogueEntry:
    """Return one key figure of the catalogue."""
    variables = (MUNICIPALITY, GENDER, YEAR) if _is_by_gender(node) else (MUNICIPALITY, YEAR)
    return CatalogueEntry(
        code=node["id"].text(),
        text=node["title"].text(),
        unit=None,
        updated_at=_published_at(node.get("publication_date")),
        first_period=None,
        latest_period=None,
        is_active=True,
        variables=variables,
    )


def parse_table(node: JsonNode, municipalities: dict[str, str]) -> RegisterTable:
    """Return the description of one key figure. Its years are not listed: they are known only by fetching it."""
    entry, note = parse_entry(node), node.get("description")
    genders = GENDERS if GENDER in entry.variables else {ALL_GENDERS: GENDERS[ALL_GENDERS]}
    return RegisterTable(
        code=entry.code,
        text=entry.text,
        unit=None,
        updated_at=entry.updated_at,
        is_active=True,
        note=note.text() if note else None,
        documentation=None,
        variables=(
            _variable(MUNICIPALITY, "kommun", municipalities),
            _variable(GENDER, "kön", genders, is_optional=True),
            _variable(YEAR, "år", {}, is_time=True),
        ),
    )


def _variable(
    code: str, text: str, values: dict[str, str], *, is_time: bool = False, is_optional: bool = False
) -> Variable:
    return Variable(code, text, tuple(VariableValue(*pair) for pair in values.items()), is_time, is_optional)


def _is_by_gender(node: JsonNode) -> bool:
    """Return whether a key figure is divided by gender; some responses write 0 and 1 for false and true."""
    child = node["is_divided_by_gender"]
    return bool(child.integer()) if type(child.value) is int else child.boolean()


def _published_at(node: JsonNode | None) -> datetime | None:
    if node is None:
        return None
    try:
        return datetime.fromisoformat(node.text()).replace(tzinfo=UTC)
    except ValueError:
        node.fail("not_a_time", found=excerpt(node.value))
