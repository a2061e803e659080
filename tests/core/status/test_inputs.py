from dataclasses import FrozenInstanceError, replace
from datetime import date
from math import inf, nan

import pytest

from kobling.core.errors import (
    BadInterval,
    ConfidenceDiffers,
    EmptyText,
    MissingForKind,
    NoSuchRuleVersion,
    NotForKind,
    OutOfRange,
    PeriodsApart,
    RepeatedPeriod,
)
from kobling.core.periods import Period
from kobling.core.status import Direction, Judgement, Kind, Measurement, StatusInputs, Target, critical_value
from tests.core.status.examples import ON, measured, of_unknown_uncertainty, register, status_inputs, survey, threshold

YEAR = Period.parse("2019")
VALUES = {Kind.THRESHOLD: 80, Kind.RELATIVE_CHANGE: 5, Kind.RECURRING: 0.5, Kind.RELATIVE_TO_AREA: 0}


def target_of(kind, **more):
    given = {"value": VALUES.get(kind), "deadline": None, "parts": 40 if kind == Kind.ALL_PARTS else None}
    return Target(kind, Direction.UP, **(given | more))


def test_the_interval_of_the_largest_value_may_reach_past_it():
    """Whatever may be measured can be judged: 1e15 with a standard error as large, at the highest confidence."""
    reach = critical_value(0.9999) * 1e15
    widest = Measurement(Period.parse("2019"), 1e15, 1e15, 1e15 - reach, 1e15 + reach, confidence=0.9999)

    assert widest.interval(0.9999) == (1e15 - reach, 1e15 + reach)


@pytest.mark.parametrize("bad", [nan, inf, -inf, None, "59", True, 1.1e15])
def test_a_value_is_a_finite_number(bad):
    with pytest.raises(OutOfRange, match="value"):
        Measurement(YEAR, bad, None, None, None)


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("standard_error", -0.1),
        ("standard_error", nan),
        ("low", nan),
        ("high", inf),
        ("n", 0),
        ("n", 1.1e15),
        ("confidence", 95),
        ("confidence", 1.0),
    ],
)
def test_each_number_of_a_measurement_has_its_limits(field, bad):
    with pytest.raises(OutOfRange) as refusal:
        replace(survey("2019", 59), **{field: bad})

    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("low", "high"), [(None, 62.0), (56.0, None), (60.0, 62.0), (56.0, 58.0), (62.0, 56.0), (59.0, 59.0)]
)
def test_the_interval_of_a_sample_has_two_ends_with_the_value_between_them(low, high):
    with pytest.raises(BadInterval):
        Measurement(YEAR, 59.0, 1.4, low, high)


def test_a_register_count_is_exact_with_or_without_its_interval():
    assert register("2019", 97113).is_exact
    assert Measurement(YEAR, 97113, 0.0, None, None).is_exact
    assert Measurement(YEAR, 97113, None, 97113, 97113).is_exact


def test_a_value_of_unknown_uncertainty_is_not_exact():
    value = of_unknown_uncertainty("2019", 59)

    assert not value.is_exact
    assert value.interval(0.95) == (-inf, inf)
    assert value.effective_standard_error(0.95) is None


def test_a_sample_that_answered_alike_is_not_exact():
    """0 of 100: the standard error is 0, the interval ends at 3.7; half of it over 1.96 is 0.944."""
    nobody = survey("2019", 0, n=100)

    assert nobody.standard_error == 0
    assert not nobody.is_exact
    assert nobody.effective_standard_error(0.95) == pytest.approx(3.69935 / 2 / 1.959964, abs=1e-5)


def test_a_standard_error_alone_gives_the_normal_interval():
    alone = Measurement(YEAR, 59.0, 1.44, None, None)

    assert alone.interval(0.95) == (pytest.approx(56.18, abs=0.005), pytest.approx(61.82, abs=0.005))
    assert alone.effective_standard_error(0.95) == 1.44


def test_an_interval_alone_gives_the_standard_error_it_implies():
    assert Measurement(YEAR, 59.0, None, 56.2, 61.8).effective_standard_error(0.95) == pytest.approx(
        2.8 / 1.959964, abs=1e-6
    )


@pytest.mark.parametrize("field", ["body", "verdict", "reason"])
def test_a_judgement_says_who_what_and_why(field):
    judgement = Judgement("Byrådet", date(2020, 6, 1), "på vej", "tre af fire delmål er nået")

    with pytest.raises(EmptyText) as refusal:
        replace(judgement, **{field: " \n"})

    assert refusal.value.field == field


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_form_that_is_accepted(kind):
    assert target_of(kind).kind == kind


@pytest.mark.parametrize("kind", VALUES)
def test_a_level_needs_a_value(kind):
    with pytest.raises(MissingForKind) as refusal:
        target_of(kind, value=None)

    assert (refusal.value.kind, refusal.value.field) == (kind, "value")


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in VALUES])
def test_a_kind_without_a_level_takes_no_value(kind):
    with pytest.raises(NotForKind, match="value"):
        target_of(kind, value=80)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.ALL_PARTS])
def test_parts_belong_to_all_parts_alone(kind):
    with pytest.raises(NotForKind, match="parts"):
        target_of(kind, parts=40)


def test_how_many_parts_there_are_is_known_once_they_have_been_counted():
    target = target_of(Kind.ALL_PARTS, parts=None)

    assert status_inputs(target, None)
    with pytest.raises(MissingForKind, match="parts"):
        status_inputs(target, register("2020", 17))


def test_a_former_count_may_be_of_more_parts_than_there_are_now():
    assert status_inputs(target_of(Kind.ALL_PARTS), register("2020", 40), register("2019", 41))


def test_all_parts_only_count_upwards():
    with pytest.raises(NotForKind, match="direction down"):
        replace(target_of(Kind.ALL_PARTS), direction=Direction.DOWN)


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("value", nan),
        ("value", 1e16),
        ("minimum_change", -1),
        ("max_age_days", -1),
        ("confidence", 0.49),
        ("confidence", 1),
    ],
)
def test_each_number_of_a_target_has_its_limits(field, bad):
    with pytest.raises(OutOfRange) as refusal:
        threshold(**({"value": 80} | {field: bad}))

    assert refusal.value.field == field


def test_nothing_falls_by_more_than_all_of_it():
    assert target_of(Kind.RELATIVE_CHANGE, value=-100).value == -100
    with pytest.raises(OutOfRange, match="-100"):
        target_of(Kind.RELATIVE_CHANGE, value=-101)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    ("field", "given", "only"),
    [
        ("area", survey("2019", 60), Kind.RELATIVE_TO_AREA),
        ("judgement", Judgement("Byrådet", ON, "nået", "broen er åbnet"), Kind.JUDGED),
        ("recurring", (register("2018", 0.4),), Kind.RECURRING),
    ],
)
def test_what_a_kind_would_ignore_is_refused(kind, field, given, only):
    if kind == only:
        assert getattr(status_inputs(target_of(kind), None, **{field: given}), field) == given
    else:
        with pytest.raises(NotForKind, match=field):
            status_inputs(target_of(kind), None, **{field: given})


@pytest.mark.parametrize("place", ["baseline", "latest"])
def test_an_interval_at_another_confidence_is_refused(place):
    with pytest.raises(ConfidenceDiffers) as refusal:
        StatusInputs(
            **(
                {"target": threshold(80, confidence=0.9), "on": ON, "baseline": None, "latest": None}
                | {place: survey("2019", 59)}
            )
        )

    assert (refusal.value.found, refusal.value.needed) == (0.95, 0.9)


def test_a_value_without_an_interval_fits_every_confidence():
    for value in (register("2019", 59), of_unknown_uncertainty("2019", 59), Measurement(YEAR, 59, 1.4, None, None)):
        assert status_inputs(threshold(80, confidence=0.9), value).latest == value


def test_an_area_measured_at_another_time_is_no_comparison():
    target = target_of(Kind.RELATIVE_TO_AREA)

    assert status_inputs(target, survey("2019-08", 59), area=survey("2019", 60)).area
    with pytest.raises(PeriodsApart, match="2018"):
        status_inputs(target, survey("2019-08", 59), area=survey("2018", 60))


def test_one_period_has_one_value():
    target = target_of(Kind.RECURRING)

    assert status_inputs(target, register("2019", 0.2), recurring=(register("2018", 0.4), register("2019", 0.2)))
    with pytest.raises(RepeatedPeriod, match="2019"):
        status_inputs(target, register("2019", 0.3), recurring=(register("2019", 0.2),))


@pytest.mark.parametrize("count", [-1, 41])
def test_there_are_no_more_parts_than_there_are(count):
    with pytest.raises(OutOfRange, match="from 0 to 40"):
        status_inputs(target_of(Kind.ALL_PARTS), register("2020", count))


@pytest.mark.parametrize("bad", [-0.1, 0, nan, inf])
def test_the_standard_error_of_a_change_has_its_limits(bad):
    with pytest.raises(OutOfRange, match="change_standard_error"):
        status_inputs(threshold(80), measured("2019", 59, 1), measured("2018", 58, 1), change_standard_error=bad)


@pytest.mark.parametrize("version", [0, 3])
def test_a_version_that_the_rule_never_had_is_refused(version):
    with pytest.raises(NoSuchRuleVersion, match="its versions are 1, 2") as refusal:
        status_inputs(threshold(80), None, rule_version=version)

    assert refusal.value.found == version


def test_facts_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        register("2019", 59).value = 60
