"""A fetch is due when a period has begun that has no figure, and the source was not asked about it recently."""

from datetime import date

import pytest

from kobling.rooms.changes.actions import undo
from kobling.rooms.registers import queries
from kobling.sources.registers import RegisterError
from tests.rooms import small
from tests.rooms.registers.town import JUNE, draw, statbank, take
from tests.sources.statbank.fake import FakeStatBank

pytestmark = pytest.mark.django_db


@pytest.fixture
def fake():
    with FakeStatBank() as server:
        yield server


def is_due(day):
    (one,) = queries.fetchable_indicators("lilleby", on=day)
    return one.is_due


def test_nothing_is_due_before_the_newest_period_is_over(fake):
    """On 12 March the first quarter of 2020 is drawn already."""
    take()
    draw(statbank(fake))

    assert not is_due(date(2020, 3, 31))
    assert is_due(date(2020, 4, 1))


def test_a_source_without_the_new_figure_is_asked_again_after_a_twelfth_of_the_period(fake):
    """A twelfth of a quarter's 92 days is 7, in whole days."""
    take()
    draw(statbank(fake))
    draw(statbank(fake), at=JUNE)

    assert [is_due(date(2020, 6, day)) for day in (2, 8, 9)] == [False, False, True]


def test_a_source_that_failed_is_asked_again_the_next_day(fake):
    take()
    draw(statbank(fake))
    fake.inject_fault("html_500")
    with pytest.raises(RegisterError):
        draw(statbank(fake), at=JUNE)

    assert [is_due(date(2020, 6, day)) for day in (2, 3)] == [False, True]


def test_a_figure_of_another_area_is_none_of_the_municipality(fake):
    take(measurements=[small.counted("folketal", "2020-Q2", 5822763, area="000", drawn="2020-05-11")])

    assert is_due(date(2020, 6, 2))


def test_a_fetch_that_was_taken_back_does_not_count_until_it_is_redone(fake):
    take()
    draw(statbank(fake))
    fake.revise("FOLK1B", {("791", "TOT", "IALT", "000", "2019K1"): 97114}, updated="2020-06-01T08:00:00")
    draw(statbank(fake), at=JUNE)
    assert not is_due(JUNE.date())

    undo(municipality="lilleby", number=3, by="anna", at=JUNE)
    assert is_due(JUNE.date())

    undo(municipality="lilleby", number=4, by="anna", at=JUNE)
    assert not is_due(JUNE.date())
