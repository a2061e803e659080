"""The arithmetic is right: typed into a calculator, every formula gives the result that stands beside it."""

import pytest
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from kobling.core.status import Claim, Direction, Kind, Status
from kobling.core.units import Unit
from kobling.web.shared import words
from tests.spaces import plain
from tests.web.sample import (
    CONFIDENCE,
    ON,
    SMOKERS,
    counted,
    estimated,
    indicator,
    sample_document,
    sampled,
    target,
    text,
    unsure,
)
from tests.web.shared import calculator
from tests.web.shared.viborg import INDICATORS, TARGETS
from tests.web.shared.viborg import ON as VIBORG_ON

DOCUMENT = sample_document()
ALL = [
    (one, next((place for place in DOCUMENT.indicators if place.key == one.indicator), None))
    for each in DOCUMENT.goals
    for one in each.targets
]


LANGUAGES = ("da", "en")


def _check(one, place, on=ON):
    """Every line holds as it is printed, in both languages."""
    for language in LANGUAGES:
        for step in _steps(one, place, on, language):
            if step.formula:
                assert calculator.why_wrong(f"{step.formula} {step.relation} {step.result}", language) == ""


def _steps(one, place, on=ON, language="en"):
    with translation.override(language):
        return words.arithmetic_steps(one, place, on=on, confidence=CONFIDENCE)


@pytest.mark.parametrize(("one", "place"), ALL, ids=lambda one: getattr(one, "key", None))
def test_every_formula_of_the_sample_gives_its_result(one, place):
    _check(one, place)


values = st.floats(1, 99).map(lambda value: round(value, 1))
people = st.integers(20, 20_000)


@given(
    kind=st.sampled_from((Kind.THRESHOLD, Kind.RELATIVE_CHANGE, Kind.RELATIVE_TO_AREA, Kind.DIRECTION_ONLY)),
    direction=st.sampled_from(Direction),
    measured=st.lists(st.tuples(values, people), min_size=1, max_size=3),
    area=st.tuples(values, people),
    level=st.sampled_from((-30.0, 0.0, 12.5)),
)
def test_every_formula_of_a_sampled_share_gives_its_result(kind, direction, measured, area, level):
    points = [sampled(str(2017 + year), value, n) for year, (value, n) in enumerate(measured)]
    place = indicator("s", Unit.PERCENT, text("{value}", "{value}"), points, decimals=1)
    more = {} if kind is Kind.DIRECTION_ONLY else {"value": level}
    if kind is Kind.RELATIVE_TO_AREA:
        more |= {"area": "000", "area_latest": sampled(points[-1].period.code, *area)}
    if kind is not Kind.DIRECTION_ONLY:
        more |= {"deadline": ON.replace(year=2024)}

    _check(target(of=place, kind=kind, direction=direction, **more), place)


counts = st.one_of(
    st.integers(0, 100_000).map(float),
    st.floats(0.01, 5_000).map(lambda value: round(value, 2)),
    st.floats(0.01, 5_000).map(lambda value: round(value, 9)),
)


@given(
    kind=st.sampled_from((Kind.THRESHOLD, Kind.RELATIVE_CHANGE, Kind.RELATIVE_TO_AREA, Kind.RECURRING)),
    direction=st.sampled_from(Direction),
    unit=st.sampled_from([unit for unit in Unit if unit is not Unit.PARTS]),
    measured=st.lists(counts, min_size=1, max_size=4),
    area=counts,
    level=st.one_of(st.integers(-100, 100).map(float), st.floats(-90, 90).map(lambda value: round(value, 3))),
    decimals=st.integers(0, 4),
    year=st.integers(2020, 2030),
)
def test_every_formula_of_a_count_holds_as_printed(kind, direction, unit, measured, area, level, decimals, year):
    """Measured figures, and figures that were worked out themselves and have nine decimals."""
    points = [counted(str(2017 + at), value) for at, value in enumerate(measured)]
    place = indicator("c", unit, text("{value}", "{value}"), points, decimals=decimals)
    more = (
        {"area": "000", "area_latest": counted(points[-1].period.code, area)} if kind is Kind.RELATIVE_TO_AREA else {}
    )
    one = target(of=place, kind=kind, direction=direction, value=level, deadline=ON.replace(year=year), **more)

    _check(one, place)
    for step in _steps(one, place):
        assert step.relation == "=" or not step.formula or "/" in step.formula, step


def test_a_halved_share_is_halved_to_the_last_decimal():
    """15 · (1 − 50 / 100) is 7.5, on every line, and never 8."""
    place = indicator("h", Unit.PERCENT, text("{value}", "{value}"), [counted("2019", 15.0), counted("2020", 12.0)])
    one = target(of=place, kind=Kind.RELATIVE_CHANGE, direction=Direction.DOWN, value=-50.0)
    level, distance = _steps(one, place)[2:4]

    assert (level.formula, level.relation, level.result) == ("15 · (1 − 50 / 100)", "=", "7.5%")
    assert level.sentence == "The target is a fall of 50% from 2019, that is 7.5%."
    assert (distance.formula, plain(distance.result)) == ("12 − 7.5", "+4.5 percentage points")


def test_a_difference_has_the_decimals_of_its_numbers():
    """0 − 2.50 is −2.5, and never −3."""
    place = indicator("p", Unit.PERSONS, text("{value}", "{value}"), [counted("2019", 5.0), counted("2020", 0.0)])
    one = target(of=place, kind=Kind.RELATIVE_CHANGE, direction=Direction.DOWN, value=-50.0)
    distance = _steps(one, place)[3]

    assert (distance.formula, distance.relation, plain(distance.result)) == ("0 − 2.5", "=", "−2.5 people")


@given(first=st.tuples(values, st.floats(0.5, 9)), last=st.tuples(values, st.floats(0.5, 9)))
def test_every_formula_of_an_estimate_gives_its_result(first, last):
    points = [estimated(str(2018 + year), value, round(error, 2)) for year, (value, error) in enumerate((first, last))]
    place = indicator("e", Unit.DAYS, text("{value}", "{value}"), points, decimals=1)

    _check(target(of=place, value=50.0, deadline=ON.replace(year=2024)), place)


@given(share=st.floats(0.001, 0.999), n=st.integers(10, 5000))
def test_wilsons_formula_is_the_rules_own(share, n):
    value = round(100 * share, 1)
    assume(0 < value < 100)
    point = sampled("2019", value, n)
    place = indicator("w", Unit.PERCENT, text("{value}", "{value}"), [point], decimals=1)
    first = next(step for step in _steps(target(of=place, value=50.0), place) if "±" in step.formula)

    ends = [float(end) for end in calculator.calculate(first.formula, "en")]
    assert ends == pytest.approx([point.low, point.high], abs=2e-3)


def test_viborgs_members_are_worked_out_like_this():
    """59 % of 1,165 answers, by Wilson's formula: 56.2 to 61.8 (status-rule, worked examples)."""
    with translation.override("da"):
        steps = words.arithmetic_steps(TARGETS["members"], INDICATORS["members"], on=VIBORG_ON, confidence=CONFIDENCE)
    told = [(step.label, step.formula, step.relation, plain(step.result)) for step in steps]

    assert told == [
        (
            "Hvor sikkert er tallet for 2019?",
            (
                "100 · (0,59 + 1,960² / (2 · 1.165) ± 1,960 · √(0,59 · (1 − 0,59) / 1.165 + 1,960² / (4 · 1.165²)))"
                " / (1 + 1,960² / 1.165)"
            ),
            "≈",
            "56,2 til 61,8 %",
        ),
        ("Hvad er målet?", "", "=", "80 %"),
        ("Hvor langt er tallet fra målet?", "59 − 80", "=", "−21 procentpoint"),
        ("Forskellens nedre ende", "56,2 − 80", "=", "−23,8 procentpoint"),
        ("Forskellens øvre ende", "61,8 − 80", "=", "−18,2 procentpoint"),
    ]


def test_a_change_takes_its_uncertainty_from_both_measurements():
    """72 % then 74 % of 1,165: +2.0 ± 3.6 (status-rule, worked examples)."""
    place = next(one for one in DOCUMENT.indicators if one.key == "wellbeing")
    change = _steps(target(of=place, value=80.0), place)[-1]

    assert change.formula == "74 − 72 ± 1.966 · √(1.285² + 1.315²)"
    assert plain(change.result) == "+2.0 percentage points (between −1.6 and +5.6)"


def test_a_relative_target_takes_its_uncertainty_from_the_ratio():
    steps = _steps(target(of=SMOKERS, kind=Kind.RELATIVE_CHANGE, direction=Direction.DOWN, value=-50.0), SMOKERS)
    formulas = [step.formula for step in steps]

    assert "19 · (1 − 50 / 100)" in formulas
    assert "15.2 − 9.5 ± 1.965 · √(0.933² + (15.2 / 19)² · 1.006²)" in formulas


def test_every_period_of_a_recurring_target_has_its_own_sum():
    steps = _steps(TARGETS["growth"], INDICATORS["growth"], VIBORG_ON)[-4:]

    assert [step.sentence.split(" in ")[0] for step in steps] == [
        "Reached",
        "Not reached",
        "Not reached",
        "Not reached",
    ]
    assert [step.result.split()[0] for step in steps] == ["+0.2319", "−0.0792", "−0.2626", "−0.6977"]


def test_nothing_measured_has_no_arithmetic():
    place = indicator("n", Unit.COUNT, text("{value}"), [])

    assert words.arithmetic_steps(target(of=place, value=1.0), place, on=ON, confidence=CONFIDENCE) == ()
    assert words.arithmetic_steps(target(value=1.0), None, on=ON, confidence=CONFIDENCE) == ()


def test_unknown_uncertainty_puts_no_interval_in_a_result():
    place = indicator("u", Unit.COUNT, text("{value}", "{value}"), [unsure("2019", 5), unsure("2020", 7)])
    steps = _steps(target(of=place, value=9.0), place)

    assert not any("±" in step.formula or "between" in step.result for step in steps)


# The lines of the rule


@pytest.mark.parametrize(("one", "place"), ALL, ids=lambda one: getattr(one, "key", None))
def test_the_first_line_that_fits_is_the_status(one, place):
    rows = words.status_rule_rows(one, ON)

    assert [row.status for row in rows] == list(Status)
    assert [row.number for row in rows] == list(range(1, 13))
    fitting = [row.status for row in rows if row.applies]
    assert fitting == [one.assessment.status]
    before = [row for row in rows if row.number < rows[list(Status).index(fitting[0])].number]
    assert all(row.applies is False and row.reason for row in before)
    assert all(row.applies is None and not row.reason for row in rows[len(before) + 1 :])


CERTAINLY_NOT = {
    Status.REACHED: {Claim.SHORT_OF_TARGET},
    Status.MOVING_AWAY: {Claim.BETTER, Claim.SAME},
    Status.BEHIND: {Claim.AHEAD_OF_PATH},
    Status.IMPROVING: {Claim.WORSE, Claim.SAME},
    Status.UNCHANGED: {Claim.BETTER, Claim.WORSE},
}
"""The claims that make certain that a status does not hold."""


@pytest.mark.parametrize(("one", "place"), ALL, ids=lambda one: getattr(one, "key", None))
def test_what_is_certainly_not_so_is_not_called_uncertain(one, place):
    for row in words.status_rule_rows(one, ON):
        if row.applies is False and CERTAINLY_NOT.get(row.status, set()) & set(one.assessment.claims):
            assert "ikke sikkert" not in row.reason


def test_fewer_than_all_parts_are_certainly_not_all():
    parts = next(one for one, _place in ALL if one.kind is Kind.ALL_PARTS)
    rows = {row.status: row.reason for row in words.status_rule_rows(parts, ON)}

    assert rows[Status.REACHED] == "Tallet er ikke ved målet."
