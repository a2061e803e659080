"""Equations hold as they are printed, whatever numbers they are made of."""

from math import sqrt

import pytest
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from kobling.web.shared.formats import Number, solve
from tests.web.shared import calculator

LANGUAGES = ("da", "en")
numbers = st.one_of(
    st.integers(-100_000, 100_000).map(float),
    st.floats(-1000, 1000).map(lambda value: round(value, 2)),
    st.floats(-1000, 1000).map(lambda value: round(value, 9)),
)
above_zero = numbers.map(lambda value: abs(value) + 0.001)
places = st.integers(0, 4)


def line(equation):
    """An equation as an English page shows it, with the middle of three results first."""
    shown = [f"{result:.{equation.decimals}f}" for result in equation.results]
    if len(shown) == 3:
        shown = [shown[1], shown[0], shown[2]]
    return f"{equation.formula} {equation.relation} {' to '.join(shown)}".replace("-", "−")


@given(first=numbers, second=numbers, decimals=places)
def test_a_sum_is_exact_and_never_hides_a_difference(first, second, decimals):
    with translation.override("en"):
        equation = solve(
            Number(first, decimals) - Number(second, decimals), round(first - second, 9), decimals=decimals
        )

    assert equation.relation == "="
    assert calculator.why_wrong(line(equation), "en") == ""
    assert (equation.results[0] == 0) == (round(first - second, 9) == 0)


@given(value=numbers, share=st.integers(-100, 100), decimals=places)
def test_a_share_of_a_number_is_exact_or_says_that_it_is_not(value, share, decimals):
    expression = Number(value, decimals) * (Number(1) + Number(share) / Number(100))
    with translation.override("en"):
        equation = solve(expression, round(value * (100 + share) / 100, 11), decimals=decimals)

    assert calculator.why_wrong(line(equation), "en") == ""
    assert equation.relation == "=" or not (value * 100).is_integer()


@given(value=numbers, error=above_zero, other=above_zero, decimals=places)
def test_a_root_and_both_ends_are_right_to_the_last_digit(value, error, other, decimals):
    reach = 1.959963984540054 * sqrt(error**2 + other**2)
    root = (Number(error, 3).squared() + Number(other, 3).squared()).root()
    expression = Number(value, decimals).plus_minus(Number(1.959963984540054, 3) * root)
    with translation.override("en"):
        equation = solve(expression, value - reach, value, value + reach, decimals=decimals)

    assert equation.relation == "≈"
    assert calculator.why_wrong(line(equation), "en") == ""


@given(start=numbers, end=numbers, gone=st.integers(1, 400), more=st.integers(1, 400), decimals=places)
def test_part_of_a_way_is_right_to_the_last_digit(start, end, gone, more, decimals):
    assume(start != end)
    way = Number(end, decimals) - Number(start, decimals)
    expression = Number(start, decimals) + Number(gone) / Number(gone + more) * way
    computed = start + gone / (gone + more) * (end - start)
    with translation.override("en"):
        equation = solve(expression, computed, decimals=decimals)

    assert calculator.why_wrong(line(equation), "en") == ""
    assert equation.results[0] == pytest.approx(computed, abs=0.51 * 10**-equation.decimals + 1e-8)


@pytest.mark.parametrize(
    ("expression", "danish"),
    [
        (Number(3) - Number(-2.0), "3 − (−2)"),
        (Number(-3) - Number(2.0), "−3 − 2"),
        (Number(1) - (Number(2) - Number(3)), "1 − (2 − 3)"),
        (Number(6) / (Number(2) * Number(3)), "6 / (2 · 3)"),
        (Number(6) / Number(2) * Number(3), "6 / 2 · 3"),
        (Number(-0.5).squared(), "(−0,5)²"),
        ((Number(12) / Number(15)).squared(), "(12 / 15)²"),
        (Number(1234.5).root(), "√(1.234,5)"),
        (Number(1 / 3, 2), "0,33"),
        (Number(0.000000012345, 2), "0,000000012"),
    ],
)
def test_an_expression_is_printed_as_a_calculator_takes_it(expression, danish):
    with translation.override("da"):
        assert expression.text() == danish


@pytest.mark.parametrize(
    "wrong",
    [
        "15 · (1 − 50 / 100) = 8 %",
        "0 − 2,50 = −3",
        "4 + 1.096 / 1.461 · (19 − 4) = 15",
        "4 + 1.096 / 1.461 · (19 − 4) = 15,25",
        "12 ± 2 ≈ 10 til 15",
        "1.23 − 1 = 122",
    ],
)
def test_the_calculator_finds_a_line_that_does_not_hold(wrong):
    try:
        found = calculator.why_wrong(wrong, "da")
    except calculator.NotArithmetic as not_arithmetic:
        found = str(not_arithmetic)

    assert found


@pytest.mark.parametrize(
    "right",
    ["15 · (1 − 50 / 100) = 7,5 %", "0 − 2,50 = −2,5", "4 + 1.096 / 1.461 · (19 − 4) ≈ 15,25", "12 ± 2 = 10 til 14"],
)
def test_the_calculator_accepts_a_line_that_holds(right):
    assert calculator.why_wrong(right, "da") == ""
