"""A downloaded release is computed again, and what has been changed in it is found."""

import contextlib
import copy
import json
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kobling.core.periods import Period
from kobling.core.status import Claim, Status
from kobling.rooms.releases.document import Calculation
from kobling.rooms.releases.release_file import checksum
from kobling.web.opendata.verify import verify
from kobling.web.opendata.verify.release_parser import NotARelease
from tests.laws import examples
from tests.web import sample
from tests.web.opendata.documents import consistent, small_document
from tests.web.sample import counted, indicator, text

TOLD = consistent(sample.sample_document()).canonical_bytes()
CONTENT = json.loads(TOLD)


def changed(path, value):
    """The made-up release with one value planted."""
    content = copy.deepcopy(CONTENT)
    *way, last = path
    place = content
    for step in way:
        place = place[step]
    assert place[last] != value
    place[last] = value
    return json.dumps(content).encode()


def leaves(value, path=()):
    """Every innermost value, with the way to it."""
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, step))
    else:
        yield path, value


def under(*keys):
    """The ways to the innermost values under some fields of every target, goal or indicator."""
    return [(path, value) for path, value in leaves(CONTENT) if any(key in path for key in keys)]


STATUSES = [
    (path, value)
    for path, value in leaves(CONTENT)
    if path[0] in {"goals", "changes"} and path[-1] in {"status", "former", "status_now"} and value is not None
]
RESULTS = [(path, value) for path, value in under("assessment") if isinstance(value, float)]
CLAIMS = [path for path, value in leaves(CONTENT) if len(path) > 1 and path[-2] == "claims"]
FIGURES = [
    (path, value)
    for path, value in under("latest", "baseline", "recurring", "area_latest")
    if isinstance(value, float) and path[-1] in {"value", "standard_error", "low", "high"}
]
SAMPLED = [
    ("indicators", place, "points", number, field)
    for place, one in enumerate(CONTENT["indicators"])
    for number, point in enumerate(one["points"])
    if point["uncertainty"] in {"full_count", "simple_random_sample", "standard_error"}
    for field in ("standard_error", "low", "high")
]


def test_the_release_agrees_with_itself():
    found = verify(TOLD)

    assert found.differences == ()
    assert found.agrees
    assert found.sha256 == checksum(TOLD)
    assert found.targets == sum(len(goal["targets"]) for goal in CONTENT["goals"])
    assert found.statuses.total() == len(CONTENT["goals"])
    assert set(found.statuses) == set(Status)


def test_so_does_the_small_one():
    assert verify(small_document().canonical_bytes()).agrees


def test_there_is_enough_to_plant_changes_in():
    assert min(map(len, (STATUSES, RESULTS, CLAIMS, FIGURES, SAMPLED))) >= 15


@pytest.mark.parametrize(("path", "value"), STATUSES, ids=lambda value: str(value)[:60])
def test_a_planted_status_is_found(path, value):
    other = Status.REACHED if value != Status.REACHED else Status.ON_TRACK

    assert not verify(changed(path, other)).agrees


@given(st.sampled_from(CLAIMS), st.sampled_from(list(Claim)))
@examples(40)
def test_a_planted_claim_is_found(path, claim):
    content = copy.deepcopy(CONTENT)
    place = content
    for step in path[:-1]:
        place = place[step]
    if claim in place:
        place.remove(claim)
    else:
        place.append(claim)

    assert any(one.field == "claims" for one in verify(json.dumps(content).encode()).differences)


planted = st.one_of(
    st.sampled_from([1.01, 0.99, -1.0, 1.000001]), st.floats(min_value=1.0001, max_value=1e6, allow_nan=False)
)


@given(st.sampled_from(RESULTS), planted)
@examples(60)
def test_a_planted_number_in_the_arithmetic_is_found(leaf, factor):
    path, value = leaf

    assert not verify(changed(path, value * factor if value else factor)).agrees


@given(st.sampled_from(FIGURES), planted)
@examples(60)
def test_a_planted_number_in_what_a_status_rests_on_is_found(leaf, factor):
    path, value = leaf

    assert not verify(changed(path, value * factor if value else factor)).agrees


@given(st.sampled_from(SAMPLED), planted)
@examples(60)
def test_a_planted_uncertainty_is_found(path, factor):
    value = CONTENT
    for step in path:
        value = value[step]

    assert not verify(changed(path, value * factor if value else factor)).agrees


def test_a_difference_names_goal_target_field_and_both_results():
    goal = next(number for number, goal in enumerate(CONTENT["goals"]) if goal["key"] == "foreninger")
    differences = verify(changed(("goals", goal, "targets", 0, "assessment", "status"), "reached")).differences

    assert [(one.location, one.field, one.published, one.computed) for one in differences] == [
        ("foreninger/target", "status", "reached", "not_yet"),
        ("foreninger", "status", "not_yet", "reached"),
    ]


def test_a_target_may_not_be_judged_on_a_figure_that_was_picked():
    """The baseline instead of the newest figure, with a status that is right for it: only the choice is wrong."""
    document = consistent(sample.sample_document())
    goal = next(one for one in document.goals if one.key == "trivsel")
    picked = sample.target(
        of=sample.indicator("wellbeing", "percent", text("{value}"), [goal.targets[0].baseline]), value=75.0
    )
    goals = tuple(
        one if one != goal else goal.model_copy(update={"targets": (picked,), "status": picked.assessment.status})
        for one in document.goals
    )

    fields = [one.field for one in verify(document.model_copy(update={"goals": goals}).canonical_bytes()).differences]
    assert fields == ["latest"]


def test_the_worst_target_stands_first():
    goal = next(
        number
        for number, goal in enumerate(CONTENT["goals"])
        if len({one["assessment"]["status"] for one in goal["targets"]}) > 1
    )
    turned = list(reversed(CONTENT["goals"][goal]["targets"]))

    assert [one.field for one in verify(changed(("goals", goal, "targets"), turned)).differences] == ["order"]


@pytest.mark.parametrize("superseded", [True, False])
def test_the_value_drawn_last_is_the_one_in_force(superseded):
    place = next(number for number, one in enumerate(CONTENT["indicators"]) if one["key"] == "waste")
    numbers = [
        number for number, one in enumerate(CONTENT["indicators"][place]["points"]) if one["superseded"] != superseded
    ]
    found = verify(changed(("indicators", place, "points", numbers[-1], "superseded"), superseded))

    assert "superseded" in {one.field for one in found.differences}


PEOPLE = indicator(
    "people",
    "persons",
    text("{value}"),
    [counted("2018-Q1", 200.0), counted("2018-Q2", 90.0), counted("2019-Q1", 201.0)],
)
GROWTH = indicator(
    "growth",
    "percent_per_year",
    text("{value}"),
    [counted("2018-01-01/2019-01-01", 0.5)],
    calculation=Calculation(method="yearly_growth_percent", of="people", out_of=None, at_least=None, season="-Q1"),
)
EMPLOYED = indicator("employed", "persons", text("{value}"), [counted("2019-Q1", 134.0)])
SHARE = indicator(
    "share",
    "percent",
    text("{value}"),
    [counted("2019-Q1", round(100 * 134 / 201, 9))],
    calculation=Calculation(method="share_percent", of="employed", out_of="people", at_least=None, season=None),
)


def with_indicators(*indicators):
    """A release of these indicators and nothing else."""
    return small_document().model_copy(update={"goals": (), "indicators": indicators}).canonical_bytes()


def test_growth_and_shares_follow_from_their_series():
    """201 people after 200 is half a percent more; 134 of 201 is two in three."""
    assert verify(with_indicators(EMPLOYED, PEOPLE, GROWTH, SHARE)).agrees


def test_growth_that_does_not_follow_is_found():
    points = (GROWTH.points[0].model_copy(update={"value": 0.6, "low": 0.6, "high": 0.6}),)
    found = verify(with_indicators(PEOPLE, GROWTH.model_copy(update={"points": points})))

    assert [(one.location, one.field, one.published) for one in found.differences] == [
        ("growth 2018-01-01/2019-01-01", "value", 0.6)
    ]


def test_growth_without_its_series_is_found():
    assert [one.field for one in verify(with_indicators(GROWTH)).differences] == ["calculation"]


def test_a_series_that_cannot_be_is_found_and_not_stumbled_over():
    below = PEOPLE.points[0].model_copy(update={"value": -1.0, "low": -1.0, "high": -1.0})
    people = PEOPLE.model_copy(update={"points": (below, *PEOPLE.points[1:])})

    assert [one.field for one in verify(with_indicators(people, GROWTH)).differences] == ["calculation"]


NUMBERS = [path for path, value in leaves(CONTENT) if isinstance(value, int | float) and not isinstance(value, bool)]
EXTREMES = [0, -1, 10**30, -(10**30), 1e300, -1e300, 5e-324, 0.5, 1e15]


@given(st.sampled_from(NUMBERS), st.sampled_from(EXTREMES))
@examples(80)
def test_no_number_however_wild_ends_in_anything_but_an_answer(path, value):
    content = copy.deepcopy(CONTENT)
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with contextlib.suppress(NotARelease):
        assert str(verify(json.dumps(content).encode()))


@pytest.mark.parametrize("confidence", [0.0, 1.0, 5.0, -0.95])
def test_a_confidence_that_is_none_is_found(confidence):
    assert [one.field for one in verify(changed(("municipality", "confidence"), confidence)).differences] == [
        "confidence"
    ]


def test_it_says_so_in_danish_and_in_english():
    bad = verify(changed(("goals", 1, "status"), "reached"))
    with translation.override("da"):
        good_danish, bad_danish = str(verify(TOLD)), str(bad)
    with translation.override("en"):
        good_english, bad_english = str(verify(TOLD)), str(bad)

    assert good_danish.startswith("Eksempelby Kommune, udgivelse 3, pr. 2021-02-01\nSHA-256: ")
    assert good_danish.endswith("måltal er regnet efter. Alt stemmer.")
    assert good_english.endswith("targets were computed again. Everything agrees.")
    assert "foreninger: status er reached i filen, men not_yet, når man regner efter." in bad_danish
    assert "1 thing in the file does not follow from the rest of it." in bad_english


def test_a_figure_is_told_as_its_number_and_period():
    goal = next(number for number, goal in enumerate(CONTENT["goals"]) if goal["key"] == "foreninger")
    bad = verify(changed(("goals", goal, "targets", 0, "latest", "value"), 60.0))
    with translation.override("en"):
        assert "foreninger/target: latest is 60.0 in the file, and 59.0 when computed." in str(bad)
    assert Period.parse("2019") == bad.differences[0].published.period


def test_a_change_by_the_rule_alone_must_follow_from_an_older_version():
    """No figure of the sample is read otherwise by version 1, so a status that would have been is made up."""
    content = copy.deepcopy(CONTENT)
    change = next(one for one in content["changes"] if one["kind"] == "status")
    change |= {"kind": "rule", "status_before": "reached"}

    assert [one.field for one in verify(json.dumps(content).encode()).differences] == ["status_before"]
    change["status_before"] = change["status_now"]
    assert verify(json.dumps(content).encode()).agrees


def test_a_target_rests_on_no_withdrawn_figure_but_keeps_a_withdrawn_baseline():
    """Withdrawn are the first and the last of three figures: the baseline stays, and the second is the latest."""
    first, second, last = (
        counted(year, value, withdrawn=day)
        for year, value, day in (("2017", 4.0, date(2020, 5, 1)), ("2018", 5.0, None), ("2019", 6.0, date(2020, 5, 1)))
    )
    place = indicator("halls", "count", text("{value}"), [first, second, last])
    only_second = place.model_copy(update={"points": (second,)})
    right, wrong = (
        sample.target(of=only_second, value=9.0, baseline=baseline).model_copy(update={"latest": latest})
        for baseline, latest in ((first, second), (first, last))
    )

    def of(one):
        goal = sample.goal("g", "Haller", "Halls", [one])
        return small_document().model_copy(update={"goals": (goal,), "indicators": (place,)}).canonical_bytes()

    assert verify(of(right)).differences == ()
    assert {one.field for one in verify(of(wrong)).differences} >= {"latest", "status"}
