"""A selection looked through against its table, counted, and cut into questions that are small enough."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import prod

from kobling.sources.registers.parts import Part, shown
from kobling.sources.registers.shape import Selection, Table, Variable
from kobling.sources.statbank.selectors import chosen


@dataclass(frozen=True)
class Chosen:
    """What is asked of one variable."""

    variable: Variable
    signs: tuple[str, ...]
    """as they are sent"""
    codes: Mapping[str, str]
    """the codes that the signs choose, each with a sign for it alone"""


@dataclass(frozen=True)
class Question:
    """What is asked of a table."""

    table: Table
    chosen: tuple[Chosen, ...]
    """in the table's order; a variable that is left out is summed over by the source"""

    @property
    def cells(self) -> int:
        """How many figures it gives."""
        return prod(len(one.codes) for one in self.chosen)

    def body(self, form: str, *, language: str) -> Mapping[str, object]:
        """Return the question as StatBank takes it, asking for codes wherever there is a choice."""
        return {
            "table": self.table.code,
            "lang": language,
            "format": form,
            "valuePresentation": "Code",
            "variables": [{"code": one.variable.code, "values": list(one.signs)} for one in self.chosen],
        }

    def parts(self, at_most: int) -> Iterator["Question"]:
        """Return the question in parts of at most so many cells, cut along the largest variable and then the next."""
        if self.cells <= max(at_most, 1):
            yield self
            return
        place = max(range(len(self.chosen)), key=lambda number: len(self.chosen[number].codes))
        largest = self.chosen[place]
        rest = self.cells // len(largest.codes)
        together, codes = max(1, at_most // rest), list(largest.codes.items())
        for first in range(0, len(codes), together):
            some = dict(codes[first : first + together])
            part = replace(largest, signs=tuple(some.values()), codes=some)
            yield from replace(self, chosen=(*self.chosen[:place], part, *self.chosen[place + 1 :])).parts(at_most)


def question(selection: Selection, table: Table, *, at: Part) -> Question:
    """Return a selection as a question, or refuse what the table does not hold or cannot do without."""
    wanted = _by_variable(selection, table, at)
    for variable in table.variables:
        if variable.code not in wanted and variable.time:
            at.refuse("time_left_out", variable=variable.code)
        if variable.code not in wanted and not variable.may_be_left_out:
            at.refuse("variable_left_out", variable=variable.code, text=variable.text)
    return Question(
        table,
        tuple(
            Chosen(variable, signs, chosen(variable, signs, at=at))
            for variable in table.variables
            if (signs := wanted.get(variable.code)) is not None
        ),
    )


def _by_variable(selection: Selection, table: Table, at: Part) -> Mapping[str, tuple[str, ...]]:
    """Return the signs by the variables' codes as the table spells them."""
    known = {variable.code.casefold(): variable.code for variable in table.variables}
    wanted: dict[str, tuple[str, ...]] = {}
    for asked, signs in selection.values.items():
        code = known.get(asked.casefold())
        if code is None:
            said = ", ".join(f"{variable.code} ({variable.text})" for variable in table.variables)
            at.refuse("no_such_variable", found=shown(asked), known=said)
        if code in wanted:
            at.refuse("chosen_twice", variable=code)
        wanted[code] = tuple(signs)
    return wanted
