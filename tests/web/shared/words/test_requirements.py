"""A level to reach is never shown as less than it is, and never as what a figure on its other side is shown as."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.status import Direction, Kind, Status
from kobling.core.units import Unit
from kobling.web.shared import words
from kobling.web.shared.formats import round_half_up
from kobling.web.shared.words import targets
from tests.spaces import plain
from tests.web.sample import ON, counted, indicator, target, text

SPACE = "\N{NO-BREAK SPACE}"


@given(
    level=st.floats(-1000, 1000),
    figure=st.floats(-1000, 1000).map(lambda value: round(value, 5)),
    direction=st.sampled_from(Direction),
    decimals=st.integers(0, 4),
)
def test_what_is_said_to_be_enough_is_enough(level, figure, direction, decimals):
    place = indicator("r", Unit.DAYS, text("{value}"), [counted("2019", figure)], decimals=decimals)
    one = target(of=place, kind=Kind.THRESHOLD, direction=direction, value=1.0)
    alone = targets.requirement(one, place, level)
    beside = targets.requirement(one, place, level, beside=figure)

    for shown in (alone, beside):
        assert shown.number >= level if direction is Direction.UP else shown.number <= level
        assert abs(shown.number - level) < 1.001 * 10**-shown.decimals
    assert beside.decimals >= decimals


@given(path=st.floats(0, 1000), figure=st.floats(0, 1000).map(lambda value: round(value, 3)), up=st.booleans())
def test_a_figure_and_the_level_beside_it_are_shown_on_the_sides_they_are_on(path, figure, up):
    direction = Direction.UP if up else Direction.DOWN
    place = indicator("r", Unit.DAYS, text("{value}"), [counted("2019", figure)])
    shown = targets.requirement(target(of=place, direction=direction, value=1.0), place, path, beside=figure)
    written = float(round_half_up(figure, shown.decimals))

    if shown.decimals < 6:
        assert (written >= shown.number if up else written <= shown.number) == (
            figure >= path if up else figure <= path
        )


def all_parts(count):
    points = [counted("2021", 4.0, of=19), counted("2024", float(count), of=19)]
    place = indicator("p", Unit.PARTS, text("{value}"), points, parts=text("skoler", "schools"))
    on = date(2025, 3, 31)
    return target(of=place, kind=Kind.ALL_PARTS, deadline=date(2025, 12, 31), on=on), place, on


@pytest.mark.parametrize(("count", "status"), [(15, Status.BEHIND), (16, Status.ON_TRACK)])
def test_fifteen_of_nineteen_is_behind_where_at_least_sixteen_are_asked_for(count, status):
    one, place, on = all_parts(count)
    with translation.override("da"):
        reason = plain(str(words.reason(one, place, on)))

    assert one.assessment.status is status
    assert "mindst 16 i 2024" in reason
    assert f"Det var {count} af 19 skoler." in reason


def test_a_level_that_follows_exactly_is_shown_in_full_everywhere():
    place = indicator(
        "h", Unit.PERCENT, text("{value} ryger."), [counted("2019", 15.0), counted("2020", 12.0)], decimals=0
    )
    one = target(of=place, kind=Kind.RELATIVE_CHANGE, direction=Direction.DOWN, value=-50.0)
    with translation.override("da"):
        assert str(words.target_sentence(one, place, ON)).endswith(f"altså 7,5{SPACE}%.")
        assert words.level_amount(one, place) == f"7,5{SPACE}%"


def test_a_count_has_no_decimals_and_its_level_is_the_next_whole_number():
    points = [counted("2019", 28_410.0), counted("2020", 29_344.0)]
    place = indicator("w", Unit.COUNT, text("{value} arbejdspladser."), points)
    one = target(of=place, kind=Kind.RELATIVE_CHANGE, value=5.0)
    with translation.override("da"):
        assert str(words.target_sentence(one, place, ON)).endswith("altså mindst 29.831.")


def test_a_level_with_a_fraction_that_was_set_for_a_count_is_shown_as_it_was_set():
    place = indicator("t", Unit.COUNT, text("{value} steder."), [counted("2019", 5.0), counted("2020", 4.0)])
    one = target(of=place, kind=Kind.THRESHOLD, direction=Direction.DOWN, value=4.5)
    with translation.override("da"):
        assert str(words.target_sentence(one, place, ON)) == "Målet er højst 4,5."
        assert words.level_amount(one, place) == "4,5"
        assert str(words.figure(one.latest, place, decimals=targets.figure_decimals(one, place))) == "4 steder."
