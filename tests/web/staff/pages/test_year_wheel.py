"""The year wheel: the picture and the list have the same steps, each with the same number."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kobling.records.rights import Role
from kobling.rooms.folder.actions import import_facts
from kobling.web.staff.wheel_chart import WheelStep, render_wheel
from tests.laws import examples
from tests.rooms import small
from tests.spaces import plain
from tests.web.staff.users import NOON, import_municipality, signed_in_client

WHEEL = "/arbejde/lilleby/aarshjul/"
STEPS = [
    {"key": "a", "name": "<b>Aftaler</b>", "topic": "agreements", "month": 11, "last_month": 1, "role": "unit_leader"},
    {"key": "b", "name": "Budget", "topic": "budget", "month": 10, "day": 15, "bodies": ["council"]},
    {"key": "c", "name": "Midtvejs", "topic": "goals", "month": 3, "year": 2028},
]


@given(
    st.lists(st.tuples(st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.integers(0, 365)), max_size=30),
    st.dates(date(2023, 1, 1), date(2025, 12, 31)),
)
@examples(40)
def test_every_step_of_any_year_stands_once_inside_the_picture(days, today):
    steps = [
        WheelStep(number, first, first + timedelta(days=length), "budget")
        for number, (first, length) in enumerate(days, 1)
    ]

    picture = str(render_wheel(steps, year=2024, today=today, label="Årshjul"))

    assert sorted(int(number) for number in re.findall(r">(\d+)</text>", picture)) == [one.number for one in steps]
    places = [float(found) for found in re.findall(r'\b(?:c?[xy]|[xy][12])="(-?[\d.]+)"', picture)]
    assert all(0 <= place <= 400 for place in places)
    assert ("wheel-today" in picture) == (today.year == 2024)


@pytest.fixture
def _kept(db):
    import_municipality()
    import_facts(facts=small.facts(steps=STEPS), by="office", at=NOON, replace=True)


@pytest.mark.usefixtures("_kept")
def test_the_list_names_what_the_picture_numbers():
    page = signed_in_client(Role.READER).get(f"{WHEEL}?year=2027")

    text = plain(page.content.decode())
    assert [(row.number, plain(row.days)) for row in page.context["rows"]] == [
        (1, "15. oktober 2027"),
        (2, "1. november 2027 – 31. januar 2028"),
    ]
    assert "Årshjulet for 2027 med 2 trin" in text
    assert "<b>Aftaler" not in text
    assert "enhedsleder" in text
    assert "/ny/step/" not in text


@pytest.mark.usefixtures("_kept")
def test_a_year_has_the_steps_of_that_year_alone_and_no_year_is_an_error():
    office = signed_in_client()

    first, *_rest = office.get(f"{WHEEL}?year=2028").context["rows"]
    assert str(first.name) == "Midtvejs"
    assert "/ny/step/" in office.get(WHEEL).content.decode()
    assert {office.get(f"{WHEEL}?year={year}").status_code for year in ("x", "1899", "1900", "2198", "9999")} == {200}
