"""Turn what a person has typed in a cell into the text that a field is parsed from."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from kobling.records.base import Text
from kobling.rooms.folder.errors import MAX_SHOWN_PROBLEMS, ProblemCollector
from kobling.rooms.folder.parsing.nodes import MappingNode, Node, ScalarNode, SequenceNode
from kobling.rooms.folder.writing.serializer import format_scalar
from kobling.rooms.workbooks.cells import CUT_MARK
from kobling.rooms.workbooks.columns import CellType, Column, in_language
from kobling.rooms.workbooks.names import Names
from kobling.rooms.workbooks.problems import CellLocation
from kobling.rooms.workbooks.xlsx_sheet import Cell

MAX_SHOWN = 60
"""Characters of a text that is compared with names."""
MAX_COMPARED = 4_000
"""Names up to which a similar one is searched for."""
YES, NO = frozenset({"ja", "yes", "x", "true", "sand", "1"}), frozenset({"nej", "no", "false", "falsk", "0"})
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_GROUPED = (
    re.compile(r"-?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?"),
    re.compile(r"-?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?"),
)
"""Numbers with thousands separators, as Danish and as English writes them."""
_DECIMAL = re.compile(r"-?[0-9]{1,18}[.,][0-9]{1,18}")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY = re.compile(r"([0-9]{1,2})[-.]([0-9]{1,2})[-.]([0-9]{4})")
_DAY_IN_WORDS = re.compile(r"([0-9]{1,2})\.? ([a-zæøå]+)\.? ([0-9]{4})")
MONTHS = {
    name: number
    for names in (
        "januar februar marts april maj juni juli august september oktober november december",
        "january february march april may june july august september october november december",
        "jan feb mar apr maj jun jul aug sep okt nov dec",
    )
    for number, name in enumerate(names.split(), 1)
}


@dataclass
class CellReader:
    """Reads the cells of a workbook, and adds to its problems."""

    names: Names
    problems: ProblemCollector

    def node(self, cell: Cell | None, column: Column, location: CellLocation) -> Node | None:
        """Return what stands in a cell as a node of a record; None where it is empty, or wrong and reported."""
        if cell is None or (isinstance(cell.value, str) and not cell.value.strip() and not cell.problem):
            return None
        if cell.problem:
            self.problems.add(location, cell.problem, str(cell.value))
            return None
        if isinstance(cell.value, str) and cell.value.endswith(CUT_MARK) and len(cell.value) > 10_000:
            self.problems.add(location, "cut_text")
            return None
        if column.is_list:
            return self._list(cell, column, location)
        return self._scalar(cell.value, column, location)

    def _list(self, cell: Cell, column: Column, location: CellLocation) -> Node | None:
        """Return a list: a line for each, or what semicolons separate where that is not one name as a whole."""
        if not isinstance(cell.value, str):
            item = self._scalar(cell.value, column, location)
            return None if item is None else SequenceNode(location, [item])
        lines = [line.strip() for line in re.split(r"[\r\n]+", cell.value)]
        if len(lines) == 1 and not (column.kind and self.names.meant(column.kind, lines[0])):
            lines = [line.strip() for line in lines[0].split(";")]
        items = [self._scalar(line, column, location) for line in lines if line]
        return None if None in items else SequenceNode(location, [item for item in items if item is not None])

    def _scalar(self, value: Any, column: Column, location: CellLocation) -> Node | None:
        text = self._text(value, column, location)
        if text is None:
            return None
        if column.type is CellType.JSON:
            return self._from_json(text, location)
        return ScalarNode(location, text, is_quoted=True)

    def _text(self, value: Any, column: Column, location: CellLocation) -> str | None:
        """Return the text of one value; None where it is wrong and reported."""
        match column.type:
            case CellType.NUMBER | CellType.WHOLE_NUMBER:
                text = self._number(value, location, is_whole=column.type is CellType.WHOLE_NUMBER)
            case CellType.DATE:
                text = self._day(value, location)
            case CellType.YES_NO:
                text = self._truth(value, location)
            case CellType.CHOICE:
                text = self._choice(shown(value), column.choices or {}, location)
            case CellType.REFERENCE:
                text = self.reference(shown(value), column.kind, location)
            case _:
                text = self._words(value, location)
        return text

    def _words(self, value: Any, location: CellLocation) -> str | None:
        if isinstance(value, bool):
            self.problems.add(location, "truth_in_text")
        elif isinstance(value, date):
            self.problems.add(location, "day_in_text", format_scalar(value))
        else:
            return shown(value).strip()
        return None

    def _number(self, value: Any, location: CellLocation, *, is_whole: bool) -> str | None:
        if isinstance(value, float):
            return format_scalar(value)
        text = _SPACES.sub("", shown(value)).replace("−", "-")
        if _WHOLE.fullmatch(text):
            return text
        grouped = next((form for form in _GROUPED if form.fullmatch(text)), None)
        separators = [sign for sign in text if sign in ".,"]
        is_unclear = grouped is not None and len(separators) == 1
        if grouped is not None and (is_whole or not is_unclear):
            thousands, decimal = ".," if grouped is _GROUPED[0] else ",."
            return text.replace(thousands, "").replace(decimal, ".")
        if is_unclear:
            self.problems.add(location, "unclear_number", text)
        elif _DECIMAL.fullmatch(text):
            return text.replace(",", ".")
        else:
            self.problems.add(location, "not_a_number", shown(value))
        return None

    def _day(self, value: Any, location: CellLocation) -> str | None:
        day = value if isinstance(value, date) and not isinstance(value, datetime) else None
        if isinstance(value, str):
            day = parse_day(value)
        if day is None:
            self.problems.add(location, "not_a_day", shown(value))
        return None if day is None else day.isoformat()

    def _truth(self, value: Any, location: CellLocation) -> str | None:
        word = ("1" if value else "0") if isinstance(value, bool) else shown(value).strip().casefold()
        if word in YES | NO:
            return format_scalar(word in YES)
        self.problems.add(location, "not_yes_or_no", shown(value))
        return None

    def _choice(self, text: str, choices: Mapping[str, Text], location: CellLocation) -> str | None:
        compared = " ".join(text.split()).casefold()
        for value, words in choices.items():
            if compared in {value.casefold(), words.da.casefold(), (words.en or "").casefold()}:
                return value
        allowed = [in_language(words, self.names.language) for words in choices.values()]
        self.problems.add(location, "not_one_of", text.strip(), allowed, suggest=True)
        return None

    def reference(self, text: str, kind: str, location: CellLocation) -> str | None:
        """Return the key of the fact that is named in a cell; None, with a problem, where that is not clear."""
        wanted = text.strip()
        meant = self.names.meant(kind, wanted)
        if len(meant) == 1:
            return meant[0]
        labels = self.names.labels(kind) if not meant else [self.names.label(kind, key) for key in meant]
        if meant:
            self.problems.add(location, "ambiguous_name", wanted, labels)
            return None
        if not labels and kind == "drawing":
            return wanted
        by_name = {one.rpartition(" (")[0][:MAX_SHOWN]: one for one in labels} | {
            one[:MAX_SHOWN]: one for one in labels
        }
        is_worth_comparing = len(by_name) <= MAX_COMPARED and len(self.problems.found) < MAX_SHOWN_PROBLEMS
        near = get_close_matches(wanted[:MAX_SHOWN], by_name, n=1) if is_worth_comparing else []
        self.problems.add(location, "unknown_name", wanted, suggestion=by_name[near[0]] if near else "")
        return None

    def _from_json(self, text: str, location: CellLocation) -> Node | None:
        try:
            return json_node(json.loads(text), location)
        except (ValueError, RecursionError):
            self.problems.add(location, "not_json", text)
            return None


def json_node(value: Any, location: CellLocation) -> Node:
    """Return the node of a value as JSON has it."""
    if isinstance(value, Mapping):
        nodes = {str(name): json_node(inner, location) for name, inner in value.items()}
        return MappingNode(location, dict.fromkeys(nodes, location), nodes)
    if isinstance(value, (list, tuple)):
        return SequenceNode(location, [json_node(inner, location) for inner in value])
    return ScalarNode(location, "" if value is None else format_scalar(value), is_quoted=value is not None)


def parse_day(text: str) -> date | None:
    """Return the day that a text names: 2020-11-30, 30-11-2020, 30.11.2020 or 30. november 2020; None for another."""
    words = " ".join(text.split()).casefold()
    if match := _ISO_DAY.fullmatch(words):
        year, month, day = match.groups()
    elif match := _DAY.fullmatch(words):
        day, month, year = match.groups()
    elif match := _DAY_IN_WORDS.fullmatch(words):
        day, month, year = match[1], str(MONTHS.get(match[2], 0)), match[3]
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def shown(value: Any) -> str:
    """Return a cell's value as a text: a whole number without decimals."""
    return value if isinstance(value, str) else format_scalar(value)
