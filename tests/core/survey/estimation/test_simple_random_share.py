"""The interval of a share of which only the number of answers is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.errors import OutOfRange
from kobling.core.status import share_standard_error, wilson_interval
from kobling.core.survey.estimation.simple_random_share import simple_random_share


@pytest.mark.parametrize(
    ("share", "n", "low", "high"),
    [
        (0.59, 1165, 0.5615066, 0.6179018),
        (0.89, 1165, 0.8707, 0.9067),
        (0.72, 1165, 0.69353, 0.74503),
        (0.5, 100, 0.4038315, 0.5961685),
        (0, 100, 0, 0.0369935),
        (1, 100, 0.9630065, 1),
    ],
)
def test_wilsons_interval_by_hand(share, n, low, high):
    """As in tests/core/status: 0.5 ± 1.959964·sqrt(0.0025 + 3.841459/40000)/1.03841459; at 0, z²/(n + z²)."""
    found = simple_random_share(share, n, confidence=0.95)

    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))
    assert found.standard_error == share_standard_error(share, n)


@given(st.floats(0, 1), st.integers(1, 10**7), st.floats(0.5, 0.9999))
def test_it_is_the_interval_of_releases_made_under_version_1(share, n, confidence):
    """So a release made now differs from one made then by the machine's last digits alone."""
    found = simple_random_share(share, n, confidence=confidence)

    assert (found.low, found.high) == pytest.approx(wilson_interval(share, n, confidence), abs=1e-9)
    assert 0 <= found.low <= share <= found.high <= 1


@pytest.mark.parametrize(("share", "n", "field"), [(1.01, 100, "share"), (-0.1, 100, "share"), (0.5, 0, "n")])
def test_what_is_no_share_has_no_interval(share, n, field):
    with pytest.raises(OutOfRange) as refusal:
        simple_random_share(share, n, confidence=0.95)

    assert refusal.value.field == field
