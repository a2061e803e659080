"""Which of an indicator's measurements a status rests on."""

from datetime import date

import pytest

from kobling.core.periods import Period
from kobling.rooms.publishing.status_inputs import baseline_point
from tests.web.sample import counted

GONE = counted("2017", 4.0, withdrawn=date(2020, 5, 1))
POINTS = (GONE, counted("2018", 5.0), counted("2019", 6.0))


@pytest.mark.parametrize(("period", "found"), [(None, GONE), ("2017", GONE), ("2018", POINTS[1]), ("2016", None)])
def test_a_withdrawn_baseline_is_never_replaced_unnoticed(period, found):
    assert baseline_point(period and Period.parse(period), POINTS) == found


def test_without_measurements_there_is_no_baseline():
    assert baseline_point(None, ()) is None
