"""A release says where its figures came from, what they were worked out of, and which of them were changed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from kobling.core.periods import Period
from kobling.rooms.publishing import queries
from kobling.rooms.publishing.actions import create_release
from kobling.rooms.releases import actions
from kobling.rooms.releases.document import Document
from kobling.web.opendata.verify import verify
from kobling.web.shared import words
from tests.rooms import small
from tests.rooms.registers.town import JUNE, MARCH, draw, people, statbank, take
from tests.spaces import plain
from tests.web.shared import calculator

pytestmark = pytest.mark.django_db

GROWTH = small.indicator(
    "vaekst",
    unit="percent_per_year",
    decimals=2,
    collected_by="register",
    derived={"method": "yearly_growth_percent", "of": "folketal", "season": "Q1"},
)
AFTER = datetime(2020, 7, 1, 12, tzinfo=UTC)


def derived(key, unit, **how):
    return small.indicator(key, unit=unit, decimals=1, collected_by="register", derived=how)


def document(on=AFTER):
    return queries.document(queries.release_facts("lilleby"), on=on.date())


def one(key, made=None):
    return next(found for found in (made or document()).indicators if found.key == key)


def test_a_figure_carries_its_drawing_and_a_derived_one_its_cells(fake):
    """Viborg's population grew by (97,113 - 96,883) / 96,883 = 0.237 % in 2018."""
    take(people(), GROWTH)
    drawing = draw(statbank(fake)).drawing

    made = document()

    (told,) = one("folketal", made).drawings
    assert (told.key, told.table, told.sha256s) == (drawing.key, "FOLK1B", drawing.sha256s)
    assert {point.drawing for point in one("folketal", made).points} == {drawing.key}
    assert one("vaekst", made).drawings == (told,)
    working = next(found for found in one("vaekst", made).workings if found.period.start.year == 2018)
    assert [(cell.period.code, cell.value) for cell in working.cells] == [("2019-Q1", 97113), ("2018-Q1", 96883)]
    with translation.override("da"):
        assert (
            "100 · (97.113 − 96.883) / 96.883 ≈ 0,24\N{NO-BREAK SPACE}%"
            in dict(words.derivations(one("vaekst", made))).values()
        )
        assert plain(words.fetched_from(told)).startswith("Hentet 12. marts 2020 fra Danmarks Statistik, tabel FOLK1B.")
        assert "Analytikeren" not in made.model_dump_json()
    assert Document.model_validate_json(made.canonical_bytes()) == made
    assert not verify(made.canonical_bytes()).differences


def test_every_sum_follows_from_its_cells_in_the_file(fake):
    take(
        people(select={"OMRÅDE": ["791", "000"], "Tid": ["2017K1", "2018K1", "2019K1", "2020K1"]}),
        GROWTH,
        derived("rate", "per_1000", method="per_inhabitant", of="folketal", inhabitants="folketal"),
        derived("apart", "persons", method="difference_to_area", of="folketal", area="000"),
        derived("growth-apart", "percentage_points", method="difference_to_area", of="vaekst", area="000"),
        derived("index", "index", method="index", of="folketal", base="2017-Q1"),
    )
    draw(statbank(fake))
    made = document()

    assert [point.value for point in one("rate", made).points] == [1000.0] * 4
    assert one("apart", made).points[-1].value == 96921 - 5822763
    assert one("index", made).points[0].value == 100
    assert len(one("growth-apart", made).points) == 3
    assert not verify(made.canonical_bytes()).differences
    for key in ("rate", "apart", "index", "growth-apart"):
        with translation.override("da"):
            sums = [found for _period, found in words.derivations(one(key, made))]
        assert len(sums) == len(one(key, made).points)
        assert [calculator.why_wrong(found, "da") for found in sums] == [""] * len(sums)
    spoilt = made.canonical_bytes().replace(b'"value": 5822763.0', b'"value": 5822764.0')
    assert verify(spoilt).differences


def test_a_figure_the_source_has_changed_is_told_with_what_it_was(fake):
    take()
    draw(statbank(fake))
    fake.revise("FOLK1B", {("791", "TOT", "IALT", "000", "2019K1"): 97114}, updated="2020-05-11T08:00:00")
    draw(statbank(fake), at=JUNE)

    with translation.override("da"):
        (said,) = words.revisions(one("folketal"))

    assert plain(said) == (
        "Tallet for 1. kvartal 2019 var 97.113 personer, da det blev hentet 12. marts 2020. "
        "Nu er det 97.114 personer, altså 1 mere."
    )
    assert len(one("folketal").drawings) == 2


def test_a_release_of_an_earlier_day_knows_nothing_of_later_drawings(fake):
    take()
    draw(statbank(fake), at=JUNE)

    assert one("folketal", document(MARCH)).drawings == ()


def test_a_changed_status_names_the_figures_that_were_revised(fake):
    """The baseline of 2017 is raised above the goal's figure, so that what was growth is none."""
    target = small.target("a1", kind="direction_only", value=None, indicator="folketal", baseline="2017-Q1")
    take(goals=[small.goal("a", target)])
    draw(statbank(fake))
    create_release(municipality="lilleby", on=MARCH.date(), by="office", at=MARCH)
    actions.approve(municipality="lilleby", number=1, embargo_until=None, by="council", at=MARCH)
    fake.revise("FOLK1B", {("791", "TOT", "IALT", "000", "2017K1"): 98000}, updated="2020-05-11T08:00:00")
    draw(statbank(fake), at=JUNE)

    changes = document().changes

    assert [change.kind for change in changes] == ["status", "corrected"]
    assert (changes[1].point_before.value, changes[1].point_now.value) == (96477, 98000)
    assert changes[1].point_now.period == Period.parse("2017-Q1")


def test_small_parts_are_counted_and_not_told():
    """A town of 4 counts among the towns, and its figure is in no file."""
    towns = [
        small.counted("by", f"{year}-Q1", people, part=town, drawn=date(2020, 1, 15))
        for town, sizes in {"a": (500, 510), "b": (4, 3)}.items()
        for year, people in zip((2018, 2019), sizes, strict=True)
    ]
    take(
        small.indicator("by", unit="persons", collected_by="register"),
        small.indicator(
            "byer",
            unit="parts",
            parts="byer",
            collected_by="register",
            derived={"method": "parts_that_grew", "of": "by", "at_least": 0},
        ),
        measurements=towns,
    )

    found = one("byer")

    assert (found.points[0].value, found.points[0].of) == (1, 2)
    assert {cell.value for cell in found.workings[0].cells} == {500, 510}


def test_a_release_from_before_says_nothing_of_what_came_later():
    take(small.indicator("plain"))

    told = document(MARCH + timedelta(days=1)).model_dump_json()

    assert "workings" not in told
    assert '"drawing' not in told


COUNTED = small.indicator("born", unit="persons", collected_by="register", basis="all_people")


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ({"basis": "all_people"}, "all_people"),
        ({"basis": "calculated"}, None),
        ({}, None),
    ],
)
def test_a_derived_figure_rests_on_what_all_its_figures_rest_on(of, expected):
    whole = small.indicator("people", unit="persons", collected_by="register", **of)
    share = derived("share", "percent", method="share_percent", of="born", out_of="people")
    take(COUNTED, whole, share)

    assert one("share").basis == expected
    assert one("born").basis == "all_people"


def test_what_a_derived_figure_itself_says_it_rests_on_stands():
    take(COUNTED, GROWTH | {"basis": "calculated", "derived": GROWTH["derived"] | {"of": "born"}})

    assert one("vaekst").basis == "calculated"


def test_a_revised_numerator_revises_the_share_and_a_withdrawn_one_takes_it_back():
    """10 of 100, then 20 of 100; and 30 of 100, of which the source has withdrawn the 30."""
    whole = small.indicator("people", unit="persons", collected_by="register", basis="all_people")
    share = derived("share", "percent", method="share_percent", of="born", out_of="people")
    measured = [
        small.counted("born", "2018", 10, drawn="2019-01-15"),
        small.counted("born", "2018", 20, drawn="2020-01-10"),
        small.counted("born", "2019", 30, drawn="2020-01-10", withdrawn="2020-06-02"),
        *(small.counted("people", year, 100, drawn="2020-01-10") for year in ("2019",)),
        small.counted("people", "2018", 100, drawn="2019-01-15"),
    ]
    take(COUNTED, whole, share, measurements=measured)

    made = document()

    assert [
        (point.period.code, point.value, point.superseded, point.withdrawn) for point in one("share", made).points
    ] == [
        ("2018", 10.0, True, None),
        ("2018", 20.0, False, None),
        ("2019", 30.0, False, date(2020, 6, 2)),
    ]
    with translation.override("da"):
        (sentence,) = words.revisions(one("share", made))
    assert plain(sentence).startswith("Tallet for 2018 var 10,0 %, da det blev hentet 15. januar 2019. Nu er det 20,0")
    assert [working.period.code for working in one("share", made).workings] == ["2018"]
    assert not verify(made.canonical_bytes()).differences
    before = next(
        indicator for indicator in document(AFTER - timedelta(days=60)).indicators if indicator.key == "share"
    )
    assert before.points[-1].in_force
