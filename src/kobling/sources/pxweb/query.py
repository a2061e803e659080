"""Build PxWeb queries from a selection, and split them into queries that are small enough."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from math import prod

from kobling.sources.registers.data import Selection
from kobling.sources.registers.errors import DataLocation, excerpt
from kobling.sources.registers.table import RegisterTable, Variable

NEWEST = re.compile(r"top\(([1-9][0-9]{0,3})\)")
"""PxWeb's filter `top`: the newest n periods."""
MAX_SUGGESTIONS = 3


@dataclass(frozen=True)
class PxWebQuery:
    """The requested codes of each selected variable, in the table's order."""

    codes: Mapping[str, tuple[str, ...]]

    @property
    def cell_count(self) -> int:
        """The number of figures that are requested."""
        return prod(len(codes) for codes in self.codes.values())

    @property
    def content(self) -> dict[str, object]:
        """The query as PxWeb's JSON."""
        query = [
            {"code": code, "selection": {"filter": "item", "values": list(values)}}
            for code, values in self.codes.items()
        ]
        return {"query": query, "response": {"format": "json-stat2"}}

    def split(self, max_cells: int) -> Iterator["PxWebQuery"]:
        """Yield queries of at most max_cells for the same cells, halving the variable with most codes."""
        if self.cell_count <= max_cells:
            yield self
            return
        longest = max(self.codes, key=lambda code: len(self.codes[code]))
        half = (len(self.codes[longest]) + 1) // 2
        for values in (self.codes[longest][:half], self.codes[longest][half:]):
            yield from PxWebQuery({**self.codes, longest: values}).split(max_cells)


def build_query(selection: Selection, table: RegisterTable, *, at: DataLocation) -> PxWebQuery:
    """Return a selection as a query; selectors are codes, patterns with `*`, and `top(n)` for the newest n periods.

    Raises RegisterError for variables and values that the table does not have, and for variables that are left out and
    that PxWeb does not sum over.
    """
    known = {variable.code: variable for variable in table.variables}
    for code in selection.values:
        if code not in known:
            at.fail("no_such_variable", found=excerpt(code), known=", ".join(known))
    for variable in table.variables:
        if variable.code not in selection.values and variable.is_time:
            at.fail("time_left_out", variable=variable.code)
        if variable.code not in selection.values and not variable.is_optional:
            at.fail("variable_left_out", variable=variable.code, text=variable.text)
    return PxWebQuery(
        {
            code: _codes(variable, selection.values[code], at)
            for code, variable in known.items()
            if code in selection.values
        }
    )


def _codes(variable: Variable, selectors: Sequence[str], at: DataLocation) -> tuple[str, ...]:
    codes = [value.code for value in variable.values]
    if not selectors:
        at.fail("nothing_chosen", variable=variable.code)
    selected: dict[str, None] = {}
    if not codes:
        return _unlisted(variable, selectors, at)
    for selector in selectors:
        matching = _matching_codes(selector, codes, variable)
        if not matching:
            near = ", ".join(get_close_matches(selector, codes, MAX_SUGGESTIONS, cutoff=0))
            at.fail("no_such_value", variable=variable.code, found=excerpt(selector), near=near)
        selected |= dict.fromkeys(matching)
    return tuple(selected)


def _unlisted(variable: Variable, selectors: Sequence[str], at: DataLocation) -> tuple[str, ...]:
    """Return the selected codes of a variable with too many values to be listed, which the source checks itself."""
    for selector in selectors:
        if "*" in selector or NEWEST.fullmatch(selector):
            at.fail("values_not_listed", variable=variable.code, found=excerpt(selector))
    return tuple(dict.fromkeys(selectors))


def _matching_codes(selector: str, codes: Sequence[str], variable: Variable) -> Sequence[str]:
    if selector in codes:
        return [selector]
    newest = NEWEST.fullmatch(selector)
    if newest and variable.is_time:
        return sorted(codes)[-int(newest[1]) :]
    pattern = selector.replace("[", "[[]").replace("?", "[?]")
    return [code for code in codes if fnmatchcase(code, pattern)] if "*" in selector else []
