"""The municipality beside others on a goal's page: the words, the pictures and the tables, and what is not there."""

from datetime import date

import pytest
from django.utils import translation

from kobling.web.opendata.verify import verify
from kobling.web.public.components.area_comparison import comparison_section
from kobling.web.public.site import Site
from kobling.web.shared.charts.comparison_strip import area_strips
from kobling.web.shared.charts.comparison_timeline import comparison_plot
from tests.rooms import small
from tests.rooms.publishing.test_area_comparison import beside, counted
from tests.rooms.publishing.test_document import document
from tests.web.public.html_reader import find_all, parse_html, text_of
from tools import example_site

SHARE, GROWTH = "andel-unge-uden-job-eller-uddannelse", "befolkningstilvaekst"


@pytest.fixture(scope="module")
def release():
    return example_site.example_release(date(2022, 6, 1))


@pytest.fixture(scope="module")
def page(release):
    site = Site(release)

    def opened(address):
        return site.open(address).body.decode()

    return opened


def indicator(release, key):
    return next(one for one in release.document.indicators if one.key == key)


def of(comparison):
    """A made-up indicator with a comparison."""
    kept = small.facts(
        goals=[small.goal("a")], indicators=[small.indicator("members")], measurements=[counted(None, 1)]
    )
    return document(kept).indicators[0].model_copy(update={"comparison": comparison})


SAID = {
    "da": (
        "11,6 % i Viborg i 2019. I halvdelen af landets kommuner ligger tallet mellem 10,3 og 12,8 %. "
        "I hele landet er det 10,6 %."
    ),
    "en": (
        "11.6% in Viborg in 2019. In half of the country's municipalities the figure lies between 10.3 and 12.8%. "
        "In Denmark as a whole it is 10.6%."
    ),
}


@pytest.mark.parametrize("language", SAID)
def test_words_come_first(release, language):
    with translation.override(language):
        said = comparison_section(indicator(release, SHARE)).sentence

    assert said.replace("\N{NO-BREAK SPACE}", " ") == SAID[language]


@pytest.mark.parametrize("address", ["maal/flere-indbyggere-hvert-aar/", "en/goals/more-residents-every-year/"])
def test_the_page_is_sound_and_small(page, address):
    text = page(address)
    tree = parse_html(text)

    assert len(text.encode()) < 200_000
    assert [one for one in find_all(tree, "h2") if one.get("id") == "compared"]
    assert len({one.get("id") for one in tree.iter() if one.get("id")}) == text.count(' id="')


def test_all_municipalities_stand_in_alphabetical_order_and_never_by_figure(page):
    tables = find_all(parse_html(page("maal/flere-indbyggere-hvert-aar/")), "table")
    whole = next(one for one in tables if "alle kommuner" in text_of(one))
    names = [text_of(one) for one in find_all(whole, "th") if one.get("scope") == "row"]

    assert len(names) == 98
    assert names[:3] == ["Albertslund", "Allerød", "Assens"]
    assert names[-5:] == ["Vordingborg", "Ærø", "Aabenraa", "Aalborg", "Aarhus"]


def test_the_nearest_table_has_the_own_the_country_the_group_and_the_neighbours_by_name(release):
    with translation.override("da"):
        rows = comparison_section(indicator(release, GROWTH)).nearest
    assert [str(row.name) for row in rows[:5]] == [
        "Viborg",
        "Hele landet",
        "Midten af provinsbykommuner",
        "Favrskov",
        "Herning",
    ]
    assert [row.value.replace("\N{NO-BREAK SPACE}", " ") for row in rows[:3]] == ["−0,20 %", "0,29 %", "0,22 %"]


def test_a_place_is_said_with_what_it_may_be_used_for(release):
    with translation.override("da"):
        found = comparison_section(indicator(release, SHARE))

    assert found.rank == "Nummer 54 af 98, når 1 er det laveste tal."
    assert "Brug det ikke til at kalde en kommune bedre end en anden" in found.rank_caveat


def test_with_intervals_the_place_is_a_stretch_and_the_intervals_are_in_the_table():
    figures = [small.measurement("members", "2019", value, area=area) for area, value in ((None, 59), ("001", 60))]
    with translation.override("da"):
        found = comparison_section(of(beside([*figures, small.measurement("members", "2019", 20, area="002")])))

    assert found.rank == "Et sted fra nummer 2 til nummer 3 af 3, når 1 er det laveste tal."
    assert found.has_intervals
    assert "chart-among-interval" in found.distribution_chart


def test_where_uncertainty_is_not_known_nothing_is_said_of_a_place():
    figures = [counted(None, 10), small.measurement("members", "2019", 60, area="001", uncertainty="unknown", n=None)]

    assert comparison_section(of(beside(figures))).rank == ""


def test_a_missing_figure_is_said_to_be_missing():
    found = comparison_section(of(beside([counted(None, 10), counted("001", 30)])))

    assert {str(row.name): row.value for row in found.areas}["Kommune 002"] == ""


def test_without_others_there_is_nothing_beside():
    assert comparison_section(of(None)) is None


def test_anybody_can_compute_middles_and_place_again(release):
    assert verify(release.document.canonical_bytes()).agrees


@pytest.mark.parametrize(
    ("was", "now", "field"),
    [
        ({"place": {"first": 53, "last": 53, "of": 98}}, 54, "place.first"),
        ({"all": {"areas": 98, "median": 1.0, "low": 0.0, "high": 2.0}}, None, "all.median"),
    ],
)
def test_a_comparison_that_was_touched_up_is_found(release, was, now, field):
    told = release.document
    touched = [
        one.model_copy(update={"comparison": type(one.comparison).model_validate(one.comparison.model_dump() | was)})
        if one.key == SHARE
        else one
        for one in told.indicators
    ]
    found = verify(told.model_copy(update={"indicators": tuple(touched)}).canonical_bytes()).differences

    assert field in {one.field for one in found}
    assert now is None or now in {one.computed for one in found}


def test_long_names_of_groups_take_two_rows_rather_than_the_side_of_the_page(release):
    with translation.override("en"):
        legend = comparison_plot(indicator(release, SHARE).comparison, indicator(release, SHARE)).legend
    lines = [label for series, label in legend if series.css_class == "chart-line-group"]

    assert lines == [["The middle of provincial", "municipalities: 11.1%"]]


def test_the_name_of_a_group_is_shown_as_it_stands():
    group = {"name": "Over 25 % {value} %(count)s", "codes": ["999", "001", "002"]}
    figures = [counted(None, 50), *(counted(code, 40 + index) for index, code in enumerate(("001", "002", "003")))]

    strips = area_strips(beside(figures, group=group))

    assert "Over 25 % {value} %(count)s (3)" in {strip.name for strip in strips}
