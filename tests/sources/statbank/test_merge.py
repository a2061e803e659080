"""Merged responses: every cell once, whatever the order, or an error that names one."""

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.sources.registers import DataCube, Dimension, RegisterError, Selection
from kobling.sources.registers.errors import DataLocation
from kobling.sources.statbank.merge import PartialCube, merge
from kobling.sources.statbank.query import build_query
from tests.sources.statbank.test_query import table

AT = DataLocation("statbank", "T1")
WHOLE = build_query(Selection("T1", {"A": ["*"], "B": ["*"], "Tid": ["*"]}), table(3, 2, 2), at=AT)
CELLS = [(a, b, t) for a in ("A0", "A1", "A2") for b in ("B0", "B1") for t in ("Tid0", "Tid1")]
FIGURES = {cell: None if number == 5 else float(number) for number, cell in enumerate(CELLS)}


def answer(part, cells, *, order=("A", "B", "Tid"), codes=None):
    """The cells of an answer to a part of the question, in the order they are given in."""
    rows = [(*cell, FIGURES[cell], ".." if FIGURES[cell] is None else None) for cell in cells]
    types = {"A": pl.String, "B": pl.String, "Tid": pl.String, "value": pl.Float64, "why": pl.String}
    frame = pl.DataFrame(rows, types, orient="row").select(*order, "value", "why")
    codes = codes or {one.variable.code: list(one.codes) for one in part.selections}
    dimensions = tuple(Dimension(name, name, dict.fromkeys(codes[name], "same"), name == "Tid") for name in order)
    cast = [pl.col(name).cast(pl.Enum(codes[name])) for name in order]
    return PartialCube(part, DataCube(frame.with_columns(cast), dimensions, None, None, None, None, None))


@given(max_cells=st.integers(1, 12), random=st.randoms(use_true_random=False))
def test_cells_find_their_place(max_cells, random):
    def shuffled(part):
        mine = [
            cell for cell in CELLS if all(code in one.codes for code, one in zip(cell, part.selections, strict=True))
        ]
        codes = {one.variable.code: random.sample(list(one.codes), len(one.codes)) for one in part.selections}
        return answer(part, random.sample(mine, len(mine)), order=random.sample(["A", "B", "Tid"], 3), codes=codes)

    parts = [shuffled(part) for part in WHOLE.split(max_cells)]
    found = merge(WHOLE, random.sample(parts, len(parts)), at=AT)

    assert found.frame.columns == ["A", "B", "Tid", "value", "why"]
    assert [row[:4] for row in found.frame.rows()] == [(*cell, FIGURES[cell]) for cell in CELLS]
    assert found.frame["why"].to_list() == [".." if FIGURES[cell] is None else None for cell in CELLS]
    assert [list(dimension.labels) for dimension in found.dimensions] == [list(one.codes) for one in WHOLE.selections]


@given(st.integers(0, 11), st.integers(0, 11))
def test_a_cell_that_is_missing_or_comes_twice_is_named(lost, twice):
    others = [cell for number, cell in enumerate(CELLS) if number != lost]

    for cells, code, number in (([*others], "cell_missing", lost), ([*CELLS, CELLS[twice]], "cell_twice", twice)):
        with pytest.raises(RegisterError) as refused:
            merge(WHOLE, [answer(WHOLE, cells)], at=AT)
        named = " ".join(f"{name}={one}" for name, one in zip(("A", "B", "Tid"), CELLS[number], strict=True))
        assert (refused.value.code, refused.value.cell, refused.value.facts) == (code, named, {"count": 1})


def test_the_variable_that_statbank_puts_in_is_left_out_when_it_says_nothing():
    one = answer(WHOLE, CELLS)
    put_in = Dimension("ContentsCode", "Indhold", {"T1": "Tabel"}, is_time=False)
    cells = replace(
        one.cube,
        frame=one.cube.frame.with_columns(pl.lit("T1").cast(pl.Enum(["T1"])).alias("ContentsCode")),
        dimensions=(*one.cube.dimensions, put_in),
    )

    assert merge(WHOLE, [PartialCube(WHOLE, cells)], at=AT).frame.columns == ["A", "B", "Tid", "value", "why"]
