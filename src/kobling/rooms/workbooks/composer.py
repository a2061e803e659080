"""Put a fact together of its row, the rows of its parts, and what it was."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kobling.records.base import Fact, Record
from kobling.records.keys import made_key
from kobling.rooms.folder.parsing.nodes import MappingNode, Node, ScalarNode, SequenceNode
from kobling.rooms.folder.writing.serializer import format_scalar
from kobling.rooms.workbooks.cells import value_at, written
from kobling.rooms.workbooks.columns import CellType, Column, Path, Sheet
from kobling.rooms.workbooks.conversion import CellReader, json_node
from kobling.rooms.workbooks.locations import Item
from kobling.rooms.workbooks.names import NAME_FIELDS, slug_fields
from kobling.rooms.workbooks.problems import CellLocation
from kobling.rooms.workbooks.rows import Row, name_in, written_form

Scope = tuple[str, ...]
"""Where a part belongs: the key of its fact, and the key or number of each part around it."""
PartRows = Mapping[tuple[Sheet, Scope], list[tuple[int | None, Row]]]
"""The rows of the lists inside facts, by sheet and by what they belong to, each with its number."""
SlugsTaken = Callable[[type[Fact], str, str], set[str]]
"""Gives the addresses that facts of a kind have in a language, by the field that holds them."""


@dataclass
class Composer:
    """Puts one fact together of its row, the rows of its parts, and what it was."""

    cells: CellReader
    slugs: SlugsTaken
    used: set[Row]
    """The rows that belong to something; added to."""
    layout: Sequence[Sheet]
    parts: PartRows
    around: CellLocation
    has_problems: bool = False

    def compose(
        self, sheet: Sheet, before: Record | None, row: Row | None, scope: Scope
    ) -> tuple[MappingNode, Item, bool]:
        """Return the node of a fact or part, where it stands, and whether anything differs from what it was."""
        item = Item(row, row.at() if row else self.around)
        nodes, is_changed = self._own_nodes(sheet, before, row)
        if row is not None:
            self._fill_in(sheet, row, nodes, scope, is_new=before is None)
        for inner in self.layout:
            if inner.lists[:-1] == sheet.lists and inner.lists:
                path = inner.lists[-1].path
                sequence, items, differs = self._compose_list(inner, value_at(before, path) if before else None, scope)
                item.lists[path] = items
                is_changed = is_changed or differs
                if items or (before is not None and value_at(before, path) is not None and len(path) == 1):
                    nodes[path] = sequence
                elif before is None and inner.lists[-1].is_required and len(path) == 1:
                    self._report(item.around, "needs_row", allowed=(inner.name,))
        if is_changed and row is not None:
            self._check_needed(sheet, row, nodes)
        return _tree(nodes, item.around), item, is_changed

    def _report(self, location: CellLocation, code: str, found: str = "", allowed: Sequence[str] = ()) -> None:
        self.has_problems = True
        self.cells.problems.add(location, code, found, allowed)

    def _own_nodes(self, sheet: Sheet, before: Record | None, row: Row | None) -> tuple[dict[Path, Node], bool]:
        nodes: dict[Path, Node] = {}
        is_changed = before is None
        for column in sheet.columns:
            value = None if before is None else value_at(before, column.path)
            if row is None or column.path not in row.columns:
                node = _stored_node(column, value, row.at() if row else self.around)
            elif before is not None and written_form(row.cell(column.path)) == written(column, value, self.cells.names):
                node = _stored_node(column, value, row.at(column.path))
            else:
                is_changed = True
                node = self._read(column, row)
            if node is not None:
                nodes[column.path] = node
        return nodes, is_changed

    def _read(self, column: Column, row: Row) -> Node | None:
        count = len(self.cells.problems.found)
        node = self.cells.node(row.cell(column.path), column, row.at(column.path))
        self.has_problems = self.has_problems or len(self.cells.problems.found) > count
        return node

    def _fill_in(self, sheet: Sheet, row: Row, nodes: dict[Path, Node], scope: Scope, *, is_new: bool) -> None:
        """Give what is new a key and addresses made from its name, where it has none."""
        if not is_new:
            return
        name = name_in(row)
        if sheet.lists and "key" in sheet.item.model_fields and ("key",) not in nodes:
            nodes["key",] = ScalarNode(row.at(("key",)), scope[-1], is_quoted=True)
        for slug in slug_fields(sheet.item):
            for language in ("da", "en"):
                if (slug, language) not in nodes and name:
                    own = next((text for field in NAME_FIELDS if (text := row.text((field, language)))), name)
                    taken = self.slugs(sheet.record, slug, language)
                    made = made_key(own, taken, otherwise=scope[0])
                    taken.add(made)
                    nodes[slug, language] = ScalarNode(row.at((slug, language)), made, is_quoted=True)

    def _check_needed(self, sheet: Sheet, row: Row, nodes: Mapping[Path, Node]) -> None:
        """Report what has to be filled in, and is not, where something is given of the record that needs it."""
        for column in sheet.columns:
            is_given = not column.within or any(path[: len(column.within)] == column.within for path in nodes)
            is_key = column.path in {("key",), ("code",)} and not sheet.lists
            is_bad = self.cells.problems.has_problem_at(row.at(column.path)) and column.path in row.columns
            if column.is_required and is_given and not is_key and not is_bad and column.path not in nodes:
                self._report(row.at(column.path), "needed", column.label)

    def _compose_list(
        self, sheet: Sheet, before: Sequence[Record] | None, scope: Scope
    ) -> tuple[SequenceNode, list[Item], bool]:
        """Return the parts of a list: those it had, changed or removed, then the new ones."""
        stored = list(before or ())
        numbered = self.parts.get((sheet, scope), [])
        by_number = {number: row for number, row in numbered if number is not None and number <= len(stored)}
        new = sorted(
            ((number, row) for number, row in numbered if number is None or number > len(stored)),
            key=lambda one: (one[0] is None, one[0] or 0),
        )
        self.used.update(row for _number, row in numbered)
        nodes, items, is_changed = [], [], False
        keys = {str(part.key) for part in stored if "key" in sheet.item.model_fields}  # type: ignore[attr-defined]
        for number, part in enumerate(stored, 1):
            row = by_number.get(number)
            inside = (*scope, (row.text(("key",)) if row is not None else "") or _token(part, number))
            if row is not None and row.is_deleted:
                is_changed = True
                self._use_inside(sheet, inside)
                continue
            node, item, differs = self.compose(sheet, part, row, inside)
            nodes.append(node)
            items.append(item)
            is_changed = is_changed or differs
        for place, (given, row) in enumerate(new, len(stored) + 1):
            if row.is_deleted:
                continue
            is_changed = True
            token = row.text(("key",)) if "key" in sheet.item.model_fields else str(given or place)
            if not token:
                named = name_in(row)
                token = made_key(named, keys, otherwise=f"{scope[0]}-{place}")
                keys.add(token)
            node, item, _differs = self.compose(sheet, None, row, (*scope, token))
            nodes.append(node)
            items.append(item)
        return SequenceNode(self.around, list(nodes)), items, is_changed

    def _use_inside(self, sheet: Sheet, scope: Scope) -> None:
        for (inner, other), numbered in self.parts.items():
            if inner.lists[: len(sheet.lists)] == sheet.lists and other[: len(scope)] == scope:
                self.used.update(row for _number, row in numbered)


def _token(part: Record, number: int) -> str:
    return str(part.key) if "key" in type(part).model_fields else str(number)  # type: ignore[attr-defined]


def _tree(nodes: Mapping[Path, Node], location: CellLocation) -> MappingNode:
    """Return the nodes of fields as one node, with one inside it for each record inside the record."""
    root = MappingNode(location)
    for path, node in nodes.items():
        parent = root
        for step in path[:-1]:
            inner = parent.values.get(step)
            if not isinstance(inner, MappingNode):
                inner = MappingNode(node.location)
                parent.values[step], parent.name_locations[step] = inner, node.location
            parent = inner
        parent.values[path[-1]], parent.name_locations[path[-1]] = node, node.location
    return root


def _stored_node(column: Column, value: Any, location: CellLocation) -> Node | None:
    """Return the node of a stored value, from which it is parsed again as it was."""
    if value is None or value == ():
        return None
    if column.type is CellType.JSON:
        return json_node(value, location)
    if column.is_list:
        return SequenceNode(location, [ScalarNode(location, format_scalar(item), is_quoted=True) for item in value])
    return ScalarNode(location, format_scalar(value), is_quoted=True)
