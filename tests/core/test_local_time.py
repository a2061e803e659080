from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.local_time import NoSuchMoment, TwoMoments, moment_in_calendar, moment_of
from tests.laws import examples

clock = datetime.fromisoformat
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
CHANGES = [
    datetime(year, month, day, 1, tzinfo=UTC)
    for year, month, day in [(2020, 10, 25), (2021, 3, 28), (2026, 3, 29), (2026, 10, 25), (1980, 4, 6), (1980, 9, 28)]
]
NEAR_A_CHANGE = st.builds(
    lambda change, minutes: change.replace(tzinfo=None) + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-300, 300),
)


def moments_by_search(local):
    """Every moment, to the minute, at which the clocks show the time: tried one after the other."""
    middle = local.replace(tzinfo=UTC)
    tried = (middle + timedelta(minutes=15 * step) for step in range(-16, 17))
    return [moment for moment in tried if moment.astimezone(COPENHAGEN).replace(tzinfo=None) == local]


@given(st.one_of(NEAR_A_CHANGE, st.datetimes(clock("1900-01-01T00:00"), clock("2100-01-01T00:00"))))
@examples(200)
def test_a_local_time_is_one_moment_or_refused(local):
    local = local.replace(second=0, microsecond=0)
    expected = moments_by_search(local)

    if len(expected) == 1:
        assert moment_of(local, COPENHAGEN) == expected[0]
    elif not expected:
        with pytest.raises(NoSuchMoment):
            moment_of(local, COPENHAGEN)
    else:
        with pytest.raises(TwoMoments) as refused:
            moment_of(local, COPENHAGEN)
        assert [moment.astimezone(UTC) for moment in refused.value.moments] == expected


def test_the_skipped_hour_names_the_hours_around_it():
    with pytest.raises(NoSuchMoment) as refused:
        moment_of(clock("2026-03-29T02:30"), COPENHAGEN)

    assert [f"{moment:%H:%M%z}" for moment in refused.value.around] == ["01:30+0100", "03:30+0200"]


def test_the_repeated_hour_names_both_offsets():
    with pytest.raises(TwoMoments) as refused:
        moment_of(clock("2026-10-25T02:30"), COPENHAGEN)

    assert [f"{moment:%H:%M%z}" for moment in refused.value.moments] == ["02:30+0200", "02:30+0100"]


@pytest.mark.parametrize("local", [clock("0001-01-01T00:00"), clock("0001-01-01T00:30")])
def test_a_time_outside_the_calendar_is_refused(local):
    with pytest.raises(NoSuchMoment):
        moment_of(local, COPENHAGEN)


@pytest.mark.parametrize("written", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-10:00", "9999-12-31T23:30+00:00"])
def test_a_moment_that_lies_outside_the_calendar_in_utc_or_in_danish_time_is_refused(written):
    with pytest.raises(NoSuchMoment) as refused:
        moment_in_calendar(datetime.fromisoformat(written), ZoneInfo("Europe/Copenhagen"))

    assert refused.value.around == ()


def test_a_moment_with_an_offset_is_that_moment():
    moment = moment_in_calendar(datetime.fromisoformat("2027-10-31T02:30+02:00"), ZoneInfo("Europe/Copenhagen"))

    assert moment == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
