"""What is wanted of cells that are all there: codes, or `*` for all."""

from collections.abc import Sequence
from dataclasses import replace
from math import prod

import polars as pl

from kobling.sources.extracts.reading import nearest
from kobling.sources.registers.columns import MISSING, crossed
from kobling.sources.registers.jsonstat import LARGEST
from kobling.sources.registers.parts import Part, shown
from kobling.sources.registers.shape import Cells, Dimension, Selection

ALL = "*"


def choices(selection: Selection, known: Sequence[str], at: Part) -> dict[str, tuple[str, ...]]:
    """Return the codes wanted of each variable, in the extract's order; nothing for all of them."""
    for name, some in selection.values.items():
        if name not in known:
            at.refuse("no_such_variable", found=shown(name), known=nearest(name, known))
        if not some:
            at.refuse("nothing_chosen", variable=shown(name))
    wanted = {name: tuple(dict.fromkeys(selection.values[name])) for name in known if name in selection.values}
    return {name: () if ALL in some else some for name, some in wanted.items()}


def chosen_cells(cells: Cells, selection: Selection, at: Part) -> Cells:
    """Return the cells that are wanted, in the selection's order; what is not there is missing.

    Every variable with several values has to be chosen. Raises RegisterRefused.
    """
    known = {one.code: one for one in cells.dimensions}
    chosen = choices(selection, list(known), at)
    for one in cells.dimensions:
        if one.code not in chosen and len(one.labels) > 1:
            at.refuse("variable_left_out", variable=shown(one.code), text=shown(one.text))
    codes = {name: chosen.get(name) or tuple(one.labels) for name, one in known.items()}
    for name, some in codes.items():
        for code in some:
            if code not in known[name].labels:
                near = nearest(code, list(known[name].labels))
                at.refuse("no_such_value", variable=shown(name), found=shown(code), near=near)
    if prod(len(some) for some in codes.values()) > LARGEST:
        at.refuse("too_many_cells", allowed=LARGEST)
    columns = crossed(list(codes.items()))
    whole = cells.frame.with_columns(pl.col(name).cast(pl.Enum(some), strict=False) for name, some in codes.items())
    frame = pl.DataFrame(columns).join(whole, on=list(codes), how="left", maintain_order="left")
    unsaid = pl.col("value").is_null() & pl.col("why").is_null()
    frame = frame.with_columns(why=pl.when(unsaid).then(pl.lit(MISSING)).otherwise("why"))
    dimensions = tuple(
        Dimension(name, one.text, {code: one.labels[code] for code in codes[name]}, one.time)
        for name, one in known.items()
    )
    return replace(cells, frame=frame, dimensions=dimensions)
