"""Select cells by code, or `*` for all, from a data cube or a file that is at hand whole."""

from collections.abc import Sequence
from dataclasses import replace
from math import prod

import polars as pl

from kobling.sources.extracts.files import close_matches
from kobling.sources.registers.data import DataCube, Dimension, Selection
from kobling.sources.registers.errors import DataLocation, excerpt
from kobling.sources.registers.formats.columns import MISSING_SIGN, combination_columns
from kobling.sources.registers.formats.jsonstat_parser import MAX_CELLS

ALL = "*"


def selected_codes(selection: Selection, known: Sequence[str], at: DataLocation) -> dict[str, tuple[str, ...]]:
    """Return the selected codes of each variable, in the order of `known`; empty for all of them."""
    for name, codes in selection.values.items():
        if name not in known:
            at.fail("no_such_variable", found=excerpt(name), known=close_matches(name, known))
        if not codes:
            at.fail("nothing_chosen", variable=excerpt(name))
    unique = {name: tuple(dict.fromkeys(selection.values[name])) for name in known if name in selection.values}
    return {name: () if ALL in codes else codes for name, codes in unique.items()}


def select_cells(cube: DataCube, selection: Selection, at: DataLocation) -> DataCube:
    """Return the selected cells, in the selection's order; cells that the cube lacks are missing.

    Every variable with several values must be selected. Raises RegisterError.
    """
    dimensions = {dimension.code: dimension for dimension in cube.dimensions}
    selected = selected_codes(selection, list(dimensions), at)
    for dimension in cube.dimensions:
        if dimension.code not in selected and len(dimension.labels) > 1:
            at.fail("variable_left_out", variable=excerpt(dimension.code), text=excerpt(dimension.text))
    codes = {name: selected.get(name) or tuple(dimension.labels) for name, dimension in dimensions.items()}
    for name, some in codes.items():
        for code in some:
            if code not in dimensions[name].labels:
                near = close_matches(code, list(dimensions[name].labels))
                at.fail("no_such_value", variable=excerpt(name), found=excerpt(code), near=near)
    if prod(len(some) for some in codes.values()) > MAX_CELLS:
        at.fail("too_many_cells", allowed=MAX_CELLS)
    columns = combination_columns(list(codes.items()))
    whole = cube.frame.with_columns(pl.col(name).cast(pl.Enum(some), strict=False) for name, some in codes.items())
    frame = pl.DataFrame(columns).join(whole, on=list(codes), how="left", maintain_order="left")
    lacks_sign = pl.col("value").is_null() & pl.col("why").is_null()
    frame = frame.with_columns(why=pl.when(lacks_sign).then(pl.lit(MISSING_SIGN)).otherwise("why"))
    selected_dimensions = tuple(
        Dimension(name, dimension.text, {code: dimension.labels[code] for code in codes[name]}, dimension.is_time)
        for name, dimension in dimensions.items()
    )
    return replace(cube, frame=frame, dimensions=selected_dimensions)
