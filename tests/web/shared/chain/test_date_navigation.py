"""The time slider: every day on which something changed, and the steps between them."""

from datetime import date, timedelta

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from kobling.web.shared.chain import build_date_navigation

DAYS = st.dates(date(2018, 1, 1), date(2021, 12, 31))
TODAY = date(2021, 6, 1)


def made(days, on):
    return build_date_navigation(days, on=on, until=TODAY, date_url=lambda day: f"?on={day}")


@given(days=st.sets(DAYS, max_size=30), on=DAYS.filter(lambda day: day <= TODAY))
def test_steps_lead_to_the_nearest_days_before_and_after(days, on):
    slider = made(days, on)
    known = {day for day in days if day <= TODAY}
    here = max((day for day in known if day <= on), default=None)
    earlier = [day for day in known if day < (on if here != on else here)]
    later = [day for day in known if day > on]

    assert (slider.previous.day if slider.previous else None) == max(earlier, default=None)
    assert (slider.next.day if slider.next else None) == min(later, default=None)
    assert (slider.first.day if slider.first else None) == min(earlier, default=None)
    assert (slider.last.day if slider.last else None) == max(later, default=None)
    stops = [stop for _, stops in slider.years for stop in stops]
    assert [stop.day for stop in stops] == sorted(known)
    assert [stop.day for stop in stops if stop.is_current] == ([here] if here else [])


@given(days=st.sets(DAYS, min_size=1, max_size=12))
def test_one_can_walk_through_all_days_and_back(days):
    known = sorted(day for day in days if day <= TODAY)
    if not known:
        return
    forward = [known[0]]
    while (step := made(days, forward[-1]).next) is not None:
        forward.append(step.day)
    back = [known[-1]]
    while (step := made(days, back[-1]).previous) is not None:
        back.append(step.day)

    assert forward == known
    assert back == known[::-1]


def test_the_steps_are_plain_links():
    page = render_to_string(
        "shared/date_navigation.html", {"dates": made({date(2020, 1, 1), date(2020, 5, 1)}, date(2020, 5, 1))}
    )

    assert 'href="?on=2020-01-01"' in page
    assert "<script" not in page
    assert 'aria-current="date"' in page


def test_what_is_only_planned_is_no_stop():
    assert made({TODAY + timedelta(days=1)}, TODAY).years == ()
