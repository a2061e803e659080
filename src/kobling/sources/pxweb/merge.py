"""Check PxWeb's responses against their queries and merge them."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from kobling.sources.pxweb.query import PxWebQuery
from kobling.sources.registers.data import DataCube, Dimension
from kobling.sources.registers.errors import DataLocation, excerpt
from kobling.sources.registers.formats.columns import combination_columns
from kobling.sources.registers.table import RegisterTable, Variable


def merge(
    whole: PxWebQuery, parts: Sequence[tuple[PxWebQuery, DataCube]], table: RegisterTable, *, at: DataLocation
) -> DataCube:
    """Return the cells of a query in its own order, from its parts.

    Raises RegisterError where a variable or code is missing or extra, and where the table was updated between two
    parts.
    """
    first = parts[0][1]
    if any(cube.updated_at != first.updated_at for _, cube in parts):
        at.fail("updated_between")
    for query, cube in parts:
        _check_dimensions(query, cube, at)
    columns = combination_columns(list(whole.codes.items()))
    types = {column.name: column.dtype for column in columns}
    cells = pl.concat(
        cube.frame.select(*(pl.col(code).cast(dtype) for code, dtype in types.items()), "value", "why")
        for _, cube in parts
    )
    frame = pl.DataFrame(columns).join(cells, on=list(types), how="left", maintain_order="left")
    variables = {variable.code: variable for variable in table.variables}
    dimensions = tuple(_dimension(variables[code], codes) for code, codes in whole.codes.items())
    return replace(first, frame=frame, dimensions=dimensions)


def _check_dimensions(query: PxWebQuery, cube: DataCube, at: DataLocation) -> None:
    """Raise unless a cube has the codes requested; variables with a single value come without being requested."""
    received = {dimension.code: set(dimension.labels) for dimension in cube.dimensions}
    for code, codes in query.codes.items():
        if code not in received:
            at.fail("answer_lacks_variable", variable=code)
        if missing := [value for value in codes if value not in received[code]]:
            at.at_cell(f"{code}={missing[0]}").fail("answer_lacks_code", count=len(missing))
        if extra := sorted(received[code] - set(codes)):
            at.at_cell(f"{code}={extra[0]}").fail("answer_has_code", count=len(extra))
    for code, labels in received.items():
        if code not in query.codes and len(labels) > 1:
            at.fail("answer_has_variable", variable=excerpt(code))


def _dimension(variable: Variable, codes: Sequence[str]) -> Dimension:
    texts = {value.code: value.text for value in variable.values}
    return Dimension(variable.code, variable.text, {code: texts.get(code, code) for code in codes}, variable.is_time)
