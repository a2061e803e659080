"""A figure that is entered: what comes next in its series, and what storing it takes beside the others."""

from datetime import date

import pytest

from kobling.records.indicators import Indicator, Measurement, Uncertainty
from kobling.rooms.changes.edits import Edits
from kobling.rooms.changes.one_figure import DayPassed, PeriodTaken, Proposal, Series
from tests.rooms import small

TODAY = date(2020, 11, 30)


def figure(period, value=59.0, **more):
    return Measurement.model_validate(small.measurement("members", period, value, **more))


def series(*figures, is_published=False, **indicator):
    return Series(Indicator.model_validate(small.indicator("members", **indicator)), figures, is_published=is_published)


@pytest.mark.parametrize(
    ("indicator", "code", "uncertainty"),
    [
        ({"cadence": "yearly"}, "2019", None),
        ({"cadence": "monthly", "collected_by": "register"}, "2020-10", Uncertainty.FULL_COUNT),
        ({"cadence": "quarterly", "collected_by": "register", "basis": "calculated"}, "2020-Q3", None),
        ({"cadence": "every_fourth_year", "basis": "all_people"}, "2019", Uncertainty.FULL_COUNT),
    ],
)
def test_the_first_figure_is_of_the_newest_period_that_is_over(indicator, code, uncertainty):
    proposal = series(**indicator).proposal(TODAY)

    assert (proposal.period.code, proposal.uncertainty) == (code, uncertainty)


def test_the_next_figure_rests_on_what_the_newest_did():
    newest = figure("2019", source="s1")

    assert series(figure("2018"), newest).proposal(TODAY) == Proposal(
        newest.period.following(), None, Uncertainty.SIMPLE_RANDOM_SAMPLE, "s1"
    )
    assert series(newest, cadence="every_other_year").proposal(TODAY).period.code == "2021"


def test_a_part_that_has_no_figure_of_the_newest_period_is_first():
    town, village = (figure("2018", part=part) for part in ("town", "village"))

    one_lacks = series(town, village, figure("2019", part="town")).proposal(TODAY)
    assert (one_lacks.period.code, one_lacks.part) == ("2019", "village")
    none_lacks = series(town, village).proposal(TODAY)
    assert (none_lacks.period.code, none_lacks.part) == ("2019", "town")


def test_a_figure_is_replaced_before_a_release_and_superseded_after():
    old, new = figure("2019"), figure("2019", 60.0)

    assert series(old).edits(new, old) == Edits(added=(new,), removed=(old,))
    assert series(old, is_published=True).edits(new, old) == Edits(added=(new,))
    assert series(old).edits(new, None) == Edits(added=(new,))


def test_a_figure_may_not_stand_beside_one_of_its_period_or_hide_a_published_one():
    old, other = figure("2018"), figure("2019")
    here, published = series(old, other), series(old, other, is_published=True)

    assert here.problem(figure("2020"), None) is None
    assert here.problem(figure("2019", 60.0), None) == PeriodTaken(other)
    assert here.problem(figure("2019", 60.0), old) == PeriodTaken(other)
    assert here.problem(figure("2018", 60.0), old) is None
    assert published.problem(figure("2018", 60.0), old) == DayPassed(old.drawn)
    assert published.problem(figure("2018", 60.0, drawn=TODAY), old) is None
