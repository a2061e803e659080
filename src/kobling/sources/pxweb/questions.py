"""A selection as questions that PxWeb can be asked, each small enough, and their answers as one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from math import prod

import polars as pl

from kobling.sources.registers.columns import crossed
from kobling.sources.registers.parts import Part, shown
from kobling.sources.registers.shape import Cells, Dimension, Selection, Table, Variable

NEWEST = re.compile(r"top\(([1-9][0-9]{0,3})\)")
"""PxWeb's filter `top`: the newest so many periods."""
NEAR = 3


@dataclass(frozen=True)
class Question:
    """The codes asked for of each variable chosen, in the table's order."""

    codes: Mapping[str, tuple[str, ...]]

    @property
    def cells(self) -> int:
        """How many cells its answer has."""
        return prod(len(some) for some in self.codes.values())

    @property
    def body(self) -> dict[str, object]:
        """The question as PxWeb takes it."""
        query = [
            {"code": code, "selection": {"filter": "item", "values": list(some)}} for code, some in self.codes.items()
        ]
        return {"query": query, "response": {"format": "json-stat2"}}

    def parts(self, limit: int) -> Iterator["Question"]:
        """Yield questions of at most so many cells that together ask for the same."""
        if self.cells <= limit:
            yield self
            return
        longest = max(self.codes, key=lambda code: len(self.codes[code]))
        half = (len(self.codes[longest]) + 1) // 2
        for some in (self.codes[longest][:half], self.codes[longest][half:]):
            yield from Question({**self.codes, longest: some}).parts(limit)


def question(selection: Selection, table: Table, *, at: Part) -> Question:
    """Return a selection as a question: codes, `*` and patterns with it, and `top(n)` for the newest n periods.

    Refused are variables and values that the table has not, and variables left out that PxWeb does not sum over.
    """
    known = {variable.code: variable for variable in table.variables}
    for code in selection.values:
        if code not in known:
            at.refuse("no_such_variable", found=shown(code), known=", ".join(known))
    for variable in table.variables:
        if variable.code not in selection.values and variable.time:
            at.refuse("time_left_out", variable=variable.code)
        if variable.code not in selection.values and not variable.may_be_left_out:
            at.refuse("variable_left_out", variable=variable.code, text=variable.text)
    return Question(
        {code: _codes(one, selection.values[code], at) for code, one in known.items() if code in selection.values}
    )


def _codes(variable: Variable, wanted: Sequence[str], at: Part) -> tuple[str, ...]:
    codes = [value.code for value in variable.values]
    if not wanted:
        at.refuse("nothing_chosen", variable=variable.code)
    found: dict[str, None] = {}
    for sign in wanted:
        some = _meant(sign, codes, variable)
        if not some:
            near = ", ".join(get_close_matches(sign, codes, NEAR, cutoff=0))
            at.refuse("no_such_value", variable=variable.code, found=shown(sign), near=near)
        found |= dict.fromkeys(some)
    return tuple(found)


def _meant(sign: str, codes: Sequence[str], variable: Variable) -> Sequence[str]:
    if sign in codes:
        return [sign]
    newest = NEWEST.fullmatch(sign)
    if newest and variable.time:
        return sorted(codes)[-int(newest[1]) :]
    pattern = sign.replace("[", "[[]").replace("?", "[?]")
    return [code for code in codes if fnmatchcase(code, pattern)] if "*" in sign else []


def put_together(asked: Question, answers: Sequence[tuple[Question, Cells]], table: Table, *, at: Part) -> Cells:
    """Return the answers' cells in the question's own order: exactly those that were asked for, or a refusal."""
    first = answers[0][1]
    if any(cells.updated != first.updated for _, cells in answers):
        at.refuse("updated_between")
    for part, cells in answers:
        _refuse_other(part, cells, at)
    columns = crossed(list(asked.codes.items()))
    kinds = {column.name: column.dtype for column in columns}
    whole = pl.concat(
        cells.frame.select(*(pl.col(code).cast(kind) for code, kind in kinds.items()), "value", "why")
        for _, cells in answers
    )
    frame = pl.DataFrame(columns).join(whole, on=list(kinds), how="left", maintain_order="left")
    variables = {variable.code: variable for variable in table.variables}
    return replace(
        first, frame=frame, dimensions=tuple(_dimension(variables[code], some) for code, some in asked.codes.items())
    )


def _refuse_other(asked: Question, cells: Cells, at: Part) -> None:
    """Refuse an answer with another shape than was asked for; variables with one value come unasked."""
    came = {one.code: set(one.labels) for one in cells.dimensions}
    for code, some in asked.codes.items():
        if code not in came:
            at.refuse("answer_lacks_variable", variable=code)
        if lacking := [one for one in some if one not in came[code]]:
            replace(at, place=shown(f"{code}={lacking[0]}")).refuse("answer_lacks_code", count=len(lacking))
        if more := sorted(came[code] - set(some)):
            replace(at, place=shown(f"{code}={more[0]}")).refuse("answer_has_code", count=len(more))
    for code, labels in came.items():
        if code not in asked.codes and len(labels) > 1:
            at.refuse("answer_has_variable", variable=shown(code))


def _dimension(variable: Variable, codes: Sequence[str]) -> Dimension:
    texts = {value.code: value.text for value in variable.values}
    return Dimension(variable.code, variable.text, {code: texts[code] for code in codes}, variable.time)
