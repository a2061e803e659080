from datetime import UTC, date, datetime
from random import Random

import pytest
from django.db import transaction

from kobling.core.status import Claim, Status
from kobling.records.base import Text
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.publishing import queries
from kobling.rooms.publishing.actions import DraftOutdated, approve_release, create_release
from kobling.rooms.publishing.changes import changes
from kobling.rooms.releases import actions, assessment
from kobling.rooms.releases import queries as releases
from kobling.rooms.releases.actions import MadeByApprover
from kobling.web.opendata.verify.consistency import find_differences
from tests.rooms import small

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
DAY = date(2020, 11, 30)


def as_facts(kept, earlier=()):
    """The facts of a folder as publishing takes them, without a database."""
    return queries.ReleaseFacts.of(kept, earlier=earlier)


def document(kept, on=DAY):
    return queries.document(as_facts(kept), on=on)


def changes_between(before, now):
    return changes(now.goals, now.indicators, before=before, on=now.as_of, confidence=0.95)


def test_a_share_of_a_sample_has_wilsons_interval():
    """59 % of 1,165 lies between 56.15 and 61.79 (Wilson 1927, by hand: centre .58970, reach .02817, shrink 1.0033)."""
    latest = document(small.facts()).goals[0].targets[0].latest

    assert latest.low == pytest.approx(56.15, abs=0.005)
    assert latest.high == pytest.approx(61.79, abs=0.005)


@pytest.mark.parametrize(("given", "shown"), [({}, 1), ({"decimals": 0}, 0), ({"decimals": 3}, 3)])
def test_an_indicator_that_gives_no_decimals_has_as_many_as_its_figures(given, shown):
    kept = small.facts(
        indicators=[small.indicator("members", unit="percent_per_year", **given)],
        measurements=[small.counted("members", "2018", 4.0), small.counted("members", "2019", -2.5)],
    )

    assert document(kept).indicators[0].decimals == shown


@pytest.mark.parametrize(("value", "whole"), [(17.0, True), (17.5, False)])
def test_a_count_with_a_figure_that_has_a_fraction_may_have_fractions(value, whole):
    kept = small.facts(
        indicators=[small.indicator("members", unit="count")], measurements=[small.counted("members", "2019", value)]
    )

    assert document(kept).goals[0].targets[0].whole is whole


def test_the_goal_reads_what_its_worst_target_reads():
    goals = [small.goal("a", small.target("a1"), small.target("a2", value=50), small.target("a3", indicator=None))]

    goal = document(small.facts(goals=goals)).goals[0]

    assert [one.assessment.status for one in goal.targets] == [Status.NO_DATA, Status.NOT_YET, Status.REACHED]
    assert goal.status is Status.NO_DATA


def test_a_goal_without_targets_has_no_data():
    assert document(small.facts(goals=[small.goal("a")])).goals[0].status is Status.NO_DATA


def test_what_was_drawn_after_the_day_is_not_known_on_the_day():
    kept = small.with_measurements(small.measurement("members", "2020", 90.0, drawn=date(2020, 12, 1)))

    assert document(kept).goals[0].targets[0].latest.value == 59.0
    assert document(kept, date(2020, 12, 1)).goals[0].targets[0].latest.value == 90.0


def test_a_judgement_is_known_on_its_day_and_the_newest_counts():
    judgements = [
        {"body": "council", "date": "2020-11-30", "verdict": "Nået", "reason": "Alle er med."},
        {"body": "council", "date": "2019-11-30", "verdict": "På vej", "reason": "Halvdelen er med."},
    ]
    judged = small.target("a1", kind="judged", value=None, indicator=None, deadline=None, judgements=judgements)
    kept = small.facts(goals=[small.goal("a", judged)])

    def judgement(day):
        return document(kept, day).goals[0].targets[0].judgement

    assert judgement(date(2019, 11, 29)) is None
    assert judgement(date(2020, 11, 29)).verdict.da == "På vej"
    assert judgement(date(2020, 11, 30)).verdict.da == "Nået"


def test_a_revision_supersedes_and_both_are_shown():
    kept = small.with_measurements(small.measurement("members", "2019", 61.0, drawn=date(2020, 6, 1)))

    made = document(kept)

    assert [(one.value, one.superseded) for one in made.indicators[0].points] == [(59.0, True), (61.0, False)]
    assert made.goals[0].targets[0].latest.value == 61.0


def test_a_figure_from_too_few_is_withheld_and_counted():
    kept = small.facts(measurements=[small.measurement("members", "2019", 50.0, n=4)])

    made = document(kept)

    assert made.indicators[0].points == ()
    assert made.indicators[0].withheld == 1
    assert made.goals[0].status is Status.NO_DATA


@pytest.mark.parametrize(("value", "shown"), [(0.0, True), (1.0, False), (4.0, False), (5.0, True)])
def test_a_count_of_few_persons_is_withheld(value, shown):
    kept = small.facts(
        indicators=[small.indicator("members", unit="persons")], measurements=[small.counted("members", "2019", value)]
    )

    assert bool(document(kept).indicators[0].points) is shown


def test_a_newer_day_shows_old_figures_as_too_old():
    target = document(small.facts(), date(2026, 1, 1)).goals[0].targets[0]

    assert (target.assessment.status, target.assessment.former) == (Status.TOO_OLD, Status.NOT_YET)


POPULATION = {"2016-Q1": 95776, "2017-Q1": 96477, "2018-Q1": 96883, "2019-Q1": 97113, "2020-Q1": 96921}
"""Viborg on 1 January, StatBank FOLK1B."""


def test_yearly_growth_is_computed_from_a_register_series():
    growth = {"method": "yearly_growth_percent", "of": "population", "season": "Q1"}
    kept = small.facts(
        indicators=[
            small.indicator("population", unit="persons", cadence="quarterly"),
            small.indicator("growth", unit="percent_per_year", derived=growth),
        ],
        measurements=[
            *(small.counted("population", period, value) for period, value in POPULATION.items()),
            small.counted("population", "2020-Q2", 96812),
        ],
        goals=[small.goal("a", small.target("a1", kind="recurring", value=0.5, deadline=None, indicator="growth"))],
    )

    target = document(kept, date(2021, 6, 1)).goals[0].targets[0]

    assert [round(one.value, 2) for one in target.recurring] == [0.73, 0.42, 0.24, -0.20]
    assert [one.status for one in target.assessment.periods] == [Status.REACHED, *[Status.MISSED] * 3]
    assert target.assessment.status is Status.MISSED
    assert target.latest.standard_error == 0


def test_parts_that_grew_are_counted_from_their_own_series():
    towns = {"Ask": (300, 310), "Birk": (250, 250), "Eg": (220, 230), "Lind": (150, 400)}
    kept = small.facts(
        indicators=[
            small.indicator("towns", unit="persons"),
            small.indicator(
                "growing", unit="parts", derived={"method": "parts_that_grew", "of": "towns", "at_least": 200}
            ),
        ],
        measurements=[
            small.counted("towns", f"{year}-Q1", value, part=town)
            for town, values in towns.items()
            for year, value in zip((2018, 2019), values, strict=True)
        ],
        goals=[small.goal("a", small.target("a1", kind="all_parts", value=None, deadline=None, indicator="growing"))],
    )

    target = document(kept, date(2020, 2, 1)).goals[0].targets[0]

    assert (target.latest.value, target.latest.of, target.parts) == (2, 3, 3)
    assert target.assessment.status is Status.NOT_YET


def test_a_share_of_two_series_is_uncertain_where_one_of_them_is():
    kept = small.facts(
        indicators=[
            small.indicator("out", unit="persons"),
            small.indicator("all", unit="persons"),
            small.indicator("members", derived={"method": "share_percent", "of": "out", "out_of": "all"}),
        ],
        measurements=[
            small.counted("out", "2018", 20),
            small.counted("all", "2018", 80),
            small.measurement("out", "2019", 30, uncertainty="unknown", n=None),
            small.counted("all", "2019", 80),
        ],
    )

    points = next(one.points for one in document(kept).indicators if one.key == "members")

    assert [(one.value, one.standard_error) for one in points] == [(25.0, 0.0), (37.5, None)]


def test_a_derived_figure_is_of_the_day_and_the_source_of_its_figures():
    """Of the newest day, for it could not be known before; of no source where its figures have two."""
    kept = small.facts(
        sources=[{"key": "s1", "title": "Referat"}, {"key": "s2", "title": "Register"}],
        indicators=[
            small.indicator("out", unit="persons"),
            small.indicator("all", unit="persons"),
            small.indicator("members", derived={"method": "share_percent", "of": "out", "out_of": "all"}),
        ],
        measurements=[
            small.counted("out", "2018", 20, drawn=date(2019, 3, 1), source="s1"),
            small.counted("all", "2018", 80, drawn=date(2019, 1, 15), source="s1"),
            small.counted("out", "2019", 30, drawn=date(2020, 1, 15), source="s1"),
            small.counted("all", "2019", 80, drawn=date(2020, 2, 1), source="s2"),
        ],
    )

    points = next(one.points for one in document(kept).indicators if one.key == "members")

    assert [(one.drawn, one.source) for one in points] == [(date(2019, 3, 1), "s1"), (date(2020, 2, 1), None)]


def test_the_order_facts_come_in_from_the_database_does_not_matter():
    kept = small.with_measurements(
        *(small.measurement("members", str(year), 50.0 + year % 7) for year in range(2000, 2019)),
        *(small.measurement("members", "2018", 40.0 + day, drawn=date(2019, 6, day)) for day in range(1, 10)),
    )
    shuffled = list(kept.measurements)
    Random(7).shuffle(shuffled)

    assert [one.value for one in document(kept).indicators[0].points if not one.superseded][-2:] == [49.0, 59.0]
    assert (
        document(kept).canonical_bytes()
        == document(kept.model_copy(update={"measurements": tuple(shuffled)})).canonical_bytes()
    )


@pytest.mark.django_db
def test_a_certain_change_is_told_in_the_next_release():
    import_facts(facts=small.facts(), by="office", at=NOON, replace=True)
    create_release(municipality="lilleby", on=DAY, by="office", at=NOON)
    actions.approve(municipality="lilleby", number=1, embargo_until=None, by="council", at=NOON)
    more = [
        small.measurement("members", "2020", 70.0),
        small.measurement("members", "2019", 58.0, drawn=date(2020, 12, 2)),
    ]
    import_facts(facts=small.with_measurements(*more), by="office", at=NOON, replace=True)

    made = queries.document(queries.release_facts("lilleby"), on=date(2021, 2, 1))

    assert [(one.kind, one.status_now) for one in made.changes] == [
        ("status", Status.ON_TRACK),
        ("corrected", Status.ON_TRACK),
        ("better", Status.ON_TRACK),
    ]
    assert Claim.BETTER in made.goals[0].targets[0].assessment.claims


@pytest.mark.django_db
def test_the_releases_before_are_those_stored_also_where_they_are_kept():
    """The middle one changes a goal, the last one nothing: the history between them is made from all three."""
    for number, short in enumerate(("Mål a", "Nyt", "Nyt"), start=1):
        import_facts(facts=small.facts(goals=[small.goal("a", short=short)]), by="office", at=NOON, replace=True)
        create_release(municipality="lilleby", on=date(2020, number, 1), by="office", at=NOON)
        actions.approve(municipality="lilleby", number=number, embargo_until=None, by="council", at=NOON)
        stored = tuple(releases.release("lilleby", one) for one in range(1, number + 1))

        assert [queries.release_facts("lilleby").earlier for _again in range(2)] == [stored, stored]
        without_history = [
            one.model_copy(update={"document": one.document.model_copy(update={"history": ()})}) for one in stored
        ]
        made = [
            queries.document(as_facts(small.facts(), earlier=earlier), on=DAY).history
            for earlier in (stored, without_history, without_history)
        ]
        assert made[0] == made[1] == made[2]


@pytest.mark.django_db
def test_noise_is_not_told_as_a_change():
    import_facts(facts=small.facts(), by="office", at=NOON, replace=True)
    create_release(municipality="lilleby", on=DAY, by="office", at=NOON)
    actions.approve(municipality="lilleby", number=1, embargo_until=None, by="council", at=NOON)
    later = small.with_measurements(small.measurement("members", "2020", 61.0))
    import_facts(facts=later, by="office", at=NOON, replace=True)

    assert queries.document(queries.release_facts("lilleby"), on=date(2021, 2, 1)).changes[1:] == ()


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("threshold", {"value": 80}),
        ("relative_change", {"value": 20}),
        ("recurring", {"value": 80, "deadline": None}),
        ("direction_only", {"value": None, "deadline": None}),
        ("relative_to_area", {"value": 0, "area": "000", "deadline": None}),
        ("all_parts", {"value": None}),
    ],
)
def test_a_new_figure_that_certainly_differs_is_a_change_whatever_the_kind_of_target(kind, own):
    unit, parts = ("parts", {"of": 90}) if kind == "all_parts" else ("percent", {})
    years = [small.counted("members", year, value, **parts) for year, value in (("2019", 59), ("2020", 70))]
    country = [small.counted("members", year, 60, area="000") for year in ("2019", "2020")]
    before, now = (
        document(
            small.facts(
                indicators=[small.indicator("members", unit=unit)],
                goals=[small.goal("a", small.target("a1", kind=kind, **own))],
                measurements=[*figures, *(country if kind == "relative_to_area" else ())],
            ),
            date(2021, 2, 1),
        )
        for figures in (years[:1], years)
    )

    made = changes_between(before, now)

    assert ("better", 59, 70) in [(one.kind, one.point_before.value, one.point_now.value) for one in made]


def under_version_1(made):
    """The same release, as version 1 of the rule would have judged it."""
    goals = []
    for goal in made.goals:
        targets = [
            assessment.assess(one, on=made.as_of, confidence=made.municipality.confidence, rule_version=1)
            for one in goal.targets
        ]
        goals.append(goal.model_copy(update={"targets": tuple(targets)}))
    return made.model_copy(update={"goals": tuple(goals), "rule_version": 1})


def halls(*measurements):
    """Halls counted in full: from 4 in 2017, 12 are to be there in 2021."""
    target = small.target("a1", value=12, deadline="2021-12-31")
    return small.facts(
        indicators=[small.indicator("members", unit="count")],
        measurements=[small.counted("members", "2017", 4), *measurements],
        goals=[small.goal("a", target)],
    )


@pytest.mark.parametrize(
    ("then", "now", "found"),
    [
        (10, [], [("rule", Status.BEHIND, Status.ON_TRACK)]),
        (8, [], []),
        (
            8,
            [small.counted("members", "2020", 10, drawn=date(2021, 1, 20))],
            [("status", Status.BEHIND, Status.ON_TRACK)],
        ),
        (
            11,
            [small.counted("members", "2020", 5, drawn=date(2021, 1, 20))],
            [("status", Status.ON_TRACK, Status.BEHIND)],
        ),
    ],
    ids=["the rule alone", "neither", "the rule and a correction", "a correction alone"],
)
def test_a_status_that_differs_only_because_the_rule_is_new_is_a_change_of_its_own(then, now, found):
    """10 of 12 in 2020 is exactly on the path in months, 36 of 48, and behind it in days, 1,096 of 1,461."""
    known = small.counted("members", "2020", then, drawn=date(2021, 1, 15))
    before = under_version_1(document(halls(known), date(2021, 2, 1)))
    after = document(halls(known, *now), date(2021, 2, 1))
    made = changes_between(before, after)

    assert [(one.kind, one.status_before, one.status_now) for one in made][:1] == found


def test_the_record_of_four_years_is_whole_when_their_term_is_over():
    """The term of 2018-2021 set the goal; in 2022 its last year has ended, and the day's own term is another."""
    years = [small.counted("members", str(year), value) for year, value in ((2018, 70), (2019, 40), (2021, 61))]
    kept = small.facts(
        goals=[small.goal("a", small.target("a1", kind="recurring", value=60, deadline=None))], measurements=years
    )
    made = document(kept, date(2022, 2, 15))
    record = made.goals[0].targets[0].assessment.record

    assert made.goals[0].term.key == "2018-2021"
    assert made.term is None
    assert [period.code for period in record.reached] == ["2018", "2021"]
    assert [period.code for period in record.missed] == ["2019"]
    assert [period.code for period in record.unmeasured] == ["2020"]


def test_before_a_goal_went_on_in_a_later_term_its_record_is_of_the_term_then():
    years = [small.counted("members", str(year), 70) for year in (2018, 2019, 2020, 2021, 2022)]
    goal = small.goal("a", small.target("a1", kind="recurring", value=60, deadline=None))
    terms = [small.TERM, small.TERM | {"key": "2022-2025", "start": "2022-01-01", "end": "2025-12-31"}]
    before = small.facts(goals=[goal], measurements=years)
    after = small.facts(terms=terms, goals=[goal | {"term": "2022-2025"}], measurements=years)

    for day, reached in ((date(2021, 2, 15), ["2018", "2019", "2020"]), (date(2023, 2, 15), ["2022"])):
        made = document(after, day)
        assert [period.code for period in made.goals[0].targets[0].assessment.record.reached] == reached
    assert document(after, date(2021, 2, 15)).goals == document(before, date(2021, 2, 15)).goals


def test_between_two_releases_under_one_version_no_change_is_the_rules():
    known = small.counted("members", "2020", 10, drawn=date(2021, 1, 15))
    more = small.counted("members", "2020", 5, drawn=date(2021, 1, 20))
    before, after = (document(halls(*some), date(2021, 2, 1)) for some in ([known], [known, more]))

    assert [one.kind for one in changes_between(before, after)] == ["status", "corrected"]


@pytest.mark.parametrize(
    ("more", "corrected"),
    [
        ([small.counted("members", "2019", 61.0, area="000", drawn=date(2020, 6, 1))], [("000", 60.0, 61.0)]),
        ([small.counted("members", "2020", 58.0), small.counted("members", "2020", 61.0, area="000")], []),
        ([small.counted("members", "2019", 58.0, drawn=date(2020, 6, 1))], [(None, 59.0, 58.0)]),
    ],
    ids=["the area's", "a new period", "the own"],
)
def test_the_figure_of_the_area_compared_with_may_be_corrected_too(more, corrected):
    to_country = small.target("a1", kind="relative_to_area", value=0, area="000", deadline=None)
    measured = [small.counted("members", "2019", 59.0), small.counted("members", "2019", 60.0, area="000")]
    before, now = (
        document(small.facts(goals=[small.goal("a", to_country)], measurements=figures), date(2021, 2, 1))
        for figures in (measured, measured + more)
    )

    found = [one for one in changes_between(before, now) if one.kind == "corrected"]

    assert [(one.area, one.point_before.value, one.point_now.value) for one in found] == corrected


@pytest.mark.parametrize("year", ["2017", "2018", "2019", "2020"])
@pytest.mark.parametrize("area", [None, "000"])
def test_a_corrected_or_withdrawn_figure_of_any_period_is_named(year, area):
    to_country = small.target("a1", kind="relative_to_area", value=0, area="000", deadline=None)
    years = ("2017", "2018", "2019", "2020")
    measured = {(one, of): small.counted("members", one, 59.0, area=of) for one in years for of in (None, "000")}
    gone = measured | {(year, area): measured[year, area] | {"withdrawn": date(2021, 1, 20)}}
    again = small.counted("members", year, 61.0, area=area, drawn=date(2021, 1, 20))
    before, withdrawn, corrected = (
        document(small.facts(goals=[small.goal("a", to_country)], measurements=figures), date(2021, 2, 1))
        for figures in (measured.values(), gone.values(), [*measured.values(), again])
    )

    def found(then, now):
        named = [one for one in changes_between(then, now) if one.kind in {"corrected", "withdrawn"}]
        made = now.model_copy(update={"changes": tuple(named)})
        assert not [one for one in find_differences(made) if one.field == "point_now"]
        return [(one.kind, one.area, one.point_now.period.code, one.point_now.value) for one in named]

    assert found(before, withdrawn) == [("withdrawn", area, year, 59.0)]
    assert found(withdrawn, withdrawn) == []
    assert found(before, corrected) == [("corrected", area, year, 61.0)]
    assert found(withdrawn, corrected) == [("corrected", area, year, 61.0)]


def test_a_committee_that_no_longer_exists_is_named_in_decisions_and_nowhere_else():
    old = {"key": "old", "name": "Det gamle udvalg", "kind": "standing_committee", "valid_to": "2019-12-31"}
    kept = small.facts(
        bodies=[{"key": "council", "name": "Byrådet", "kind": "council"}, old],
        units=[{"key": "kultur", "name": "Kultur", "kind": "directorate", "serves": ["council", "old"]}],
        goals=[small.goal("a", responsible="old", committees=["council", "old"])],
    )

    made = document(kept)

    assert [(one.key, one.in_force) for one in made.bodies] == [("council", True), ("old", False)]
    assert made.units[0].serves == ("council",)
    assert (made.goals[0].responsible, made.goals[0].committees) == (None, ("council",))


def test_a_goal_to_come_takes_its_stories_with_it_and_one_that_has_ended_keeps_them():
    def made(**dates):
        wordings = [{"text": "Målet var", **dates}]
        return document(small.facts(goals=[small.goal("a", small.target("a1"), wordings=wordings)]))

    to_come, ended = made(valid_from="2021-01-01"), made(valid_from="2018-12-19", valid_to="2019-12-31")

    assert (to_come.goals, to_come.former_goals, to_come.stories) == ((), (), ())
    assert to_come.initiatives[0].goals == ()
    assert (ended.goals, [goal.key for goal in ended.former_goals]) == ((), ["a"])
    assert [story.key for story in ended.stories] == ["st"]
    assert ended.initiatives[0].goals == ("a",)


def test_an_indicator_without_a_sentence_has_its_name_and_its_figure():
    (indicator,) = document(small.facts(indicators=[small.indicator("members", sentence=None)])).indicators

    assert indicator.sentence == Text(da="Medlemmer: {value}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "named"),
    [
        (small.facts(stories=[]), ("story", ("st",))),
        (
            small.facts(measurements=[small.measurement("members", "2019", 60.0)]),
            ("measurement", ("members 2019 2020-01-15",)),
        ),
        (small.facts(goals=[small.goal("a")]), ("goal", ("a targets a1",))),
    ],
)
def test_a_draft_of_what_is_no_longer_stored_is_not_approved(changed, named):
    import_facts(facts=small.facts(), by="office", at=NOON)
    create_release(municipality="lilleby", on=DAY, by="office", at=NOON)
    import_facts(facts=changed, by="office", at=NOON, replace=True)
    approval = {"municipality": "lilleby", "embargo_until": None, "by": "council", "at": NOON}

    with pytest.raises(DraftOutdated) as refused:
        approve_release(number=1, **approval)
    assert (refused.value.kind, refused.value.names) == named

    create_release(municipality="lilleby", on=DAY, by="office", at=NOON, anyway="Rettet.")
    assert approve_release(number=1, **approval).approved_by == "council"


@pytest.mark.django_db
@pytest.mark.parametrize("may_alone", [False, True])
def test_the_municipality_decides_whether_one_person_makes_and_approves_a_release(may_alone):
    here = small.facts().municipality.model_copy(update={"approve_alone": may_alone})
    import_facts(facts=small.facts(municipality=here), by="office", at=NOON)
    create_release(municipality="lilleby", on=DAY, by="office", at=NOON)
    approval = {"municipality": "lilleby", "number": 1, "embargo_until": None, "by": "office", "at": NOON}

    if not may_alone:
        with pytest.raises(MadeByApprover), transaction.atomic():
            approve_release(**approval)
    assert approve_release(**approval, alone=not may_alone).is_public(NOON)


@pytest.mark.django_db
def test_a_draft_is_approved_though_something_came_meanwhile():
    import_facts(facts=small.facts(), by="office", at=NOON)
    create_release(municipality="lilleby", on=DAY, by="office", at=NOON)
    later = small.with_measurements(small.measurement("members", "2020", 61.0))
    import_facts(facts=later, by="office", at=NOON, replace=True)

    assert approve_release(municipality="lilleby", number=1, embargo_until=None, by="council", at=NOON).is_public(NOON)


@pytest.mark.django_db
def test_a_draft_of_another_municipality_that_had_the_address_is_not_approved():
    def town(code, slug):
        here = {"code": code, "slug": slug, "name": "Lilleby Kommune", "notice": "Opdigtet."}
        import_facts(facts=small.facts(municipality=here), by="office", at=NOON, replace=True)

    town("101", "byen")
    create_release(municipality="byen", on=DAY, by="office", at=NOON)
    town("101", "den-gamle-by")
    town("102", "byen")

    with pytest.raises(DraftOutdated) as refused:
        approve_release(municipality="byen", number=1, embargo_until=None, by="council", at=NOON)
    assert (refused.value.kind, refused.value.names) == ("municipality", ("101",))
