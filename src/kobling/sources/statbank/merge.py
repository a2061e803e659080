"""Check responses against their query and merge them: every cell that was requested, each once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kobling.sources.registers.data import DataCube, Dimension
from kobling.sources.registers.errors import DataLocation, excerpt
from kobling.sources.registers.formats.columns import combination_columns
from kobling.sources.statbank.query import StatBankQuery, VariableSelection


@dataclass(frozen=True)
class PartialCube:
    """The data cube of one response, and the query it answers."""

    query: StatBankQuery
    cube: DataCube


def merge(whole: StatBankQuery, parts: Sequence[PartialCube], *, at: DataLocation) -> DataCube:
    """Return the cells of a query in its own order, from parts in any order.

    Raises RegisterError where a variable, code or cell is missing, extra or repeated, and where the table was updated
    between two parts.
    """
    numbers = np.concatenate([_cell_numbers(whole, part, at) for part in parts])
    _check_each_cell_once(whole, numbers, at)
    first = parts[0].cube
    if any(part.cube.updated_at != first.updated_at for part in parts):
        at.fail("updated_between")
    figures = pl.concat([part.cube.frame.select("value", "why") for part in parts])
    order = np.empty(len(numbers), dtype=np.int64)
    order[numbers] = np.arange(len(numbers))
    columns = combination_columns([(selection.variable.code, tuple(selection.codes)) for selection in whole.selections])
    return replace(
        first,
        frame=pl.DataFrame([*columns, *figures[order].get_columns()]),
        dimensions=tuple(_dimension(selection) for selection in whole.selections),
        unit=first.unit or whole.table.unit,
    )


def _dimension(selection: VariableSelection) -> Dimension:
    variable = selection.variable
    texts = {value.code: value.text for value in variable.values}
    labels = {code: texts.get(code, code) for code in selection.codes}
    return Dimension(variable.code, variable.text, labels, variable.is_time)


def _cell_numbers(whole: StatBankQuery, part: PartialCube, at: DataLocation) -> NDArray[np.int64]:
    """Return the number of each cell of a part in the whole query's order: (cells of the part,)."""
    dimensions = _check_dimensions(part, at)
    numbers = np.zeros(part.cube.frame.height, dtype=np.int64)
    for selection in whole.selections:
        dimension = dimensions[selection.variable.code]
        positions = {code: position for position, code in enumerate(selection.codes)}
        own_positions = np.array([positions[code] for code in dimension.labels], dtype=np.int64)
        column = part.cube.frame[dimension.code].cast(pl.Enum(list(dimension.labels)))
        numbers = numbers * len(positions) + own_positions[column.to_physical().to_numpy()]
    return numbers


def _check_dimensions(part: PartialCube, at: DataLocation) -> dict[str, Dimension]:
    """Return a part's dimensions by the query's variables. Raises unless each has exactly the codes requested."""
    requested = {selection.variable.code.casefold(): selection for selection in part.query.selections}
    received = {dimension.code.casefold(): dimension for dimension in part.cube.dimensions}
    for name, selection in requested.items():
        if name not in received:
            at.fail("answer_lacks_variable", variable=selection.variable.code)
    for name, dimension in received.items():
        # StatBank adds a variable of its own for what is counted (ContentsCode), with a single value.
        if name not in requested and len(dimension.labels) > 1:
            at.fail("answer_has_variable", variable=excerpt(dimension.code))
    for name, selection in requested.items():
        _check_codes(selection, received[name], at)
    return {selection.variable.code: received[name] for name, selection in requested.items()}


def _check_codes(selection: VariableSelection, received: Dimension, at: DataLocation) -> None:
    variable = selection.variable.code
    missing = [code for code in selection.codes if code not in received.labels]
    extra = [code for code in received.labels if code not in selection.codes]
    if missing:
        at.at_cell(f"{variable}={missing[0]}").fail("answer_lacks_code", count=len(missing))
    if extra:
        at.at_cell(f"{variable}={extra[0]}").fail("answer_has_code", count=len(extra))


def _check_each_cell_once(whole: StatBankQuery, numbers: NDArray[np.int64], at: DataLocation) -> None:
    counts = np.bincount(numbers, minlength=whole.cell_count)
    for code, wrong in (("cell_missing", counts == 0), ("cell_twice", counts > 1)):
        if wrong.any():
            at.at_cell(_codes_of_cell(whole, int(np.argmax(wrong)))).fail(code, count=int(wrong.sum()))


def _codes_of_cell(whole: StatBankQuery, number: int) -> str:
    """Return the codes of a cell by its number: `OMRÅDE=791 Tid=2019K1`."""
    codes = []
    for selection in reversed(whole.selections):
        number, position = divmod(number, len(selection.codes))
        codes.append(f"{selection.variable.code}={list(selection.codes)[position]}")
    return " ".join(reversed(codes))
