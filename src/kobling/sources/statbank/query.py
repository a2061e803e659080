"""Build StatBank queries from a selection, and split them into queries that are small enough."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import prod

from kobling.sources.registers.data import Selection
from kobling.sources.registers.errors import DataLocation, excerpt
from kobling.sources.registers.table import RegisterTable, Variable
from kobling.sources.statbank.selectors import resolve_selectors


@dataclass(frozen=True)
class VariableSelection:
    """The selected values of one variable."""

    variable: Variable
    selectors: tuple[str, ...]
    """as they are sent"""
    codes: Mapping[str, str]
    """the codes that the selectors match, each with a selector that matches it alone"""


@dataclass(frozen=True)
class StatBankQuery:
    """The selected values of each variable of a table."""

    table: RegisterTable
    selections: tuple[VariableSelection, ...]
    """in the table's order; the source sums over a variable that is left out"""

    @property
    def cell_count(self) -> int:
        """The number of figures that are requested."""
        return prod(len(selection.codes) for selection in self.selections)

    def content(self, response_format: str, *, language: str) -> Mapping[str, object]:
        """Return the query as StatBank's JSON; values are requested as codes where the format allows either."""
        return {
            "table": self.table.code,
            "lang": language,
            "format": response_format,
            "valuePresentation": "Code",
            "variables": [
                {"code": selection.variable.code, "values": list(selection.selectors)} for selection in self.selections
            ],
        }

    def split(self, max_cells: int) -> Iterator["StatBankQuery"]:
        """Yield queries of at most max_cells for the same cells, split along the variable with most codes first."""
        if self.cell_count <= max(max_cells, 1):
            yield self
            return
        index = max(range(len(self.selections)), key=lambda number: len(self.selections[number].codes))
        longest = self.selections[index]
        other_cells = self.cell_count // len(longest.codes)
        chunk, codes = max(1, max_cells // other_cells), list(longest.codes.items())
        for start in range(0, len(codes), chunk):
            some = dict(codes[start : start + chunk])
            part = replace(longest, selectors=tuple(some.values()), codes=some)
            selections = (*self.selections[:index], part, *self.selections[index + 1 :])
            yield from replace(self, selections=selections).split(max_cells)


def build_query(selection: Selection, table: RegisterTable, *, at: DataLocation) -> StatBankQuery:
    """Return a selection as a query. Raises RegisterError for what the table does not have, or must have selected."""
    selected = _selectors_by_variable(selection, table, at)
    for variable in table.variables:
        if variable.code not in selected and variable.is_time:
            at.fail("time_left_out", variable=variable.code)
        if variable.code not in selected and not variable.is_optional:
            at.fail("variable_left_out", variable=variable.code, text=variable.text)
    return StatBankQuery(
        table,
        tuple(
            VariableSelection(variable, selectors, resolve_selectors(variable, selectors, at=at))
            for variable in table.variables
            if (selectors := selected.get(variable.code)) is not None
        ),
    )


def _selectors_by_variable(
    selection: Selection, table: RegisterTable, at: DataLocation
) -> Mapping[str, tuple[str, ...]]:
    """Return the selectors by the variables' codes as the table writes them; the selection's may differ in case."""
    codes = {variable.code.casefold(): variable.code for variable in table.variables}
    selected: dict[str, tuple[str, ...]] = {}
    for name, selectors in selection.values.items():
        code = codes.get(name.casefold())
        if code is None:
            known = ", ".join(f"{variable.code} ({variable.text})" for variable in table.variables)
            at.fail("no_such_variable", found=excerpt(name), known=known)
        if code in selected:
            at.fail("chosen_twice", variable=code)
        selected[code] = tuple(selectors)
    return selected
