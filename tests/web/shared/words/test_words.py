"""Whatever a release holds, it is said in whole sentences of the page's language."""

import re
from dataclasses import fields
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.basis import Basis
from kobling.core.status import Direction, Kind, Status
from kobling.core.units import Unit
from kobling.records.indicators import Cadence, Uncertainty
from kobling.records.initiatives import InitiativeKind
from kobling.records.municipality import BodyKind
from kobling.rooms.releases.document import Change
from kobling.web.shared import words
from kobling.web.shared.charts import render_goal_chart, sign_notes
from kobling.web.shared.localization import LocalizedText
from tests.web.sample import (
    CONFIDENCE,
    HOSTILE,
    MEMBERS,
    ON,
    counted,
    estimated,
    goal,
    indicator,
    sample_document,
    sampled,
    target,
    text,
    unsure,
)

LANGUAGES = ("da", "en")
NEVER = re.compile(r"signifikan|estimat|konfidens|significan|estimate|confidence|p-værdi|p-value", re.IGNORECASE)
ENGLISH = re.compile(r"\b(the|is|was|and|figure|target|very|likely|not|of|out|year|years|days)\b", re.IGNORECASE)
DANISH = re.compile(r"\b(tallet|målet|er|og|ikke|mellem|siden|usikkerhed\w*|procentpoint)\b", re.IGNORECASE)
OPEN = re.compile(r"%\(|\{|\}|None|nan\b|\binf\b")

DOCUMENT = sample_document()
INDICATORS = {one.key: one for one in DOCUMENT.indicators}


def _about(one, place):
    """Everything that is said of a target."""
    latest = one.latest
    said = [
        words.reason(one, place, ON),
        words.target_sentence(one, place, ON),
        words.judgement_sentence(one),
    ]
    if latest and place:
        said += [
            words.figure(latest, place, decimals=words.figure_decimals(one, place)),
            words.uncertainty_sentence(latest, place),
        ]
        said += [words.uncertainty_line(latest, place), words.measured_when(latest), words.too_old_sentence(latest)]
        said += [words.movement(one, place)]
    for step in words.arithmetic_steps(one, place, on=ON, confidence=CONFIDENCE):
        said += [step.label, step.result, step.sentence]
    said += [part for row in words.status_rule_rows(one, ON) for part in (row.name, row.reason)]
    return [str(sentence) for sentence in said if str(sentence)]


def _numbers(unit):
    """Values of a unit: few or many, with and without uncertainty."""
    values = st.integers(0, 40) if unit is Unit.PARTS else st.floats(0, 100).map(lambda value: round(value, 2))
    point = st.one_of(
        st.builds(lambda value: {"make": counted, "value": value}, values),
        st.builds(lambda value: {"make": unsure, "value": value}, values),
        st.builds(lambda value, error: {"make": estimated, "value": value, "error": error}, values, st.floats(0.01, 5)),
    )
    return st.lists(point, min_size=0, max_size=4)


def _point(year, unit, *, make, value, error=None):
    more = {"of": 40} if unit is Unit.PARTS else {}
    return make(str(year), float(value), *([] if error is None else [round(error, 3)]), **more)


@st.composite
def cases(draw):
    """A target of any kind, with an indicator of any unit that the kind can have."""
    kind = draw(st.sampled_from(Kind))
    unit = Unit.PARTS if kind is Kind.ALL_PARTS else draw(st.sampled_from([one for one in Unit if one != Unit.PARTS]))
    place = indicator(
        "any",
        unit,
        text("{value} er sådan", "{value} are so"),
        [_point(2015 + year, unit, **point) for year, point in enumerate(draw(_numbers(unit)))],
        decimals=draw(st.integers(0, 2)),
        collected_by=draw(st.sampled_from(("survey", "register"))),
        basis=draw(st.sampled_from((None, *Basis))),
        parts=text("byer", "towns") if unit is Unit.PARTS else None,
        cadence=str(draw(st.sampled_from(Cadence))),
    )
    facts = {
        "direction": Direction.UP if kind is Kind.ALL_PARTS else draw(st.sampled_from(Direction)),
        "deadline": draw(st.sampled_from((None, date(2018, 12, 31), date(2025, 12, 31), date(2025, 6, 1)))),
        "minimum_change": draw(st.sampled_from((0.0, 2.0, 50.0))),
        "max_age_days": draw(st.sampled_from((None, 400))),
    }
    if kind in {Kind.THRESHOLD, Kind.RECURRING}:
        facts["value"] = draw(st.sampled_from((0.5, 50.0, 99.0)))
    if kind is Kind.RELATIVE_CHANGE:
        facts["value"] = draw(st.sampled_from((-50.0, 5.0, 0.0)))
    if kind is Kind.ALL_PARTS:
        facts["parts"] = 40
    if kind is Kind.RELATIVE_TO_AREA:
        facts |= {
            "value": draw(st.sampled_from((-2.0, 0.0, 1.5))),
            "area": draw(st.sampled_from(("000", "461", "Randers"))),
        }
        if place.points and draw(st.booleans()):
            year = place.points[-1].period.code
            make = draw(st.sampled_from(({"make": counted, "value": 50}, {"make": estimated, "value": 50, "error": 2})))
            facts["area_latest"] = _point(year, unit, **make)
    return target(of=place, kind=kind, **facts), place


@given(case=cases(), language=st.sampled_from(LANGUAGES))
def test_every_kind_of_target_is_said_with_nothing_left_open(case, language):
    one, place = case
    with translation.override(language):
        said = [*_about(one, place), str(words.goal_message(goal("any", "Alle", "All", [one]), {"any": place}, ON))]

    foreign = ENGLISH if language == "da" else DANISH
    for sentence in said:
        assert not OPEN.search(sentence), sentence
        assert not NEVER.search(sentence), sentence
        assert not foreign.search(sentence), sentence
        assert "  " not in sentence, sentence
        assert not re.search(r"\.\.|,,| [.,]", sentence), sentence


@given(case=cases())
def test_every_target_has_a_reason(case):
    one, place = case
    with translation.override("da"):
        reason = str(words.reason(one, place, ON))

    assert reason.endswith(".")
    assert reason[0].isupper()


def test_the_sample_shows_every_status_and_every_kind():
    targets = [one for each in DOCUMENT.goals for one in each.targets]

    assert {one.assessment.status for one in targets} == set(Status)
    assert {one.kind for one in targets} == set(Kind)
    assert {one.unit for one in DOCUMENT.indicators} == set(Unit)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reason_is_repeated_for_another_status(language):
    """A reason that fits two statuses says nothing about either."""
    reasons = {}
    with translation.override(language):
        for each in DOCUMENT.goals:
            for one in each.targets:
                reason = str(words.reason(one, INDICATORS.get(one.indicator), ON))
                reasons.setdefault(reason, set()).add(one.assessment.status)

    assert {reason: statuses for reason, statuses in reasons.items() if len(statuses) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_vocabulary_is_there(language):
    with translation.override(language):
        said = [
            *map(words.status_name, Status),
            *map(words.status_meaning, Status),
            *map(words.target_kind_name, Kind),
            *map(words.direction_name, Direction),
            *(words.cadence_name(one) for one in Cadence),
            *(words.body_kind_name(one) for one in BodyKind),
            *(words.initiative_kind_name(one) for one in InitiativeKind),
            *(words.uncertainty_name(one) for one in Uncertainty),
            *map(words.collected_name, ("survey", "register")),
            *map(words.basis_name, Basis),
            *map(words.vocabulary.unit_name, Unit),
        ]

    assert all(said)


def test_slugs_shapes_and_tones_are_there_for_every_status_and_slugs_are_different():
    assert set(words.STATUS_SLUGS) == set(words.SHAPES) == set(words.TONES) == set(Status)
    for language in LANGUAGES:
        assert len({getattr(slug, language) for slug in words.STATUS_SLUGS.values()}) == len(Status)
    assert len(set(words.SHAPES.values())) == len(Status), "a status is never told by its colour alone"


def test_the_counts_line_names_what_there_is_and_nothing_else():
    statuses = [Status.REACHED] * 3 + [Status.NO_DATA] * 13 + [Status.ON_TRACK] + [Status.NOT_YET] * 5

    with translation.override("da"):
        assert words.counts_line(statuses) == "3 nået · 1 på vej · 5 ikke nået endnu · 13 mangler tal"
    with translation.override("en"):
        assert words.counts_line(statuses) == "3 reached · 1 on track · 5 not reached yet · 13 no data"
    assert words.counts_line([]) == ""


# Single sentences, proofread


def _danish(words_):
    return str(words_).replace("\N{NO-BREAK SPACE}", " ")


def test_a_figure_too_old_is_said_to_be():
    with translation.override("da"):
        assert words.too_old_sentence(counted("2019", 1)) == (
            "Tallet er fra 2019. Det er for gammelt til at sige noget om i dag."
        )


def test_a_goal_without_figures_says_what_it_would_take():
    bare = goal("b", "Kort", "Short", [], missing=text("Det kræver en måling"))

    with translation.override("da"):
        assert str(words.missing_sentence(bare)) == "Ingen har offentliggjort tal endnu. Det kræver en måling."
    with translation.override("en"):
        said = words.missing_sentence(bare)
        assert str(said) == "No figure has been published yet. Det kræver en måling."
        assert said.html() == 'No figure has been published yet. <span lang="da">Det kræver en måling.</span>'


def test_unknown_uncertainty_is_said_plainly():
    place = indicator("u", Unit.COUNT, text("Der er {value}"), [unsure("2019", 5), unsure("2020", 7)])
    one = target(of=place, value=4.0)

    with translation.override("da"):
        assert words.uncertainty_sentence(one.latest, place) == (
            "Kilden siger ikke, hvor usikkert tallet er, så vi siger intet med sikkerhed ud fra det."
        )
        assert words.uncertainty_line(one.latest, place) == "Usikkerheden er ikke kendt, målt 2020"


def test_a_difference_smaller_than_the_uncertainty_is_no_news():
    place = indicator(
        "w", Unit.PERCENT, text("{value} trives"), [sampled("2019", 72.0, 1165), sampled("2020", 74.0, 1165)]
    )
    one = target(of=place, value=75.0)

    with translation.override("da"):
        assert words.movement(one, place) == (
            "Vi kan ikke sige, om det går frem: forskellen er mindre end usikkerheden."
        )


def test_a_level_that_chance_alone_separates_from_the_figure_shows_its_decimals():
    place = indicator("t", Unit.PERCENT, text("{value} trives"), [counted("2020", 79.6)])
    one = target(of=place, value=80.0)

    with translation.override("da"):
        assert _danish(words.figure(one.latest, place, decimals=words.figure_decimals(one, place))) == "79,6 % trives."
        assert _danish(words.reason(one, place, ON)).startswith("Tallet var 79,6 % i 2020, og målet er 80 %.")
        assert _danish(words.goal_message(goal("t", "T", "T", [one]), {"t": place}, ON)).startswith("79,6 % trives.")


def test_a_title_does_not_say_out_of_a_hundred_of_something():
    """`89 ud af 100 af borgerne` is no Danish, and 61.5 out of 100 no figure."""
    of_citizens = indicator(
        "a", Unit.PERCENT, text("{value} af borgerne er aktive"), [sampled("2019", 89.0, 1165)], collected_by="survey"
    )
    finer = indicator(
        "b", Unit.PERCENT, text("{value} trives"), [sampled("2019", 61.5, 1165)], collected_by="survey", decimals=1
    )
    with translation.override("da"):
        assert _danish(words.figure_of_hundred(of_citizens.points[0], of_citizens)) == "89 % af borgerne er aktive."
        assert _danish(words.figure_of_hundred(finer.points[0], finer)) == "61,5 % trives."


def test_a_passed_deadline_is_told_in_the_past_tense():
    one = target(of=MEMBERS, value=80.0, deadline=date(2020, 12, 31))

    with translation.override("da"):
        assert _danish(words.target_sentence(one, MEMBERS, date(2020, 12, 31))) == "Målet er 80 % i 2020."
        assert _danish(words.target_sentence(one, MEMBERS, date(2021, 1, 1))) == "Målet var 80 % i 2020."
        in_2020 = MEMBERS.model_copy(update={"points": (sampled("2020", 59.0, 1165),)})
        missed = target(of=in_2020, value=80.0, deadline=date(2020, 12, 31))
        assert _danish(words.reason(missed, in_2020, ON)) == (
            "Fristen var den 31. december 2020. Tallet er med stor sikkerhed højst 62 %, og målet var 80 %. "
            "Usikkerheden forudsætter, at de, der ikke svarede, ligner dem, der svarede."
        )


def test_a_target_of_a_goal_that_has_ended_is_written_of_in_the_past():
    told = []
    with translation.override("da"):
        for one in (one for goal in DOCUMENT.goals for one in goal.targets):
            place = INDICATORS.get(one.indicator)
            steps = words.arithmetic_steps(one, place, on=ON, confidence=CONFIDENCE, ended=True)
            told.append(str(words.reason(one, place, ON, ended=True)))
            told += [f"{step.label} {step.sentence}" for step in steps]

    assert [line for line in told if re.search("Målet er |og målet er|Hvad er målet", line)] == []
    assert any("målet var" in line for line in told)
    assert "Hvad var målet?" in " ".join(told)


def test_percent_and_percentage_points_are_kept_apart():
    before, now = counted("2019", 8.0), counted("2020", 10.0)
    place = indicator("s", Unit.PERCENT, text("{value} ryger"), [before, now])

    with translation.override("da"):
        assert _danish(words.figure_change_sentence(before, now, place)) == (
            "Tallet er steget med 2 procentpoint, fra 8 % i 2019 til 10 % i 2020."
        )


@given(before=st.integers(0, 1000), now=st.integers(0, 1000), places=st.integers(0, 2))
def test_a_reader_who_subtracts_gets_the_difference_that_is_written(before, now, places):
    place = indicator("d", Unit.COUNT, text("{value}"), [], decimals=places)
    with translation.override("en"):
        told = words.figure_change_sentence(counted("2019", before / 10), counted("2020", now / 10), place)
    figures = [float(one.replace(",", "")) for one in re.findall(r"(?<!in )\b\d[\d,]*(?:\.\d+)?", told)]

    if before != now:
        size, first, second = figures[:3]
        assert size == pytest.approx(abs(second - first))


@pytest.mark.parametrize("language", LANGUAGES)
def test_changes_between_releases_are_told(language):
    with translation.override(language):
        told = [words.change_sentence(one, INDICATORS.get(_target(one).indicator)) for one in DOCUMENT.changes]

    assert all(one.endswith(".") for one in told)
    assert len(set(told)) == len(DOCUMENT.changes)


def _target(change):
    each = next(one for one in DOCUMENT.goals if one.key == change.goal)
    return next(one for one in each.targets if one.key == change.target)


def test_a_change_of_status_names_both():
    change = Change(
        goal="a",
        target="b",
        kind="status",
        status_before=Status.UNCHANGED,
        status_now=Status.REACHED,
        point_before=None,
        point_now=None,
    )
    with translation.override("da"):
        assert words.change_sentence(change, None) == "Status var »Uændret« og er nu »Nået«."


# Other people's words


def test_hostile_words_stay_words():
    strange = INDICATORS["strange"]
    one = next(each for each in DOCUMENT.goals if each.key == "farligt").targets[0]
    for language in LANGUAGES:
        with translation.override(language):
            said = words.figure(one.latest, strange)

        assert isinstance(said, LocalizedText)
        assert "<script>" in str(said)
        assert "<script>" not in said.html()
        assert "%(value)s {% now %}" in str(said)


def test_danish_words_on_an_english_page_are_marked_and_speak_danish_numbers():
    place = indicator("x", Unit.PERCENT, text("{value} er det"), [counted("2019", 1234.5)], decimals=1)
    with translation.override("en"):
        said = words.figure(place.points[0], place)

    assert said.has_danish
    assert _danish(said) == "1.234,5 % er det. (in Danish)"
    assert said.html().startswith('<span lang="da">')


def test_the_hostile_string_is_hostile():
    """So that the tests above try what they say."""
    assert all(part in HOSTILE for part in ("<script>", "{value}", "%(value)s", "{%", '"', "'", "&"))
    assert [field.name for field in fields(LocalizedText)] == ["parts"]


SAYS_EVERYONE = re.compile(r"\b(alle|everyone|complete)\b", re.IGNORECASE)


@given(
    unit=st.sampled_from([one for one in Unit if one is not Unit.PARTS]),
    collected_by=st.sampled_from(("survey", "register")),
    basis=st.sampled_from((None, *Basis)),
    language=st.sampled_from(LANGUAGES),
)
def test_a_figure_covers_everyone_only_where_the_indicator_says_so(unit, collected_by, basis, language):
    place = indicator("any", unit, text("{value}", "{value}"), [counted("2019", 9.0)], collected_by=collected_by)
    place = place.model_copy(update={"basis": basis})
    with translation.override(language):
        said = words.uncertainty_sentence(place.points[0], place), words.uncertainty_line(place.points[0], place)

    assert [bool(SAYS_EVERYONE.search(one)) for one in said] == [basis is Basis.ALL_PEOPLE] * 2, said


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_basis_has_a_sentence_of_its_own(language):
    place = indicator("any", Unit.PERCENT, text("{value}", "{value}"), [counted("2019", 9.0)])
    with translation.override(language):
        said = {
            words.uncertainty_sentence(place.points[0], place.model_copy(update={"basis": basis}))
            for basis in (None, *Basis)
        }

    assert len(said) == len(Basis) + 1


SURE = re.compile(r"med stor sikkerhed|very likely|\b(mellem|between) \d", re.IGNORECASE)
RESPONSE = re.compile(r"de, der ikke svarede, ligner dem|those who did not answer are like")
SOURCE = re.compile(r"kilden|source", re.IGNORECASE)
DANGLING = re.compile(r"\b(det|this|it) (forudsætter|gælder|assumes|holds)\b", re.IGNORECASE)
"""A condition that points at another sentence, which may not be the one with the interval."""


@given(case=cases(), language=st.sampled_from(LANGUAGES))
def test_an_interval_is_never_shown_without_what_it_assumes(case, language):
    one, place = case
    latest = one.latest
    if latest is None:
        return
    with translation.override(language):
        said = [
            str(words.reason(one, place, ON)),
            words.uncertainty_sentence(latest, place),
            words.uncertainty_line(latest, place),
            *(step.sentence for step in words.arithmetic_steps(one, place, on=ON, confidence=CONFIDENCE)),
            *sign_notes(one, place),
            re.search("<desc[^>]*>(.*?)</desc>", render_goal_chart(one, place, name="c"))[1],
        ]

    assumption = RESPONSE if words.rests_on(place) is Basis.SAMPLE else SOURCE
    assert [one for one in said if SURE.search(one) and not assumption.search(one)] == []
    assert [one for one in said if DANGLING.search(one)] == []


@pytest.mark.parametrize(
    ("collected_by", "meaning"),
    [
        ("survey", "Havde man spurgt alle, ville tallene med stor sikkerhed ligge inden for intervallerne, hvis de, "),
        ("register", "Intervallerne er dem, kilden oplyser."),
    ],
)
def test_a_table_says_what_its_intervals_are(collected_by, meaning):
    made = estimated("2019", 59.0, 1.4, n=1165 if collected_by == "survey" else None)
    place = indicator("m", Unit.PERCENT, text("{value} er medlem"), [made], collected_by=collected_by)

    with translation.override("da"):
        assert words.interval_meaning(place, made).startswith(meaning)
        assert words.interval_meaning(place, counted("2019", 59.0), None) == ""


@pytest.mark.parametrize(
    ("n", "asked", "sentence", "line"),
    [
        (
            1165,
            2500,
            "1.165 af de 2.500, der blev spurgt, svarede. ",
            "1.165 af 2.500 svarede; usikkerheden gælder, hvis ",
        ),
        (
            1165,
            None,
            "1.165 svarede; hvor mange der blev spurgt, er ikke oplyst. ",
            "1.165 svarede; usikkerheden gælder, hvis ",
        ),
        (None, None, "Hvor mange der svarede, er ikke oplyst. ", "Usikkerheden forudsætter, at "),
    ],
)
def test_how_many_were_asked_and_answered_stands_beside_the_interval(n, asked, sentence, line):
    made = estimated("2019", 59.0, 1.4, n=n, asked=asked)
    place = indicator("m", Unit.PERCENT, text("{value} er medlem"), [made], collected_by="survey")

    with translation.override("da"):
        assert words.uncertainty_sentence(made, place) == (
            f"{sentence}Havde vi spurgt alle, ville tallet med stor sikkerhed ligge mellem 56 og 62 ud af 100, "
            "hvis de, der ikke svarede, ligner dem, der svarede."
        )
        assert f"målt 2019. {line}" in words.uncertainty_line(made, place)


@pytest.mark.parametrize(
    ("direction", "status", "danish", "down"),
    [
        (Direction.UP, Status.ON_TRACK, "På vej: tallet er steget, som det skal", False),
        (Direction.DOWN, Status.ON_TRACK, "På vej: tallet er faldet, som det skal", True),
        (Direction.DOWN, Status.MOVING_AWAY, "Går den forkerte vej: tallet er steget, men skal falde", False),
        (Direction.UP, Status.MOVING_AWAY, "Går den forkerte vej: tallet er faldet, men skal stige", True),
        (Direction.DOWN, Status.REACHED, "Nået", True),
    ],
)
def test_an_arrow_follows_the_figure_in_words_and_in_shape(direction, status, danish, down):
    one = target(of=MEMBERS, value=80.0, direction=direction)
    one = one.model_copy(update={"assessment": one.assessment.model_copy(update={"status": status})})

    with translation.override("da"):
        assert words.target_status_name(one) == danish
    assert words.points_down(one) is down


@given(case=cases())
def test_the_words_of_an_arrow_are_the_sign_of_the_change(case):
    one, _place = case
    with translation.override("en"):
        name = words.target_status_name(one)

    moving = one.assessment.status in {Status.ON_TRACK, Status.IMPROVING, Status.MOVING_AWAY}
    assert ("risen" in name or "fallen" in name) == moving
    if moving:
        assert ("risen" in name) == (one.assessment.change.value > 0) == (not words.points_down(one))


def test_a_recurring_target_that_failed_once_is_not_a_bare_tick():
    yearly = [counted(str(year), value) for year, value in ((2018, 1.0), (2019, 0.1), (2020, 1.0))]
    place = indicator("g", Unit.PERCENT_PER_YEAR, text("Det var {value}"), yearly, decimals=1)
    periods = tuple(one.period for one in yearly)
    one = target(of=place, kind=Kind.RECURRING, value=0.5, term_periods=periods)

    with translation.override("da"):
        assert words.target_status_name(one) == "Nået (holdt i 2 af 3 år)"
        assert words.goal_status_name(goal("g", "G", "G", [one])) == "Nået (holdt i 2 af 3 år)"
