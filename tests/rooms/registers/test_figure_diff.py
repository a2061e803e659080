"""What holds whenever a drawing is held beside the figures that stand."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.periods import Period
from kobling.records.drawings import Outcome
from kobling.records.indicators import Draw, Measurement
from kobling.rooms.registers.figure_diff import current_figures, diff_figures
from kobling.rooms.registers.figure_parser import FetchedFigure, parse_figures
from kobling.sources.registers import MESSAGES, DataCube, Dimension, RegisterError

PLACES = st.tuples(
    st.sampled_from((None, "000", "101")), st.sampled_from((None, "by")), st.integers(2015, 2018).map(str)
)
VALUES = st.floats(0, 1e6)
DRAWN = st.dictionaries(PLACES, st.none() | VALUES, max_size=8)
DAY = date(2020, 3, 12)


def readings(drawn):
    return [
        FetchedFigure(area, part, Period.parse(code), value, None if value is not None else "..", "cell")
        for (area, part, code), value in drawn.items()
    ]


def measured(stand):
    return [
        Measurement(
            indicator="folketal",
            area=area,
            part=part,
            period=code,
            value=value,
            uncertainty="full_count",
            drawn=DAY,
        )
        for (area, part, code), value in stand.items()
    ]


@given(DRAWN, st.dictionaries(PLACES, VALUES, max_size=8), st.sets(PLACES), st.sets(PLACES))
def test_every_cell_and_every_figure_is_told_once(drawn, stand, gone, expected):
    figures = current_figures(
        one.model_copy(update={"withdrawn": DAY if place in gone else None})
        for place, one in zip(stand, measured(stand), strict=True)
    )
    keys = {(area, part, Period.parse(code)) for area, part, code in expected}
    found = diff_figures(readings(drawn), figures, expected=keys)

    given_again = len(found.added) + len(found.restored) + len(found.revisions) + found.unchanged
    assert given_again == sum(value is not None for value in drawn.values())
    empty = {place for place, value in drawn.items() if value is None}
    assert len(found.missing) + sum(one.sign == ".." for one in found.withdrawn) == len(empty)
    without_figure = {place for place in stand.keys() - gone if drawn.get(place) is None}
    assert len(found.withdrawn) == len(without_figure & expected)
    assert len(found.untouched) == len(without_figure - expected)
    assert all(one.before != one.after for one in found.revisions)


@given(DRAWN, st.dictionaries(PLACES, VALUES, max_size=8))
def test_what_has_been_kept_is_unchanged_when_it_is_drawn_again(drawn, stand):
    kept = stand | {place: value for place, value in drawn.items() if value is not None}

    again = diff_figures(readings(drawn), current_figures(measured(kept)), expected=set())

    assert again.changed == set()
    assert again.outcome is (Outcome.UNCHANGED if kept else Outcome.FIRST)


DRAW = Draw(
    register_name="statbank", table="T", select={"OMRÅDE": ["*"], "Tid": ["*"]}, time="Tid", area="OMRÅDE", scale=10
)


def cells(rows, **more):
    dimensions = tuple(Dimension(code, code, {}, is_time=code == "TID") for code in ("OMRÅDE", "TID"))
    frame = pl.DataFrame(
        {
            "OMRÅDE": [area for area, _, _ in rows],
            "TID": [code for _, code, _ in rows],
            "value": [value for _, _, value in rows],
            "why": [None if value is not None else ".." for _, _, value in rows],
        },
        schema={"OMRÅDE": pl.String, "TID": pl.String, "value": pl.Float64, "why": pl.String},
    )
    return DataCube(frame, dimensions, updated_at=None, source=None, label=None, unit=None, decimals=None)


@given(
    st.dictionaries(
        st.tuples(
            st.sampled_from(("791", "000", "101")), st.sampled_from(("2015", "2016K1", "2016M02", "2019:2020", "Tid"))
        ),
        st.none() | st.floats(allow_nan=True, allow_infinity=True),
    )
)
def test_cells_become_figures_or_are_refused_with_their_place(rows):
    """The definition says `Tid` and the answer `TID`, as StatBank's two formats do."""
    given_cells = [(area, code, value) for (area, code), value in rows.items()]
    try:
        found = parse_figures(cells(given_cells), DRAW, own="791", on=date(2021, 1, 1))
    except RegisterError as refusal:
        said = refusal
    else:
        said = None
    if said is not None:
        assert said.code in MESSAGES
        assert str(said).startswith("statbank T")
        return
    assert len(found) == len(rows)
    assert {(one.area or "791", one.value) for one in found} == {
        (area, None if value is None else round(value * 10, 9)) for area, _code, value in given_cells
    }


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("791", "2019", 1.0), ("791", "2019", 1.0)], "repeated_figure"),
        ([("791", "2019", None)], "no_figures"),
        ([], "own_area_missing"),
        ([("101", "2019", 1.0)], "own_area_missing"),
        ([("791", "2022", 1.0)], "not_begun"),
        ([("791", "i dag", 1.0)], "no_period"),
        ([("791", "2019", 1e15)], "figure_too_large"),
        ([("791", "2019", float("nan"))], "figure_too_large"),
    ],
)
def test_what_cannot_be_kept_is_refused_whole(rows, code):
    with pytest.raises(RegisterError) as refusal:
        parse_figures(cells(rows), DRAW, own="791", on=date(2021, 1, 1))

    assert refusal.value.code == code


def test_every_refusal_can_be_kept_and_said_again():
    """A refused drawing keeps what its sentence puts in as text."""
    assert not [code for code, sentence in MESSAGES.items() if "%(" in sentence.replace(")s", "") and ")d" in sentence]
