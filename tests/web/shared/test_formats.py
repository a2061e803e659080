"""Numbers, quantities, dates and periods as a reader sees them."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from kobling.core.periods import Period
from kobling.core.units import Unit
from kobling.records.base import Text
from kobling.web.shared import formats
from tests.spaces import plain

LANGUAGES = ("da", "en")


TO_PYTHON = {
    "da": str.maketrans({".": None, ",": ".", "\N{MINUS SIGN}": "-"}),
    "en": str.maketrans({",": None, "\N{MINUS SIGN}": "-"}),
}
numbers = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15)
decimals = st.integers(0, 6)


@given(value=numbers, places=decimals, language=st.sampled_from(LANGUAGES))
@example(value=-0.04, places=1, language="da")
@example(value=-0.5, places=0, language="da")
@example(value=999_999.995, places=2, language="en")
@example(value=5e-324, places=6, language="da")
def test_a_formatted_number_read_back_is_the_number_to_the_shown_decimals(value, places, language):
    with translation.override(language):
        shown = formats.format_number(value, places)
    read = float(shown.translate(TO_PYTHON[language]))

    assert Decimal(repr(read)) == Decimal(repr(float(formats.round_half_up(value, places))))
    assert abs(Decimal(repr(read)) - Decimal(repr(value))) <= Decimal(1).scaleb(-places) / 2


@given(value=numbers, places=decimals, language=st.sampled_from(LANGUAGES))
def test_a_plus_changes_the_sign_and_nothing_else(value, places, language):
    with translation.override(language):
        signed, plain = formats.format_number(value, places, signed=True), formats.format_number(value, places)

    assert signed.removeprefix("+") == plain
    assert signed.startswith("+") == (formats.round_half_up(value, places) > 0)


@given(value=numbers, places=decimals)
def test_danish_and_english_swap_their_separators(value, places):
    with translation.override("da"):
        danish = formats.format_number(value, places)
    with translation.override("en"):
        english = formats.format_number(value, places)

    assert danish.translate({ord(","): ".", ord("."): ","}) == english


@pytest.mark.parametrize(
    ("value", "places", "danish"),
    [
        (1234.5, 1, "1.234,5"),
        (0.125, 2, "0,13"),
        (2.675, 2, "2,68"),
        (-0.198, 2, "\N{MINUS SIGN}0,20"),
        (-0.04, 1, "0,0"),
        (0.5, 0, "1"),
        (-0.5, 0, "\N{MINUS SIGN}1"),
        (96_921, 0, "96.921"),
        (1_000_000, 0, "1.000.000"),
    ],
)
def test_numbers_look_as_danish_readers_expect(value, places, danish):
    with translation.override("da"):
        assert formats.format_number(value, places) == danish


@given(value=numbers, places=decimals, unit=st.sampled_from(list(Unit)), language=st.sampled_from(LANGUAGES))
def test_no_line_breaks_between_a_number_and_its_unit(value, places, unit, language):
    with translation.override(language):
        number = formats.format_number(value, places)
        shown = [formats.format_quantity(value, unit, places), formats.format_difference(value, unit, places)]

    assert [one for one in shown if one.removeprefix(number).startswith(" ")] == []


@given(day=st.dates(date(1900, 1, 1), date(2100, 12, 31)), language=st.sampled_from(LANGUAGES))
def test_no_line_breaks_between_a_day_and_its_month(day, language):
    moment = datetime(day.year, day.month, day.day, 14, 30, tzinfo=UTC)
    periods = [Period.parse(f"{day.year}{part}") for part in ("", "-H2", "-Q3", f"-{day.month:02}")]
    with translation.override(language):
        shown = [formats.format_day(day), formats.format_short_day(day), formats.format_time(moment)]
        for period in periods:
            shown += [formats.format_period(period), formats.format_in_period(period)]
            shown.append(formats.format_short_period(period))

    assert [one for one in shown if re.search(r"\d\.? (?!\d)|kl\. |^Q\d ", one)] == []


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")], ids=str)
def test_what_is_no_number_is_refused(value):
    with pytest.raises(formats.NotANumber):
        formats.format_number(value)


@pytest.mark.parametrize(
    ("unit", "value", "places", "danish", "english"),
    [
        (Unit.PERCENT, 59.0, 0, "59 %", "59%"),
        (Unit.PERCENT_PER_YEAR, -0.198, 2, "\N{MINUS SIGN}0,20 %", "\N{MINUS SIGN}0.20%"),
        (Unit.PERSONS, 96_921.0, 0, "96.921 personer", "96,921 people"),
        (Unit.PERSONS, 1.0, 0, "1 person", "1 person"),
        (Unit.COUNT, 49_680.0, 0, "49.680", "49,680"),
        (Unit.KRONER, 1_500_000.0, 0, "1.500.000 kroner", "1,500,000 kroner"),
        (Unit.PERCENTAGE_POINTS, -1.2, 1, "\N{MINUS SIGN}1,2 procentpoint", "\N{MINUS SIGN}1.2 percentage points"),
        (Unit.PER_1000, 12.5, 1, "12,5 pr. 1.000 indbyggere", "12.5 per 1,000 inhabitants"),
        (Unit.TONNES, 3.0, 0, "3 ton", "3 tonnes"),
        (Unit.DAYS, 1.0, 0, "1 dag", "1 day"),
        (Unit.DAYS, 1.0, 1, "1,0 dage", "1.0 days"),
        (Unit.YEARS, 76.2, 1, "76,2 år", "76.2 years"),
        (Unit.INDEX, 63.0, 0, "63 point", "63 points"),
    ],
)
def test_every_unit_has_words(unit, value, places, danish, english):
    with translation.override("da"):
        assert plain(formats.format_quantity(value, unit, places)) == danish
    with translation.override("en"):
        assert plain(formats.format_quantity(value, unit, places)) == english


@pytest.mark.parametrize("unit", list(Unit))
def test_every_unit_has_a_quantity_a_difference_and_a_range(unit):
    for language in LANGUAGES:
        with translation.override(language):
            words = [
                formats.format_quantity(2, unit),
                formats.format_difference(2, unit, signed=True),
                formats.format_range(1, 2, unit),
            ]

        assert all(one and "%(" not in one for one in words)


def test_parts_are_counted_out_of_all_of_them():
    towns = Text(da="byer", en="towns")

    with translation.override("da"):
        assert plain(formats.format_quantity(17, Unit.PARTS, parts=towns, of=40)) == "17 af 40 byer"
    with translation.override("en"):
        assert plain(formats.format_quantity(17, Unit.PARTS, parts=towns, of=40)) == "17 of 40 towns"
        assert plain(formats.format_quantity(17, Unit.PARTS, parts=Text(da="byer"), of=40)) == "17 of 40"
        assert plain(formats.format_quantity(17, Unit.PARTS, parts=towns)) == "17"


def test_percentages_differ_by_percentage_points():
    with translation.override("da"):
        assert plain(formats.format_difference(2, Unit.PERCENT, 1)) == "2,0 procentpoint"
        assert (
            plain(formats.format_difference(-2, Unit.PERCENT_PER_YEAR, signed=True)) == "\N{MINUS SIGN}2 procentpoint"
        )
        assert plain(formats.format_percent(2)) == "2 %"
    with translation.override("en"):
        assert plain(formats.format_percentage_points(1)) == "1 percentage point"
        assert plain(formats.format_percentage_points(1, 1)) == "1.0 percentage points"


def test_a_share_lies_between_so_and_so_many_out_of_a_hundred():
    with translation.override("da"):
        assert plain(formats.format_range(56.1, 61.8, Unit.PERCENT)) == "mellem 56 og 62 ud af 100"
        assert plain(formats.format_range(3.21, 4.1, Unit.PERCENT, 1)) == "mellem 3,2 og 4,1 %"
        assert plain(formats.format_range(30.1, 31.2, Unit.DAYS, 1)) == "mellem 30,1 og 31,2 dage"
    with translation.override("en"):
        assert plain(formats.format_range(56.1, 61.8, Unit.PERCENT)) == "between 56 and 62 out of 100"


@given(first=numbers, second=numbers, places=decimals)
def test_different_numbers_look_different_as_far_as_six_decimals_go(first, second, places):
    enough = formats.decimals_to_distinguish(places, first, second)

    assert enough >= places
    if formats.round_half_up(first, formats.MAX_DECIMALS) != formats.round_half_up(second, formats.MAX_DECIMALS):
        assert formats.round_half_up(first, enough) != formats.round_half_up(second, enough)


def test_a_figure_just_short_of_its_target_does_not_look_like_it():
    assert formats.decimals_to_distinguish(0, 79.6, 80.0) == 1
    assert formats.decimals_to_distinguish(0, 80.0, 80.0) == 0
    assert formats.decimals_to_distinguish(0, 59.0, 80.0) == 0


@pytest.mark.parametrize(("value", "places"), [(80.0, 0), (0.5, 1), (-50.0, 0), (0.125, 3), (1 / 3, 6)])
def test_a_level_is_written_with_the_decimals_it_was_set_with(value, places):
    assert formats.decimals_of(value) == places


@pytest.mark.parametrize(
    ("code", "danish", "inside", "short", "english", "english_inside"),
    [
        ("2019", "2019", "i 2019", "2019", "2019", "in 2019"),
        ("2019-H1", "1. halvår 2019", "i 1. halvår 2019", "1. halvår 2019", "H1 2019", "in the first half of 2019"),
        ("2019-Q4", "4. kvartal 2019", "i 4. kvartal 2019", "4. kv. 2019", "Q4 2019", "in the fourth quarter of 2019"),
        ("2019-08", "august 2019", "i august 2019", "aug. 2019", "August 2019", "in August 2019"),
        ("2019-05", "maj 2019", "i maj 2019", "maj 2019", "May 2019", "in May 2019"),
        (
            "2020-11-30",
            "30. november 2020",
            "den 30. november 2020",
            "30.11.2020",
            "30 November 2020",
            "on 30 November 2020",
        ),
        (
            "2018-01-01/2019-01-01",
            "2018",
            "i 2018",
            "2018",
            "2018",
            "in 2018",
        ),
        (
            "2018-07-02/2019-07-01",
            "året til 1. juli 2019",
            "i året til 1. juli 2019",
            "1.7.2019",
            "the year to 1 July 2019",
            "in the year to 1 July 2019",
        ),
        (
            "2019-08-20/2019-09-10",
            "20. august 2019 til 10. september 2019",
            "fra 20. august 2019 til 10. september 2019",
            "20.8.2019–10.9.2019",
            "20 August 2019 to 10 September 2019",
            "from 20 August 2019 to 10 September 2019",
        ),
    ],
)
def test_periods_have_a_name_a_place_in_a_sentence_and_a_short_name(
    code, danish, inside, short, english, english_inside
):
    span = Period.parse(code)

    with translation.override("da"):
        forms = (formats.format_period, formats.format_in_period, formats.format_short_period)
        assert tuple(plain(form(span)) for form in forms) == (danish, inside, short)
    with translation.override("en"):
        assert tuple(plain(form(span)) for form in forms[:2]) == (english, english_inside)


@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)), length=st.integers(0, 800))
def test_every_span_of_days_has_words_with_nothing_left_open(day, length):
    span = Period.between(day, date.fromordinal(day.toordinal() + length))
    for language in LANGUAGES:
        with translation.override(language):
            for words in (
                formats.format_period(span),
                formats.format_in_period(span),
                formats.format_short_period(span),
            ):
                assert words
                assert "%(" not in words


def test_a_leap_year_is_a_year():
    with translation.override("en"):
        assert plain(formats.format_period(Period.parse("2019-03-01/2020-03-01"))) == "the year to 1 March 2020"
        assert plain(formats.format_period(Period.parse("2019-02-28/2020-02-29"))) == "the year to 29 February 2020"
        assert plain(formats.format_period(Period.parse("2019-03-01/2020-02-20"))).startswith("1 March 2019 to")
        assert plain(formats.format_period(Period.parse("2018-06-30/2019-07-01"))).startswith("30 June 2018 to")


def test_a_deadline_at_the_end_of_a_year_is_the_year():
    with translation.override("da"):
        assert plain(formats.format_by_deadline(date(2025, 12, 31))) == "i 2025"
        assert plain(formats.format_by_deadline(date(2025, 6, 1))) == "senest 1. juni 2025"


def test_other_languages_get_english():
    with translation.override("de"):
        assert formats.format_number(1234.5, 1) == "1,234.5"
    with translation.override(None):
        assert formats.active_language() == "en"


CLOCKS_PUT_BACK = datetime(2026, 10, 25, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "danish", "english", "listed"),
    [
        (-1, "25. oktober 2026 kl. 02.00 sommertid", "25 October 2026 02:00 summer time", "2026-10-25 02:00+02:00"),
        (0, "25. oktober 2026 kl. 02.00 vintertid", "25 October 2026 02:00 winter time", "2026-10-25 02:00+01:00"),
        (1, "25. oktober 2026 kl. 03.00", "25 October 2026 03:00", "2026-10-25 03:00"),
    ],
)
def test_an_hour_that_comes_twice_says_which_one_it_is(hours, danish, english, listed):
    at = CLOCKS_PUT_BACK + timedelta(hours=hours)
    with translation.override("da"):
        assert plain(formats.format_moment(at)) == danish
    with translation.override("en"):
        assert plain(formats.format_moment(at)) == english
    assert plain(formats.format_timestamp(at)) == listed


@given(
    minutes=st.lists(st.integers(-300, 300), unique=True, min_size=2, max_size=2), language=st.sampled_from(LANGUAGES)
)
def test_two_minutes_never_have_the_same_words(minutes, language):
    one, other = (CLOCKS_PUT_BACK + timedelta(minutes=minute) for minute in minutes)
    with translation.override(language):
        assert formats.format_moment(one) != formats.format_moment(other)
    assert formats.format_timestamp(one) != formats.format_timestamp(other)
