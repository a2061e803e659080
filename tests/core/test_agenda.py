"""The number of an item on an agenda."""

import pytest

from kobling.core.agenda import item_number

pytestmark = pytest.mark.every_python


@pytest.mark.parametrize(
    ("item", "number"),
    [
        ("36", "36"),
        ("sag nr. 36", "36"),
        ("Sag 36a", "36a"),
        ("pkt. 4", "4"),
        ("Punkt nr. 12", "12"),
        ("eventuelt", None),
        ("36 og 37", None),
        ("nr.", None),
    ],
)
def test_an_item_has_its_number_however_it_is_written(item, number):
    assert item_number(item) == number
