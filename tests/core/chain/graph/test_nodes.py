from datetime import date

import pytest

from kobling.core.chain import (
    Agreement,
    Budget,
    BudgetLine,
    Commitment,
    Decision,
    Ending,
    EndingKind,
    Goal,
    Indicator,
    Initiative,
    MeasuredPeriod,
    NodeKind,
    Person,
    Priority,
    Ref,
    StatusReading,
    Target,
    Theme,
    Wording,
)
from kobling.core.errors import EmptyText, OutOfRange
from kobling.core.periods import Period
from kobling.core.status import Status

MAY, JUNE, JULY = date(2020, 5, 1), date(2020, 6, 1), date(2020, 7, 1)


def test_a_ref_reads_as_kind_and_key_and_sorts_by_them():
    assert str(Ref(NodeKind.GOAL, "fewer-smokers")) == "goal/fewer-smokers"
    assert sorted([Ref(NodeKind.THEME, "a"), Ref(NodeKind.GOAL, "b"), Ref(NodeKind.GOAL, "a")]) == [
        Ref(NodeKind.GOAL, "a"),
        Ref(NodeKind.GOAL, "b"),
        Ref(NodeKind.THEME, "a"),
    ]


@pytest.mark.parametrize(
    ("day", "there"), [(date(2020, 4, 30), False), (MAY, True), (JUNE, True), (date(2020, 6, 2), False)]
)
def test_both_days_of_validity_are_inside(day, there):
    assert (Theme("health", valid_from=MAY, valid_to=JUNE).as_of(day) is not None) is there


def test_a_goal_shows_the_words_in_force():
    goal = Goal("g", wordings=(Wording("før", valid_to=MAY), Wording("nu", valid_from=JUNE)))

    assert [wording.text for wording in goal.as_of(MAY).wordings] == ["før"]
    assert [wording.text for wording in goal.as_of(JULY).wordings] == ["nu"]


FIGURES = (MeasuredPeriod(Period.parse("2019"), JUNE), MeasuredPeriod(Period.parse("2018"), MAY))


@pytest.mark.parametrize(("day", "periods"), [(date(2020, 1, 1), []), (MAY, ["2018"]), (JUNE, ["2018", "2019"])])
def test_figures_are_known_from_the_day_they_were_drawn_oldest_first(day, periods):
    indicator = Indicator("i", max_age_days=400, measured=FIGURES).as_of(day)

    assert [one.period.code for one in indicator.measured] == periods


def test_readings_are_known_from_their_day_oldest_first():
    target = Target("t", readings=(StatusReading(JULY, Status.BEHIND), StatusReading(JUNE, Status.CANNOT_TELL)))

    assert target.as_of(MAY).readings == ()
    assert target.as_of(JUNE).readings == (StatusReading(JUNE, Status.CANNOT_TELL),)
    assert [reading.day for reading in target.as_of(JULY).readings] == [JUNE, JULY]


def test_an_ending_and_its_follow_up_are_known_from_their_days():
    initiative = Initiative("i", ending=Ending(JUNE, EndingKind.SPREAD), followed_up=JULY)

    assert (initiative.as_of(MAY).ending, initiative.as_of(MAY).followed_up) == (None, None)
    assert (initiative.as_of(JUNE).ending, initiative.as_of(JUNE).followed_up) == (
        Ending(JUNE, EndingKind.SPREAD),
        None,
    )
    assert initiative.as_of(JULY) is initiative


@pytest.mark.parametrize(
    ("initiative", "done"),
    [
        (Initiative("i"), None),
        (Initiative("i", end=JUNE), None),
        (Initiative("i", end=MAY), MAY),
        (Initiative("i", end=JULY, ending=Ending(MAY, EndingKind.STOP)), MAY),
    ],
)
def test_an_initiative_is_done_by_decision_or_after_its_last_day(initiative, done):
    assert initiative.ended_on(JUNE) == done


def test_what_happened_stays_true_and_was_not_before():
    decision = Decision("d", JUNE)

    assert decision.as_of(MAY) is None
    assert decision.as_of(JULY) is decision


def test_a_budget_is_there_from_its_adoption_and_an_agreement_is_signed_from_its_signing():
    assert Budget("2020", adopted=JUNE).as_of(MAY) is None
    assert Budget("2020", adopted=JUNE).as_of(JUNE) is not None
    assert Agreement("a", signed=JUNE).as_of(MAY).signed is None
    assert Agreement("a", signed=JUNE).as_of(JUNE).signed == JUNE


EVERY_DAY = [
    (Theme("t", valid_from=MAY, valid_to=JUNE), {MAY, date(2020, 6, 2)}),
    (Theme("t", valid_to=date.max), set()),
    (Goal("g", wordings=(Wording("nu", valid_from=JUNE),)), {JUNE}),
    (Indicator("i", max_age_days=0, measured=FIGURES), {MAY, JUNE}),
    (Target("t", readings=(StatusReading(JULY, Status.BEHIND),)), {JULY}),
    (Budget("b", adopted=MAY), {MAY}),
    (Agreement("a", signed=JUNE), {JUNE}),
    (
        Initiative("i", start=MAY, end=JUNE, ending=Ending(JULY, EndingKind.SPREAD), followed_up=date(2021, 7, 1)),
        {MAY, date(2020, 6, 2), JULY, date(2021, 7, 1)},
    ),
    (Decision("d", JULY), {JULY}),
]


@pytest.mark.parametrize(("node", "days"), EVERY_DAY, ids=lambda one: str(getattr(one, "ref", "")))
def test_every_day_that_changes_a_node_is_known(node, days):
    assert set(node.change_days()) == days


HOSTILE = [
    lambda: Indicator("i", max_age_days=-1),
    lambda: Indicator("i", max_age_days=float("nan")),
    lambda: Priority("p", year=0),
    lambda: Budget("b", total=-1),
    lambda: BudgetLine("l", kroner=10**20),
    lambda: Initiative("i", effect_after_days=-1),
    lambda: Commitment("c", level=0),
    lambda: Person("p", level=True),
]


@pytest.mark.parametrize("make", HOSTILE)
def test_a_number_out_of_its_limits_is_refused(make):
    with pytest.raises(OutOfRange):
        make()


@pytest.mark.parametrize("kind", [Goal, Theme, Person])
@pytest.mark.parametrize("key", ["", "  "])
def test_an_empty_key_is_refused(kind, key):
    with pytest.raises(EmptyText):
        kind(key)
