"""What figures that were fetched cannot be: planted in answers of every kind, and always refused."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.basis import Basis
from kobling.core.units import Unit
from kobling.records.base import INCOMING
from kobling.records.indicators import Draw, Indicator
from kobling.rooms.registers.queries import fetch_figures
from kobling.sources.registers import (
    DataCube,
    Dimension,
    FetchedTable,
    RegisterError,
    RegisterTable,
    Selection,
    Variable,
    VariableValue,
)
from tests.rooms import small

OWN, TODAY = "791", date(2026, 1, 1)


class OneTable:
    """A register that has one table, and gives whatever it holds."""

    name = title = "made-up"

    def __init__(self, cells, *, aggregate=None, describes=True, area="OMRÅDE"):
        self.cells, self.aggregate, self.describes, self.area = cells, aggregate, describes, area

    def fetch(self, selection: Selection) -> FetchedTable:
        areas = selection.values.get(self.area, ["*"])
        cells = {key: value for key, value in self.cells.items() if "*" in areas or key[0] in areas}
        names = (self.area, "Tid")
        frame = pl.DataFrame(
            [(*key, value, None if value is not None else "..") for key, value in cells.items()],
            schema={**dict.fromkeys(names, pl.String), "value": pl.Float64, "why": pl.String},
            orient="row",
        )
        dimensions = tuple(
            Dimension(name, name, {code: code for code in dict.fromkeys(key[place] for key in cells)}, name == "Tid")
            for place, name in enumerate(names)
        )
        return FetchedTable(selection, DataCube(frame, dimensions, None, None, None, None, None, self.aggregate), ())

    def describe(self, code, *, language):
        if not self.describes:
            raise RegisterError("fell_over", register=self.name, table=code, status=500, request="?")
        variables = tuple(
            Variable(
                name,
                name,
                tuple(VariableValue(value, value) for value in sorted({key[place] for key in self.cells})),
                is_time=name == "Tid",
                is_optional=False,
            )
            for place, name in enumerate((self.area, "Tid"))
        )
        return RegisterTable(code, "T", None, None, is_active=True, note=None, documentation=None, variables=variables)


def indicator(unit="persons", basis=None, area="OMRÅDE", **select) -> Indicator:
    draw = Draw(register_name="made-up", table="T", select={"Tid": ["*"], **select}, time="Tid", area=area)
    more = {"parts": "byer"} if unit == Unit.PARTS else {}
    fields = small.indicator("x", unit=unit, basis=basis, collected_by="register", source="S", **more)
    return Indicator.model_validate(fields | {"draw": draw.model_dump()}, context=INCOMING)


def fetched(register, definition, own=OWN):
    return fetch_figures(register, definition, own=own, on=TODAY, others=[]).figures


def refusal(register, definition, own=OWN):
    with pytest.raises(RegisterError) as refused:
        fetched(register, definition, own)
    assert str(refused.value)
    return refused.value.code


CELLS = {("791", "2018"): 10.0, ("791", "2019"): 12.0, ("000", "2018"): 100.0, ("000", "2019"): 120.0}
COUNTED = [unit for unit in Unit if unit.is_counted]
WRONG_COUNTS = st.floats(-1e9, 1e9).filter(lambda value: value < -1e-6 or abs(value - round(value)) > 1e-6)


@given(
    unit=st.sampled_from(Unit),
    basis=st.none() | st.sampled_from(Basis),
    place=st.sampled_from(sorted(CELLS)),
    wrong=WRONG_COUNTS,
)
def test_a_count_is_whole_and_not_negative_unless_it_is_calculated_or_estimated(unit, basis, place, wrong):
    definition = indicator(unit, basis, OMRÅDE=["*"])
    planted = OneTable({**CELLS, place: wrong})
    if unit in COUNTED and basis not in {Basis.CALCULATED, Basis.SAMPLE}:
        assert refusal(planted, definition) == "no_count"
    else:
        assert [one.value for one in fetched(planted, definition)][sorted(CELLS).index(place)] is not None
    assert len(fetched(OneTable(CELLS), definition)) == 4


def test_thousands_are_counted_whole_when_they_are_scaled():
    definition = indicator("persons", OMRÅDE=["*"])
    thousands = definition.model_copy(update={"draw": definition.draw.model_copy(update={"scale": 1000})})

    assert fetched(OneTable({("791", "2019"): 96.921}), thousands)[0].value == 96921


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("how", ["sum", "mean", "count", None])
def test_rates_are_never_added_up(unit, how):
    register, definition = OneTable(CELLS, aggregate=how), indicator(unit, OMRÅDE=["*"])
    if how in {"sum", "mean"} and unit.is_relative:
        assert refusal(register, definition) == "rates_added_up"
    else:
        assert len(fetched(register, definition)) == 4


def test_a_sum_that_the_source_is_asked_for_is_no_sum_of_rates():
    definition = indicator("percent", area=None, OMRÅDE=["791"], KØN=["sum(Alle=M;K)"])

    assert refusal(OneTable({("791", "2019"): 8.5}), definition) == "rates_added_up"


@pytest.mark.parametrize("describes", [True, False])
@pytest.mark.parametrize("area", ["OMRÅDE", "KOMK", "Region", "REF_AREA", "kommune"])
def test_another_area_is_never_stored_as_ones_own(area, describes):
    register = OneTable(CELLS, describes=describes, area=area)

    assert refusal(register, indicator(area=None, **{area: ["000"]})) == "area_not_named"
    assert [one.area for one in fetched(register, indicator(area=None, **{area: ["791"]}))] == [None, None]


def test_a_source_that_fails_when_the_figures_have_come_costs_no_figures():
    assert len(fetched(OneTable(CELLS, describes=False), indicator(OMRÅDE=["*"]))) == 4


@given(own=st.from_regex(r"\A[0-9]{3,6}\Z"))
def test_a_code_of_another_country_can_be_the_municipalitys_own(own):
    other = "0" if own != "0" else "1"
    cells = {(own, "2019"): 5.0, (other, "2019"): 50.0}

    assert {one.area for one in fetched(OneTable(cells), indicator(OMRÅDE=["*"]), own)} == {None, other}
