"""What a value is in a cell."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kobling.records.base import Fact, Record
from kobling.records.facts import MunicipalityFacts
from kobling.rooms.folder.writing.serializer import format_scalar
from kobling.rooms.workbooks.columns import CellType, Column, NestedList, Path, Sheet, in_language
from kobling.rooms.workbooks.names import Names, key_of

MAX_CELL_UNITS = 32_767
"""Limit of Excel, in UTF-16 code units."""
CUT_MARK = " […]"
"""The end of a text that is too long for a cell."""
FIRST_EXCEL_DATE = date(1900, 3, 1)
"""Excel counts days from 1900 and gives that year a 29 February; earlier days are written as text."""

WrittenValue = str | float | date | None


def value_at(record: Record, path: Path) -> Any:
    """Return the value of a field of a record, or of a record inside it; None where there is none."""
    value: Any = record
    for step in path:
        value = getattr(value, step, None)
    return value


def yes_and_no() -> tuple[str, str]:
    """Return the words for true and false."""
    return _("yes"), _("no")


def written(column: Column, value: Any, names: Names) -> WrittenValue:
    """Return what a value is written as in a cell of a column; None where the cell is empty.

    A number is written with sixteen digits, as XlsxWriter does, and a text as far as a cell can hold it.
    """
    if value is None or value == ():
        return None
    if column.is_list:
        return fitted("\n".join(_item(column, item, names) for item in value))
    match column.type:
        case CellType.NUMBER:
            return float(f"{value:.16G}")
        case CellType.WHOLE_NUMBER:
            return int(value)
        case CellType.DATE if value >= FIRST_EXCEL_DATE:
            return date(value.year, value.month, value.day)
        case _:
            return fitted(_item(column, value, names))


def _item(column: Column, value: Any, names: Names) -> str:
    """Return one value as text."""
    match column.type:
        case CellType.REFERENCE:
            return names.label(column.kind, value)
        case CellType.CHOICE:
            return in_language((column.choices or {})[str(value)], names.language)
        case CellType.YES_NO:
            return yes_and_no()[0 if value else 1]
        case CellType.JSON:
            return json.dumps(value, ensure_ascii=False, default=str)
        case _:
            return format_scalar(value)


def fitted(text: str) -> str:
    """Return a text as far as a cell can hold it, with a mark where it is cut."""
    if len(text) <= MAX_CELL_UNITS // 2 or _units(text) <= MAX_CELL_UNITS:
        return text
    kept = text[: MAX_CELL_UNITS - len(CUT_MARK)]
    while _units(kept) > MAX_CELL_UNITS - len(CUT_MARK):
        kept = kept[: len(kept) - max(1, (_units(kept) - MAX_CELL_UNITS + len(CUT_MARK)) // 2)]
    return kept + CUT_MARK


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def facts_of_kind(facts: MunicipalityFacts, list_name: str) -> tuple[Fact, ...]:
    """Return the facts of one field of MunicipalityFacts."""
    value = getattr(facts, list_name)
    return value if isinstance(value, tuple) else (value,)


def parts(record: Record, lists: tuple[NestedList, ...]) -> Iterator[tuple[tuple[int, ...], Record]]:
    """Yield the parts at the end of nested lists, each with its places from 1."""
    if not lists:
        yield (), record
        return
    first, *rest = lists
    for number, part in enumerate(value_at(record, first.path) or (), 1):
        yield from (((number, *inner), found) for inner, found in parts(part, tuple(rest)))


def place_cells(sheet: Sheet, fact: Fact, places: tuple[int, ...], names: Names) -> tuple[WrittenValue, ...]:
    """Return the cells that say where a part belongs: its fact, the parts around it by key or number, its number."""
    if not places:
        return ()
    around: list[WrittenValue] = []
    record: Record = fact
    for nested, number in zip(sheet.lists[:-1], places[:-1], strict=True):
        record = value_at(record, nested.path)[number - 1]
        around.append(str(record.key) if "key" in nested.item.model_fields else number)  # type: ignore[attr-defined]
    return (names.label(sheet.record.KIND, key_of(fact)), *around, places[-1])
