import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.errors import OutOfRange
from kobling.core.status import critical_value, share_standard_error, wilson_interval

SHARES = st.floats(0, 1)
SIZES = st.integers(1, 10**7)
CONFIDENCES = st.floats(0.5, 0.9999)
Z2 = 3.8414588206941254
"""z² at 0.95: the 0.95 quantile of chi-squared with one degree of freedom, R: qchisq(0.95, 1)."""


def test_half_of_a_hundred():
    """By hand: 0.5 ± 1.959964·sqrt(0.0025 + 3.841459/40000)/1.03841459 = 0.5 ± 0.0961685."""
    low, high = wilson_interval(0.5, 100)

    assert low == pytest.approx(0.4038315, abs=1e-7)
    assert high == pytest.approx(0.5961685, abs=1e-7)


@pytest.mark.parametrize("n", [1, 10, 100, 1165])
def test_nobody_of_n_is_at_most_z_squared_in_n_and_z_squared(n):
    """At p = 0 Wilson's formula shrinks to [0, z²/(n + z²)], at p = 1 to its mirror."""
    assert wilson_interval(0, n) == (0, pytest.approx(Z2 / (n + Z2)))
    assert wilson_interval(1, n) == (pytest.approx(n / (n + Z2)), 1)


def test_the_critical_value():
    """R: qnorm(c(0.75, 0.95, 0.975, 0.995)) = 0.6744898 1.644854 1.959964 2.575829"""
    found = [critical_value(confidence) for confidence in (0.5, 0.9, 0.95, 0.99)]

    assert found == pytest.approx([0.6744898, 1.644854, 1.959964, 2.575829], abs=1e-6)


def test_the_standard_error_by_hand():
    """0.59·0.41/1165 = 0.000207639; its root is 0.0144097."""
    assert share_standard_error(0.59, 1165) == pytest.approx(0.0144097, abs=1e-7)
    assert share_standard_error(0, 1165) == share_standard_error(1, 1165) == 0


@given(SHARES, SIZES, CONFIDENCES)
def test_the_interval_holds_the_share_and_stays_within_0_and_1(share, n, confidence):
    low, high = wilson_interval(share, n, confidence)

    assert 0 <= low <= share <= high <= 1
    assert low < high


@given(SHARES, SIZES, CONFIDENCES)
def test_the_interval_ends_are_where_a_score_test_stops(share, n, confidence):
    """Wilson's definition: the shares q with |p - q| = z·sqrt(q(1-q)/n)."""
    for end in wilson_interval(share, n, confidence):
        distance = critical_value(confidence) * share_standard_error(end, n)
        assert abs(share - end) == pytest.approx(distance, rel=1e-6, abs=1e-8)


@given(SHARES, SIZES, CONFIDENCES)
def test_the_opposite_share_has_the_mirrored_interval(share, n, confidence):
    low, high = wilson_interval(share, n, confidence)

    assert wilson_interval(1 - share, n, confidence) == (
        pytest.approx(1 - high, abs=1e-9),
        pytest.approx(1 - low, abs=1e-9),
    )


@pytest.mark.parametrize(
    ("share", "n", "confidence", "field"),
    [
        (-0.01, 100, 0.95, "share"),
        (59, 100, 0.95, "share"),
        (float("nan"), 100, 0.95, "share"),
        (None, 100, 0.95, "share"),
        (0.5, 0, 0.95, "n"),
        (0.5, None, 0.95, "n"),
        (0.5, 100, 1.0, "confidence"),
        (0.5, 100, 95, "confidence"),
    ],
)
def test_what_is_no_share_has_no_interval(share, n, confidence, field):
    with pytest.raises(OutOfRange) as refusal:
        wilson_interval(share, n, confidence)

    assert refusal.value.field == field
