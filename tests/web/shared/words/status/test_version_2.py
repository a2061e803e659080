"""What version 2 of the rule computes is what the pages state, in Danish and English."""

from datetime import date

import pytest
from django.utils import translation

from kobling.core.status import Direction, Kind, Status
from kobling.core.units import Unit
from kobling.rooms.releases import assessment
from kobling.web.shared import words
from kobling.web.shared.charts.series import has_target_path, target_path_end
from tests.web.sample import CONFIDENCE, counted, indicator, sampled, target, text, unsure

IN_2025 = date(2025, 12, 31)
IN_JUNE = date(2025, 6, 30)
NEW_YEAR = date(2026, 1, 1)
TOWNS = indicator(
    "towns",
    Unit.PARTS,
    text("{value}", "{value}"),
    [counted("2021", 4.0, of=19), counted("2024", 15.0, of=19)],
    parts=text("byer", "towns"),
)
USERS = indicator(
    "users", Unit.PERCENT, text("{value}", "{value}"), [sampled("2021", 50.0, 900), sampled("2024", 52.0, 900)]
)


def plain(text):
    return str(text).replace("\N{NO-BREAK SPACE}", " ")


def reason(one, place, language="da", on=NEW_YEAR):
    with translation.override(language):
        return plain(words.reason(one, place, on))


def path_step(one, place, on):
    with translation.override("da"):
        steps = words.arithmetic_steps(one, place, on=on, confidence=CONFIDENCE)
    return next(step for step in steps if step.label == "Hvor langt skulle tallet være nået?")


def test_sixteen_of_nineteen_is_judged_and_shown():
    """From 4 in 2021 to 19 in 2025: 36 of 48 months is 15.25, and the next town makes 16."""
    one = target(of=TOWNS, kind=Kind.ALL_PARTS, deadline=IN_2025, on=IN_JUNE)
    step = path_step(one, TOWNS, IN_JUNE)

    assert (one.whole, one.assessment.status, one.assessment.path.value) == (True, Status.BEHIND, 16)
    assert step.formula == "4 + 36 / 48 · (19 − 4)"
    assert plain(step.result) == "15,25"
    assert "Tiden regnes i måneder." in step.sentence
    assert "Her er kun hele tal mulige, så det skulle være mindst 16." in plain(step.sentence)
    assert "skulle tallet have været mindst 16" in reason(one, TOWNS, on=IN_JUNE)


def test_the_path_of_a_version_1_release_is_still_explained_in_days():
    now = target(of=TOWNS, kind=Kind.ALL_PARTS, deadline=IN_2025, on=IN_JUNE)
    then = assessment.assess(now, on=IN_JUNE, confidence=CONFIDENCE, rule_version=1)
    step = path_step(then, TOWNS, IN_JUNE)

    assert step.formula == "4 + 1.096 / 1.461 · (19 − 4)"
    assert "måneder" not in step.sentence
    assert "hele tal" not in step.sentence


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("da", "Fristen er gået; tallet for 2025 mangler."),
        ("en", "The deadline has passed; the figure for 2025 is missing."),
    ],
)
def test_a_deadline_without_a_figure_of_its_time_is_named(language, sentence):
    one = target(of=USERS, value=80.0, deadline=IN_2025, on=NEW_YEAR)

    assert one.assessment.status is not Status.MISSED
    assert reason(one, USERS, language).startswith(sentence)
    with translation.override(language):
        missed = words.status_rule_rows(one, NEW_YEAR)[list(Status).index(Status.MISSED)]
    assert (missed.applies, missed.reason) == (False, sentence)
    assert sentence not in reason(one, USERS, language, on=IN_2025)


def test_a_span_is_of_no_year_that_could_be_named():
    autumn = indicator("s", Unit.PERCENT, text("{value}"), [sampled("2025-09-01/2025-09-30", 50.0, 900)])
    one = target(of=autumn, value=80.0, deadline=IN_2025, on=NEW_YEAR)

    assert reason(one, autumn).startswith("Fristen er gået; det nyeste tal er fra før fristen.")


def test_a_version_1_release_says_nothing_of_it():
    now = target(of=USERS, value=80.0, deadline=IN_2025, on=NEW_YEAR)
    then = assessment.assess(now, on=NEW_YEAR, confidence=CONFIDENCE, rule_version=1)

    assert then.assessment.status is Status.MISSED
    assert "mangler" not in reason(then, USERS)


@pytest.mark.parametrize(
    ("direction", "change", "first", "sentence"),
    [
        (
            Direction.DOWN,
            20.0,
            100.0,
            "Måltallet er en stigning, men et lavere tal er bedre, så det kan ikke regnes ud.",
        ),
        (Direction.UP, -20.0, 100.0, "Måltallet er et fald, men et højere tal er bedre, så det kan ikke regnes ud."),
        (Direction.UP, 20.0, 0.0, "Udgangspunktet er ikke over 0, så en ændring i procent kan ikke regnes ud."),
    ],
)
def test_a_target_that_contradicts_itself_has_its_reason(direction, change, first, sentence):
    place = indicator("c", Unit.PERSONS, text("{value}"), [counted("2021", first), counted("2024", 110.0)])
    one = target(of=place, kind=Kind.RELATIVE_CHANGE, direction=direction, value=change, deadline=IN_2025, on=IN_JUNE)

    assert one.assessment.status is Status.CANNOT_TELL
    assert reason(one, place, on=IN_JUNE) == sentence
    with translation.override("da"):
        last = words.status_rule_rows(one, IN_JUNE)[-1]
    assert last.reason == "Måltallet modsiger sig selv, så ingen anden linje passer."


@pytest.mark.parametrize(
    ("points", "more", "whole"),
    [
        ([counted("2021", 4.0)], {}, True),
        ([counted("2021", 4.0)], {"decimals": 1}, False),
        ([counted("2021", 4.0), sampled("2022", 5.0, 90)], {}, False),
        ([], {}, False),
    ],
)
def test_only_full_counts_one_by_one_are_whole(points, more, whole):
    place = indicator("w", Unit.PERSONS, text("{value}"), points, **more)

    assert target(of=place, value=9.0).whole is whole
    assert not target(of=place.model_copy(update={"unit": Unit.PERCENT}), value=9.0).whole


YEARS = [counted("2018", 0.7), counted("2019", 0.2), unsure("2020", 0.4)]


def growth(points, on, **more):
    place = indicator("g", Unit.PERCENT_PER_YEAR, text("{value}"), points, decimals=1, **more)
    return target(of=place, kind=Kind.RECURRING, value=0.5, on=on), place


@pytest.mark.parametrize(
    ("points", "on", "line", "sentence"),
    [
        (
            YEARS,
            date(2022, 1, 1),
            "Nået i 1 af 4 år i byrådsperioden.",
            "nået i 2018, ikke nået i 2019, kan ikke afgøres for 2020, mangler tal for 2021.",
        ),
        (YEARS[:2], date(2020, 1, 1), "Nået i 1 af 2 år i byrådsperioden.", "nået i 2018, ikke nået i 2019."),
        (
            [YEARS[0], YEARS[1], counted("2020", 0.5)],
            date(2021, 6, 1),
            "Nået i 2 af 3 år i byrådsperioden.",
            "nået i 2018 og 2020, ikke nået i 2019.",
        ),
        ([YEARS[1]], date(2020, 1, 1), "Nået i 0 af 2 år i byrådsperioden.", "ikke nået i 2019, mangler tal for 2018."),
    ],
)
def test_a_recurring_target_has_its_record(points, on, line, sentence):
    one, place = growth(points, on)
    parts = set(sentence.removesuffix(".").split(", "))
    with translation.override("da"):
        assert words.record_line(one) == line
        told = words.record_sentence(one)
    assert set(told.partition(": ")[2].removesuffix(".").split(", ")) == parts
    assert told.startswith(line.removesuffix("."))
    assert told in reason(one, place, on=on)


def test_a_record_without_a_failure_needs_no_list():
    one, _place = growth([YEARS[0]], date(2019, 1, 1))

    with translation.override("en"):
        assert words.record_sentence(one) == "Reached in 1 of 1 year of the council term."


def test_many_periods_are_counted_and_not_named():
    months = [counted(f"2018-{month:02}", 0.7 if month < 10 else 0.2) for month in range(1, 13)]
    one, _place = growth(months, date(2019, 1, 1), cadence="monthly")

    with translation.override("da"):
        assert words.record_sentence(one) == "Nået i 9 af 12 måneder i byrådsperioden: nået i 9, ikke nået i 3."


def test_without_an_ended_period_there_is_no_record():
    one, _place = growth([counted("2018", 0.7)], date(2018, 12, 31))

    assert (one.assessment.record, words.record_line(one), words.record_sentence(one)) == (None, "", "")


@pytest.mark.parametrize(
    ("kind", "value", "direction", "sentence"),
    [
        (
            Kind.RELATIVE_CHANGE,
            20.0,
            Direction.UP,
            "Kilden har trukket udgangspunktets tal for 2021 tilbage, så måltallet kan ikke regnes ud.",
        ),
        (
            Kind.DIRECTION_ONLY,
            None,
            Direction.UP,
            "Kilden har trukket udgangspunktets tal for 2021 tilbage, så vi kan ikke sige, om det går frem.",
        ),
    ],
)
def test_a_withdrawn_starting_point_is_named(kind, value, direction, sentence):
    before = counted("2021", 40.0).model_copy(update={"withdrawn": date(2025, 3, 1)})
    place = indicator("w", Unit.PERCENT, text("{value}"), [before, counted("2024", 50.0)])
    one = target(of=place, kind=kind, value=value, direction=direction, deadline=IN_2025, on=IN_JUNE)

    assert (one.assessment.status, one.assessment.change, one.assessment.path) == (Status.CANNOT_TELL, None, None)
    assert sentence in reason(one, place, on=IN_JUNE)
    assert not has_target_path(one)
    with translation.override("da"):
        assert words.arithmetic_steps(one, place, on=IN_JUNE, confidence=CONFIDENCE)


def test_a_figure_that_is_too_old_because_nothing_can_be_fetched_says_so():
    place = indicator("w", Unit.PERCENT, text("{value}"), [counted("2021", 40.0)])
    old = target(of=place, value=50.0, deadline=IN_2025, on=IN_JUNE, max_age_days=1)
    failing = place.model_copy(update={"failing_since": date(2025, 3, 1)})

    assert "Kommunen har ikke kunnet hente nye tal siden 1. marts 2025." in reason(old, failing, on=IN_JUNE)
    assert "hente nye tal" not in reason(old, place, on=IN_JUNE)


@pytest.mark.parametrize(("rule_version", "end"), [(1, date(2026, 6, 30)), (2, date(2026, 12, 31))])
def test_the_line_of_the_chart_ends_where_the_path_does(rule_version, end):
    """A figure for the year has until the end of the year that holds the deadline."""
    now = target(of=USERS, value=80.0, deadline=date(2026, 6, 30), on=NEW_YEAR)
    one = assessment.assess(now, on=NEW_YEAR, confidence=CONFIDENCE, rule_version=rule_version)

    assert target_path_end(one) == end
    assert target_path_end(target(of=USERS, value=40.0, deadline=date(2026, 6, 30), on=NEW_YEAR)) is None
