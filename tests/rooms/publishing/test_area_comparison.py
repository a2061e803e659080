"""The municipality beside others: what a release says, from the real figures of 98 municipalities and made-up ones."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kobling.rooms.folder.reader import read_folder
from kobling.rooms.releases.document import Document
from tests.rooms import small
from tests.rooms.publishing.test_document import document

VIBORG = Path(__file__).parents[3] / "examples" / "viborg"
SHARE, GROWTH = "andel-unge-uden-job-eller-uddannelse", "befolkningstilvaekst"
DAY = date(2022, 6, 1)
MUNICIPALITY = {"code": "999", "slug": "lilleby", "name": "Lilleby Kommune"}


@cache
def viborg():
    return {one.key: one for one in document(read_folder(VIBORG), DAY).indicators}


def beside(kept_measurements, *, indicators=None, day=DAY, **more):
    """The comparison of the made-up municipality 999 beside 001, 002 and 003."""
    areas = {
        "country": "000",
        "municipalities": [{"code": code, "name": f"Kommune {code}"} for code in ("999", "001", "002", "003")],
        "neighbours": ["002"],
        "group": {"name": "Små kommuner", "codes": ["999", "001", "002"]},
    }
    kept = small.facts(
        municipality=MUNICIPALITY | {"beside": areas | more},
        goals=[small.goal("a")],
        indicators=indicators or [small.indicator("members")],
        measurements=kept_measurements,
    )
    return document(kept, day).indicators[0].comparison


def counted(area, value, period="2019"):
    return small.counted("members", period, value, area=area)


# Statistics Denmark's own figures, from the recorded answers; Viborg's are published in the municipality's goals too.


def test_viborg_and_all_municipalities_in_neet2():
    """NEET2 2019: 1,173 of 10,119 in Viborg (11.59 %), 69,812 of 659,027 in the country (10.59 %)."""
    found = viborg()[SHARE].comparison

    assert found.period.code == "2019"
    assert len(found.areas) == found.all.areas == 98
    assert [one.code for one in found.areas] == sorted(one.code for one in found.areas)
    assert [(one.code, round(one.value, 2)) for one in found.areas if one.own] == [("791", 11.59)]
    assert round(found.country.value, 2) == 10.59
    assert {one.name for one in found.areas if one.neighbour} == {
        "Favrskov",
        "Herning",
        "Holstebro",
        "Ikast-Brande",
        "Mariagerfjord",
        "Randers",
        "Silkeborg",
        "Skive",
        "Vesthimmerlands",
    }
    assert (found.group.da, found.of_group.areas) == ("Provinsbykommuner", 16)


def test_viborg_beside_the_country_over_time():
    found = {one.period.code: one for one in viborg()[SHARE].comparison.series}
    growth = [round(one.own, 2) for one in viborg()[GROWTH].comparison.series][-4:]

    assert {year: round(found[year].own, 2) for year in ("2015", "2016", "2017", "2018", "2019")} == {
        "2015": 12.80,
        "2016": 11.98,
        "2017": 11.07,
        "2018": 11.67,
        "2019": 11.59,
    }
    assert growth == [0.73, 0.42, 0.24, -0.20]


def test_the_place_is_that_of_the_figures_counted_again():
    for key in (SHARE, GROWTH):
        found = viborg()[key].comparison
        own = next(one.value for one in found.areas if one.own)

        assert found.place.first == found.place.last == 1 + sum(one.value < own for one in found.areas)
        assert found.place.of == 98


def test_other_municipalities_change_no_status_and_no_figure_of_the_own():
    kept = read_folder(VIBORG)
    alone = kept.model_copy(
        update={
            "municipality": kept.municipality.model_copy(update={"beside": None}),
            "measurements": tuple(one for one in kept.measurements if one.area in {None, "000"}),
        }
    )
    with_others, without = document(kept, DAY), document(alone, DAY)

    assert with_others.goals == without.goals
    assert [one.points for one in with_others.indicators] == [one.points for one in without.indicators]
    assert all(one.comparison is None for one in without.indicators)


def test_what_large_municipalities_have_more_of_is_not_compared():
    assert [key for key, one in viborg().items() if one.comparison] == [SHARE, GROWTH]


# Made-up figures


def test_the_period_is_the_latest_that_at_least_half_have():
    figures = [counted(None, 10, "2018"), counted(None, 20, "2019"), counted("001", 30, "2018"), counted("002", 1)]
    figures += [counted("001", 40, "2020"), counted("002", 50, "2020")]

    assert beside(figures).period.code == "2019"


def test_an_area_without_a_figure_stays_in_the_list_and_has_no_place():
    found = beside([counted(None, 10), counted("001", 30), counted("002", 5), counted("000", 12)])

    assert {one.code: one.value for one in found.areas} == {"001": 30, "002": 5, "003": None, "999": 10}
    assert (found.place.first, found.place.last, found.place.of) == (2, 2, 3)
    assert (found.all.median, found.of_group.median, found.country.value) == (10, 10, 12)


@pytest.mark.parametrize("figures", [[], [counted("001", 1), counted("002", 1)], [counted(None, 1), counted("000", 1)]])
def test_alone_there_is_nothing_to_compare(figures):
    assert beside(figures) is None


def test_intervals_that_overlap_leave_the_place_open():
    """59 % and 60 % of 1,165 overlap, 20 % lies far below: 59 % is number 2 or 3 of 3."""
    figures = [small.measurement("members", "2019", value, area=area) for area, value in ((None, 59), ("001", 60))]
    found = beside([*figures, small.measurement("members", "2019", 20, area="002")])

    assert (found.place.first, found.place.last, found.place.of) == (2, 3, 3)


def test_without_known_uncertainty_there_is_no_place():
    figures = [counted(None, 10), small.measurement("members", "2019", 60, area="001", uncertainty="unknown", n=None)]

    assert beside(figures).place is None


def test_too_few_persons_in_one_area_give_no_share_there():
    """Four persons say too much: neither they nor the share they would give are in the release."""
    indicators = [
        small.indicator("a-share", derived={"method": "share_percent", "of": "few", "out_of": "many"}),
        small.indicator("few", unit="persons", collected_by="register"),
        small.indicator("many", unit="persons", collected_by="register"),
    ]
    counts = {None: (30, 100), "001": (4, 100), "002": (50, 100)}
    figures = [small.counted("few", "2019", few, area=area) for area, (few, _) in counts.items()]
    figures += [small.counted("many", "2019", many, area=area) for area, (_, many) in counts.items()]
    found = beside(figures, indicators=indicators)

    assert {one.code: one.value for one in found.areas} == {"001": None, "002": 50, "003": None, "999": 30}


def test_a_release_from_before_has_no_comparison_and_stays_whole():
    made = document(small.facts())
    told = made.canonical_bytes()

    assert b"comparison" not in told
    assert Document.model_validate_json(told).canonical_bytes() == told
