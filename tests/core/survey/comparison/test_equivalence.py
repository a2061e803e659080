import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kobling.core.survey.comparison.equivalence import equivalence
from kobling.core.survey.errors import SurveyError
from kobling.core.survey.estimation.confidence_intervals import t_interval

EIGHT = {"estimate": 0.1125, "se": 0.20216462527922, "df": 7}
"""R: x <- c(5.1,4.9,6.2,5.5,5.8,4.7,5.0,6.1) - 5.3; c(mean(x), sd(x)/sqrt(8))"""


def test_r_two_one_sided_t_tests():
    """R: t.test(x, mu=-.6, alternative="greater")$p.value; t.test(x, mu=.6, alternative="less")$p.value"""
    found = equivalence(**EIGHT, margin=0.6)

    assert found.p_lower == pytest.approx(0.00483543680164, rel=1e-9)
    assert found.p_upper == found.p_value == pytest.approx(0.02333892169222, rel=1e-9)
    assert found.is_unchanged


def test_the_margin_needed_is_the_farther_end_of_the_90_percent_interval():
    """R: t.test(x, conf.level=.9)$conf.int is -0.27051677376 to 0.49551677376."""
    assert equivalence(**EIGHT, margin=0.6).smallest_margin == pytest.approx(0.49551677376, rel=1e-9)


def test_a_large_sample_and_a_small_margin():
    """59 % became 61 %, standard error 2.0 points: within 5.3 points, but not within 5."""
    near, far = (equivalence(estimate=0.02, se=0.02, df=2000, margin=margin) for margin in (0.05, 0.053))

    assert not near.is_unchanged
    assert far.is_unchanged
    assert near.smallest_margin == pytest.approx(0.02 + 1.6456 * 0.02, abs=1e-5)


CHANGES = st.floats(-10, 10)
ERRORS = st.floats(0.01, 10)
FREEDOMS = st.floats(1, 5000)
MARGINS = st.floats(0.01, 20)
LEVELS = st.floats(0.001, 0.2)


@given(CHANGES, ERRORS, FREEDOMS, MARGINS, LEVELS)
def test_unchanged_is_the_interval_within_the_margin(estimate, se, df, margin, level):
    low, high = t_interval(estimate, se, df, 1 - 2 * level)
    assume(min(abs(high - margin), abs(low + margin)) > 1e-6 * (abs(low) + abs(high) + margin))

    found = equivalence(estimate=estimate, se=se, df=df, margin=margin, level=level)

    assert found.is_unchanged == (-margin < low and high < margin)


@given(CHANGES, ERRORS, FREEDOMS, LEVELS)
def test_the_margin_needed_is_just_enough(estimate, se, df, level):
    needed = equivalence(estimate=estimate, se=se, df=df, margin=1, level=level).smallest_margin

    assert equivalence(estimate=estimate, se=se, df=df, margin=needed * 1.0001, level=level).is_unchanged
    assert not equivalence(estimate=estimate, se=se, df=df, margin=needed * 0.9999, level=level).is_unchanged


@given(CHANGES, ERRORS, FREEDOMS, MARGINS)
def test_down_is_up_turned_round(estimate, se, df, margin):
    up = equivalence(estimate=estimate, se=se, df=df, margin=margin)
    down = equivalence(estimate=-estimate, se=se, df=df, margin=margin)

    assert (down.p_lower, down.p_upper) == (up.p_upper, up.p_lower)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"estimate": float("nan")}, "no_estimate"),
        ({"margin": 0}, "bad_margin"),
        ({"margin": float("nan")}, "bad_margin"),
        ({"se": 0}, "no_standard_error"),
        ({"se": float("nan")}, "no_standard_error"),
        ({"df": 0}, "no_freedom"),
        ({"level": 0.95}, "bad_level"),
    ],
)
def test_what_cannot_be_shown_is_refused(wrong, code):
    with pytest.raises(SurveyError) as refusal:
        equivalence(**EIGHT | {"margin": 0.6} | wrong)

    assert refusal.value.code == code
    assert str(refusal.value)
