"""Queries: their cell counts, and splits that have every cell once."""

from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.sources.registers import RegisterError, RegisterTable, Selection, Variable, VariableValue
from kobling.sources.registers.errors import DataLocation
from kobling.sources.statbank.query import build_query

AT = DataLocation("statbank", "T1")


def table(*sizes, is_optional=False):
    names = [*"ABC"[: len(sizes) - 1], "Tid"]
    variables = tuple(
        Variable(
            name,
            name.lower(),
            tuple(VariableValue(f"{name}{number}", "x") for number in range(size)),
            is_time=name == "Tid",
            is_optional=is_optional and name != "Tid",
        )
        for name, size in zip(names, sizes, strict=True)
    )
    return RegisterTable(
        "T1", "Tabel", "Antal", None, is_active=True, note=None, documentation=None, variables=variables
    )


def cells(part):
    """Every cell of a question, by its codes."""
    found = [()]
    for one in part.selections:
        found = [(*cell, code) for cell in found for code in one.codes]
    return found


@given(sizes=st.lists(st.integers(1, 7), min_size=1, max_size=4), max_cells=st.integers(1, 40))
def test_parts_hold_every_cell_once_and_are_small_enough(sizes, max_cells):
    held = table(*sizes)
    whole = build_query(Selection("T1", {variable.code: ["*"] for variable in held.variables}), held, at=AT)

    parts = list(whole.split(max_cells))

    assert whole.cell_count == prod(sizes)
    assert all(part.cell_count <= max_cells for part in parts)
    assert sorted(cell for part in parts for cell in cells(part)) == sorted(cells(whole))


def test_a_question_that_is_small_enough_is_sent_as_it_was_written():
    whole = build_query(Selection("t1", {"tid": [">=tid1"], "a": ["*"]}), table(3, 2), at=AT)

    (part,) = whole.split(6)
    assert part.content("JSONSTAT", language="da") == {
        "table": "T1",
        "lang": "da",
        "format": "JSONSTAT",
        "valuePresentation": "Code",
        "variables": [{"code": "A", "values": ["*"]}, {"code": "Tid", "values": [">=tid1"]}],
    }


def test_a_part_says_its_codes_and_keeps_sums_whole():
    whole = build_query(Selection("T1", {"A": ["*", "sum(Begge=a0;a1)"], "Tid": ["(1)"]}), table(3, 2), at=AT)

    selectors = [part.selections[0].selectors for part in whole.split(2)]
    assert selectors == [("A0", "A1"), ("A2", "sum(Begge=A0;A1)")]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"A": ["*"]}, "time_left_out"),
        ({"Tid": ["*"]}, "variable_left_out"),
        ({"A": ["*"], "Tid": ["*"], "D": ["1"]}, "no_such_variable"),
        ({"A": ["*"], "a": ["*"], "Tid": ["*"]}, "chosen_twice"),
        ({"A": [], "Tid": ["*"]}, "nothing_chosen"),
        ({"A": ["A9"], "Tid": ["*"]}, "no_such_value"),
    ],
)
def test_what_the_table_cannot_do_is_refused_before_it_is_asked(values, code):
    with pytest.raises(RegisterError, match=r"^statbank T1: ") as refused:
        build_query(Selection("T1", values), table(3, 2), at=AT)
    assert refused.value.code == code


def test_a_variable_that_is_optional_is_not_counted():
    asked = build_query(Selection("T1", {"Tid": ["*"]}), table(9, 2, is_optional=True), at=AT)

    assert asked.cell_count == 2
