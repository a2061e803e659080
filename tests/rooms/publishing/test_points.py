"""Every figure that can be kept has a point that the status rule takes."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kobling.core.periods import Period
from kobling.core.status import Measurement as Known
from kobling.core.units import Unit
from kobling.records.indicators import Indicator, Measurement, Uncertainty
from kobling.rooms.indicators.figures import Figures
from kobling.rooms.publishing.points import IndicatorPoints, to_point
from tests.laws import examples
from tests.rooms import small
from tests.rooms.strategies import numbers


def taken(one):
    """The point of a measurement, as the status rule knows it."""
    of = to_point(one, unit=Unit.COUNT, confidence=0.95, superseded=False)
    return Known(period=of.period, value=of.value, standard_error=of.standard_error, low=of.low, high=of.high)


def estimate(value, error):
    return Measurement(
        indicator="a",
        period=Period.parse("2019"),
        value=value,
        uncertainty=Uncertainty.STANDARD_ERROR,
        standard_error=error,
        drawn=date(2020, 1, 1),
    )


@given(numbers(-1e12, 1e12), numbers(0, 1e6))
@example(59.0, 5e-324)
@example(59.0, 1e-12)
@example(0.1 + 0.2, 0.0)
def test_an_estimate_lies_in_its_interval_however_small_its_error(value, error):
    known = taken(estimate(value, error))

    assert known.low <= known.value <= known.high
    assert known.is_exact is (known.low == known.high)


@pytest.mark.parametrize("error", [1e-8, 0.5])
def test_an_error_that_can_be_shown_is_kept(error):
    assert taken(estimate(59.0, error)).standard_error == error


SHARE = {"unit": "percent", "collected_by": "register"}
INDICATORS = tuple(
    Indicator.model_validate(fields)
    for fields in (
        small.indicator("born", unit="persons", collected_by="register"),
        small.indicator("people", unit="persons", collected_by="register"),
        small.indicator("share", **SHARE, derived={"method": "share_percent", "of": "born", "out_of": "people"}),
        small.indicator(
            "apart",
            unit="percentage_points",
            collected_by="register",
            derived={"method": "difference_to_area", "of": "share", "area": "000"},
        ),
        small.indicator(
            "rate",
            unit="count",
            collected_by="register",
            derived={"method": "per_inhabitant", "of": "born", "inhabitants": "people", "per": 10},
        ),
        small.indicator(
            "growing",
            unit="parts",
            collected_by="register",
            derived={"method": "parts_that_grew", "of": "born", "at_least": 1},
        ),
    )
)
FIRST = date(2020, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(8)]


@st.composite
def histories(draw):
    """Figures of two base indicators, two areas and two years, superseded and withdrawn on days of one week."""
    made = []
    for base in ("born", "people"):
        for area, part in ((None, None), ("000", None), (None, "a"), (None, "b")):
            # Inhabitants may be counted on the first of a quarter, and for a whole year.
            for year in ("2018", "2019", "2018-Q1") if base == "people" and part is None else ("2018", "2019"):
                days = sorted(draw(st.sets(st.sampled_from(DAYS[:-1]), max_size=3)))
                for index, day in enumerate(days):
                    later = [other for other in DAYS if other >= day and other <= [*days, DAYS[-1]][index + 1]]
                    fields = small.counted(base, year, draw(st.integers(1, 9)), area=area, part=part, drawn=day)
                    gone = draw(st.none() | st.sampled_from(later))
                    made.append(Measurement.model_validate(fields | {"withdrawn": gone}))
    return Figures(INDICATORS, tuple(made))


@given(histories())
@examples(50)
def test_a_derived_figure_has_the_history_that_its_figures_give_it(figures):
    """What was in force on any day is found in the points of the last day; withdrawals may lead back to older figures.

    The value in force is the one calculated anew from the figures that are in force.
    """
    points = IndicatorPoints(figures, on=DAYS[-1], confidence=0.95)
    for key in ("share", "apart", "rate", "growing"):
        found = points.all_points(key)
        newest = {point.period: point for point in found}
        assert [(one.period, one is newest[one.period]) for one in found] == sorted(
            (one.period, one is newest[one.period]) for one in found
        )
        assert all(point.superseded is (point is not newest[point.period]) for point in found)
        assert all(point.drawn <= newest[point.period].drawn or point.withdrawn for point in found)
        plain = {working.period for working in points.workings(key)}
        assert {period for period, point in newest.items() if point.in_force} == plain
        for day in DAYS:
            for point in IndicatorPoints(figures, on=day, confidence=0.95).current_points(key):
                assert (point.period, point.value, point.of) in {(one.period, one.value, one.of) for one in found}
