"""The rules where their examples leave something open: other messages, limits, and what they stay silent about."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from kobling.core.chain import (
    EXAMPLES,
    Agreement,
    AgreementGoal,
    BaselineReading,
    Body,
    Budget,
    BudgetLine,
    Commitment,
    Decision,
    Ending,
    EndingKind,
    FailedFetch,
    Goal,
    Graph,
    Indicator,
    Initiative,
    JointMeeting,
    Link,
    LinkKind,
    MeasuredPeriod,
    Node,
    NodeKind,
    Person,
    Policy,
    Priority,
    Ref,
    StatusReading,
    Target,
    Term,
    Theme,
    Unit,
    Vision,
    WithdrawnPeriod,
    inspect,
)
from kobling.core.periods import Period
from kobling.core.status import Status

L = LinkKind
DAY = date(2020, 6, 1)
TERM = Term("2018-2021", valid_from=date(2018, 1, 1), valid_to=date(2021, 12, 31))
GOAL, OTHER, THEME = Goal("goal"), Goal("other"), Theme("theme")
COUNCIL, SOCIAL, CULTURE = Body("council", council=True), Body("social"), Body("culture")
CARE, LEISURE = Unit("care", directorate=True), Unit("leisure", directorate=True)
WORK = Initiative("work")


def tie(kind, start, end, **facts):
    return Link(kind, start.ref, end.ref, **facts)


def leads(start, end, **facts):
    return tie(L.LEADS_TO, start, end, **facts)


def says(code, *parts, on=DAY):
    nodes = {part.ref: part for part in parts if isinstance(part, Node)}
    graph = Graph(nodes.values(), [part for part in parts if isinstance(part, Link)])
    return [str(finding).removeprefix(f"{code} ") for finding in inspect(graph, on=on, select=[code], seed=1)]


def indicator(*periods, max_age=800):
    figures = [MeasuredPeriod(Period.parse(code), Period.parse(code).end) for code in periods]
    return Indicator("indicator", max_age_days=max_age, measured=tuple(figures))


def measured(*periods, max_age=800):
    target = Target("target")
    one = indicator(*periods, max_age=max_age)
    return TERM, GOAL, target, one, leads(GOAL, target), leads(target, one)


# D1


def test_d101_names_the_goals_that_are_over():
    over = Goal("over", valid_to=date(2019, 12, 31))
    graph = Graph([THEME, over], [leads(THEME, over)])

    (finding,) = inspect(graph, on=DAY, select=["D101"], seed=1)

    assert [str(one) for one in finding.evidence] == ["goal/over: is not in force"]


def test_d102_accepts_a_person_who_judges_but_not_one_who_has_left():
    judge = Person("judge", valid_to=date(2020, 6, 1))

    assert says("D102", GOAL, judge, tie(L.JUDGES, judge, GOAL)) == []
    assert len(says("D102", GOAL, judge, tie(L.JUDGES, judge, GOAL), on=date(2020, 6, 2))) == 1


def test_d102_and_d103_count_a_target_that_is_judged_where_a_judge_is_named():
    judged = (GOAL, Target("t", judged=True), leads(GOAL, Target("t")))
    left = Person("judge", valid_to=date(2020, 5, 31))

    assert says("D102", *judged) == ["goal/goal: the goal is to be judged, and nobody is named to judge it"]
    assert says("D103", *judged) == ["target/t: the target is to be judged, and nobody is named to judge it"]
    assert len(says("D103", *judged, left, tie(L.JUDGES, left, GOAL))) == 1
    for judge in (SOCIAL, Person("judge")):
        assert says("D102", *judged, judge, tie(L.JUDGES, judge, GOAL)) == []
        assert says("D103", *judged, judge, tie(L.JUDGES, judge, GOAL)) == []


def test_d102_is_content_with_one_target_that_is_measured():
    targets = (Target("measured"), Target("t", judged=True))

    assert says("D102", GOAL, *targets, *(leads(GOAL, target) for target in targets)) == []


def test_d103_leaves_targets_of_goals_that_are_over_alone():
    over = replace(GOAL, valid_to=date(2020, 5, 31))

    assert says("D103", over, Target("t"), leads(over, Target("t"))) == []


def test_d104_says_when_nothing_is_measured_at_all():
    assert says("D104", *measured()) == ["indicator/indicator: there is no measurement"]


def test_d104_knows_a_figure_from_the_day_it_was_drawn():
    late = replace(indicator(), measured=(MeasuredPeriod(Period.parse("2018"), date(2020, 6, 2)),))

    assert len(says("D104", *measured(), late)) == 1
    assert says("D104", *measured(), late, on=date(2020, 6, 2)) == []


def test_d104_cannot_ask_for_a_baseline_of_a_term_nobody_knows():
    assert says("D104", *measured("2019")[1:]) == []


@pytest.mark.parametrize("code", ["D104", "D105", "D111", "D112", "D113"])
def test_an_indicator_that_no_target_uses_is_left_alone(code):
    assert says(code, TERM, indicator()) == []


@pytest.mark.parametrize(("day", "found"), [(date(2020, 6, 1), 1), (date(2020, 6, 2), 0)])
def test_d111_knows_a_table_is_stopped_from_the_day_it_was_seen(day, found):
    *others, last = measured("2018")
    stopped = [replace(one, table="T", retired=day) if isinstance(one, Indicator) else one for one in (*others, last)]

    assert len(says("D111", *stopped)) == found


@pytest.mark.parametrize(
    ("since", "until", "own", "found"),
    [
        (date(2020, 6, 1), None, True, 1),
        (date(2020, 6, 2), None, True, 0),
        (date(2020, 5, 1), date(2020, 6, 2), True, 1),
        (date(2020, 5, 1), date(2020, 6, 1), True, 0),
        (date(2020, 5, 1), None, False, 1),
    ],
)
def test_d112_finds_a_figure_withdrawn_until_it_is_given_again(since, until, own, found):
    gone = (WithdrawnPeriod(Period.parse("2018"), since, until, own),)
    parts = [replace(one, withdrawn=gone) if isinstance(one, Indicator) else one for one in measured("2018")]

    assert len(says("D112", *parts)) == found
    assert len(says("D104", *parts)) == (found and own)


@pytest.mark.parametrize(
    ("days", "until", "found"),
    [([28, 29, 30], None, 1), ([29, 30], None, 0), ([29, 30, 30], None, 0), ([28, 29, 30], date(2020, 5, 31), 0)],
)
def test_d113_counts_the_days_since_the_last_success(days, until, found):
    failed = tuple(FailedFetch(date(2020, 5, day), "said %(status)s", (("status", "500"),), until) for day in days)
    parts = [replace(one, failed=failed) if isinstance(one, Indicator) else one for one in measured("2018")]

    assert len(says("D113", *parts)) == found


@pytest.mark.parametrize(("max_age", "found"), [(152, 1), (153, 0)])
def test_d105_counts_from_the_last_day_of_the_period(max_age, found):
    """From 31 December 2019 to 1 June 2020 there are 153 days."""
    assert len(says("D105", *measured("2018", "2019", max_age=max_age))) == found


@pytest.mark.parametrize("practice", [WORK, Agreement("a"), BudgetLine("l")], ids=lambda node: node.kind)
def test_d106_is_content_with_any_practice(practice):
    assert says("D106", GOAL, practice, leads(GOAL, practice)) == []


def test_d106_counts_an_initiative_for_a_target_and_an_agreement_in_words_of_its_own():
    target, own = Target("t"), AgreementGoal("own")

    assert says("D106", GOAL, target, WORK, leads(GOAL, target), leads(target, WORK)) == []
    assert says("D106", GOAL, own, Agreement("a"), leads(GOAL, own), tie(L.PART_OF, own, Agreement("a"))) == []
    assert len(says("D106", GOAL, own, leads(GOAL, own))) == 1


@pytest.mark.parametrize(
    ("practice", "found"),
    [
        (WORK, 1),
        (replace(WORK, start=date(2020, 6, 2)), 0),
        (replace(WORK, start=DAY), 1),
        (replace(WORK, end=DAY), 1),
        (replace(WORK, end=date(2020, 5, 31)), 0),
        (replace(WORK, ending=Ending(DAY, EndingKind.STOP)), 0),
        (Agreement("a"), 1),
        (Agreement("a", valid_to=date(2020, 5, 31)), 0),
    ],
)
def test_d107_asks_about_what_goes_on(practice, found):
    assert len(says("D107", practice)) == found


def test_d107_follows_a_target_to_its_goal():
    target = Target("t")

    assert says("D107", GOAL, target, WORK, leads(GOAL, target), leads(target, WORK)) == []
    assert len(says("D107", target, WORK, leads(target, WORK))) == 1


def test_d107_names_the_goal_that_is_over():
    over = Goal("over", valid_to=date(2020, 5, 31))
    (finding,) = inspect(Graph([over, WORK], [leads(over, WORK)]), on=DAY, select=["D107"], seed=1)

    assert [one.ref for one in finding.evidence] == [over.ref]


def budget(*amounts, total=None, for_goal=()):
    year = Budget("2020", total=total)
    lines = [BudgetLine(f"line-{number}", kroner=kroner) for number, kroner in enumerate(amounts)]
    links = [tie(L.PART_OF, line, year) for line in lines] + [leads(GOAL, lines[number]) for number in for_goal]
    return GOAL, year, *lines, *links


def test_d108_counts_what_was_adopted_and_put_on_no_line():
    """Odense's budget for 2013: 26, 26, 45 and 5 million kroner of 125.8, which leaves 23.8."""
    amounts = [million * 1_000_000 for million in (26, 26, 45, 5)]
    parts = budget(*amounts, total=125_800_000, for_goal=range(4))

    assert says("D108", *parts) == [
        "budget/2020: 23800000 of 125800000 kroner lead back to no goal (18.9 per cent)",
    ]


@pytest.mark.parametrize(
    ("amounts", "total", "for_goal", "said"),
    [
        ((3, 7), None, (0, 1), []),
        ((3, 7), 10, (0, 1), []),
        ((3, 7), 8, (0, 1), []),
        ((3, 7), 8, (0,), ["7 of 10 kroner lead back to no goal (70.0 per cent)"]),
        ((3, None), 10, (0, 1), []),
        ((3, None), 10, (0,), ["lines lead back to no goal, and how much money lies on them is not given"]),
        ((3, 7, None), None, (0,), ["7 of 10 kroner lead back to no goal (70.0 per cent)"]),
        ((0, 0), 0, (0,), []),
        ((), 10, (), ["10 of 10 kroner lead back to no goal (100.0 per cent)"]),
        ((), None, (), []),
    ],
)
def test_d108_never_makes_a_missing_amount_into_one(amounts, total, for_goal, said):
    assert says("D108", *budget(*amounts, total=total, for_goal=for_goal)) == [f"budget/2020: {one}" for one in said]


def test_d108_shows_the_lines_and_their_amounts():
    graph = Graph(*([part for part in budget(5, None, total=None) if isinstance(part, kind)] for kind in (Node, Link)))
    (finding,) = inspect(graph, on=DAY, select=["D108"], seed=1)

    assert [str(one) for one in finding.evidence] == [
        "budget_line/line-0: 5 kroner",
        "budget_line/line-1: amount not given",
    ]


def test_d109_leaves_a_goal_without_words_alone():
    assert says("D109", GOAL) == []


def test_d110_tells_nobody_from_somebody_who_has_left():
    left = Person("left", valid_to=date(2020, 5, 31))

    assert says("D110", GOAL) == ["goal/goal: nobody answers for the goal"]
    assert says("D110", GOAL, COUNCIL, tie(L.ANSWERS_FOR, COUNCIL, GOAL)) == []
    assert says("D110", GOAL, left, COUNCIL, tie(L.ANSWERS_FOR, left, GOAL), tie(L.ANSWERS_FOR, COUNCIL, GOAL)) == []


def test_d110_names_those_who_answered_and_nobody_else_who_has_left():
    owner, judge = (Person(key, valid_to=date(2020, 5, 31)) for key in ("owner", "judge"))
    graph = Graph([GOAL, owner, judge], [tie(L.ANSWERS_FOR, owner, GOAL), tie(L.JUDGES, judge, GOAL)])

    (finding,) = inspect(graph, on=DAY, select=["D110"], seed=1)

    assert [one.ref for one in finding.evidence] == [owner.ref]


# D2


def priority(goal, body, year=2020, given=date(2019, 11, 5)):
    one = Priority(f"{goal.key}-{body.key}-{year}", year=year, valid_from=given)
    return goal, body, one, tie(L.GIVES, body, one), leads(goal, one)


@pytest.mark.parametrize(("year", "found"), [(2017, 1), (2018, 0), (2021, 0), (2022, 1)])
def test_d201_counts_the_years_of_the_term(year, found):
    assert len(says("D201", TERM, *priority(GOAL, SOCIAL, year, given=None))) == found


def test_d201_counts_no_priority_of_the_council_and_asks_none_of_a_committees_own_goal():
    assert len(says("D201", TERM, *priority(GOAL, COUNCIL))) == 1
    assert says("D201", TERM, GOAL, SOCIAL, tie(L.SETS, SOCIAL, GOAL)) == []


def test_d202_is_content_with_a_council_decision_behind_a_link_or_about_the_priority():
    decided = Decision("d", date(2019, 1, 1))
    taken = (COUNCIL, decided, tie(L.TAKES, COUNCIL, decided))
    given = priority(GOAL, SOCIAL)

    assert len(says("D202", TERM, *given, *taken)) == 1
    assert says("D202", TERM, *given, *taken, tie(L.ABOUT, decided, given[2])) == []
    assert says("D202", TERM, *given[:-1], *taken, leads(GOAL, given[2], decision="d")) == []
    assert says("D202", TERM, *given, *taken, THEME, leads(THEME, GOAL, decision="d")) == []


def test_d202_asks_about_a_committees_own_goal_once():
    said = says("D202", TERM, *priority(GOAL, SOCIAL), tie(L.SETS, SOCIAL, GOAL))

    assert said == ["goal/goal: no council decision stands behind the committee's goal"]


def test_d203_leaves_a_theme_that_does_not_cut_across_alone():
    alone = (GOAL, SOCIAL, tie(L.CARRIES, SOCIAL, GOAL), leads(THEME, GOAL))

    assert len(says("D203", THEME, *alone)) == 1
    assert says("D203", replace(THEME, cross_cutting=False), *alone) == []


@pytest.mark.parametrize(("day", "found"), [(date(2017, 12, 31), 1), (date(2018, 1, 1), 0), (date(2020, 6, 2), 1)])
def test_d204_counts_meetings_held_in_the_term(day, found):
    meeting = JointMeeting("m", day)
    carried = (tie(L.CARRIES, SOCIAL, GOAL), tie(L.CARRIES, CULTURE, GOAL))
    met = (tie(L.ATTENDS, SOCIAL, meeting), tie(L.ATTENDS, CULTURE, meeting), tie(L.ABOUT, meeting, GOAL))

    assert len(says("D204", TERM, GOAL, SOCIAL, CULTURE, meeting, *carried, *met)) == found


def test_d205_tells_a_policy_beside_the_vision():
    assert says("D205", Policy("p")) == ["policy/p: the policy is in force and belongs to no theme or goal"]
    assert says("D205", Policy("p", valid_to=date(2020, 5, 31))) == []
    assert says("D205", THEME, Policy("p"), leads(THEME, Policy("p"))) == []


@pytest.mark.parametrize("over", [{}, {"valid_to": date(2020, 5, 31)}])
@pytest.mark.parametrize(("by", "what"), [(Goal("new"), "a goal"), (Policy("new"), "another policy")])
def test_d205_tells_a_policy_that_was_replaced_though_what_replaced_it_is_over(by, what, over):
    by = replace(by, **over)
    parts = (THEME, Policy("p"), leads(THEME, Policy("p")), by, tie(L.REPLACES, by, Policy("p")))

    assert [said for said in says("D205", *parts) if "policy/p" in said] == [
        f"policy/p: the policy is in force, though {what} has replaced it"
    ]
    ended = says("D205", *parts, Policy("p", valid_to=date(2020, 5, 31)))
    assert not any("policy/p" in said for said in ended)


@pytest.mark.parametrize(("kroner", "found"), [(0, 1), (1, 0), (None, 0)])
def test_d206_takes_a_line_of_0_kroner_for_no_money(kroner, found):
    one, two = BudgetLine("one", kroner=1_000), BudgetLine("two", kroner=kroner)
    held = (tie(L.HOLDS, SOCIAL, one), tie(L.HOLDS, CULTURE, two))
    carried = (tie(L.CARRIES, SOCIAL, GOAL), tie(L.CARRIES, CULTURE, GOAL))

    parts = (GOAL, SOCIAL, CULTURE, one, two, *carried, *held, leads(GOAL, one), leads(GOAL, two))

    assert len(says("D206", *parts)) == found


def test_d106_and_d304_take_a_line_of_0_kroner_for_no_money():
    line = BudgetLine("line", kroner=0)

    assert len(says("D106", GOAL, line, leads(GOAL, line))) == 1
    assert says("D304", GOAL, line, leads(GOAL, line)) == []
    assert len(says("D304", GOAL, line, BudgetLine("line", kroner=1), leads(GOAL, line))) == 1


def test_d206_says_nothing_where_nobody_knows_who_holds_a_line():
    carried = (tie(L.CARRIES, SOCIAL, GOAL), tie(L.CARRIES, CULTURE, GOAL))
    one, two = BudgetLine("one"), BudgetLine("two")
    parts = (GOAL, SOCIAL, CULTURE, one, *carried, leads(GOAL, one), tie(L.HOLDS, SOCIAL, one))

    assert len(says("D206", *parts)) == 1
    assert says("D206", *parts, two, leads(GOAL, two)) == []


def test_d206_leaves_money_outside_the_committees_that_carry_the_goal_alone():
    line, third = BudgetLine("one"), Body("third")
    carried = (tie(L.CARRIES, SOCIAL, GOAL), tie(L.CARRIES, CULTURE, GOAL))

    assert (
        says("D206", GOAL, SOCIAL, CULTURE, third, line, *carried, leads(GOAL, line), tie(L.HOLDS, third, line)) == []
    )


@pytest.mark.parametrize("touch", ["priority", "meeting", "decision", "measurement", "link"])
def test_d207_is_content_with_any_touch_within_the_year(touch):
    on = date(2021, 6, 1)
    given = priority(GOAL, SOCIAL, given=DAY if touch == "priority" else date(2019, 1, 1))
    parts = [TERM, *given]
    if touch == "meeting":
        parts += [JointMeeting("m", DAY), tie(L.ABOUT, JointMeeting("m", DAY), GOAL)]
    if touch == "decision":
        parts += [Decision("d", DAY), tie(L.ABOUT, Decision("d", DAY), GOAL)]
    if touch == "link":
        parts = [TERM, *given[:-1], Decision("d", DAY), leads(GOAL, given[2], decision="d")]
    if touch == "measurement":
        figure = Indicator("i", max_age_days=1, measured=(MeasuredPeriod(Period.parse("2019"), DAY),))
        parts += [Target("t"), figure, leads(GOAL, Target("t")), leads(Target("t"), figure)]

    assert says("D207", *parts, on=on) == []
    assert len(says("D207", *parts, on=date(2021, 6, 2))) == 1


def test_d207_asks_about_the_latest_of_one_committees_priorities():
    old, new = priority(GOAL, SOCIAL, 2019, date(2018, 11, 1)), priority(GOAL, SOCIAL, 2020, date(2019, 11, 1))

    assert says("D207", TERM, *old, *new, on=date(2020, 11, 1)) == []
    assert [said.partition(":")[0] for said in says("D207", TERM, *old, *new, on=date(2020, 11, 2))] == [
        "priority/goal-social-2020"
    ]


def test_d207_knows_the_year_of_a_priority_given_on_no_known_day():
    assert says("D207", TERM, *priority(GOAL, SOCIAL, 2020, None), on=date(2021, 1, 1)) == []
    assert says("D207", TERM, *priority(GOAL, SOCIAL, 2020, None), on=date(2021, 1, 2)) == [
        "priority/goal-social-2020: no meeting, decision or measurement has touched the priority since 2020-01-01"
    ]


@pytest.mark.parametrize("last", [date(2019, 12, 31), date(2020, 3, 1)])
def test_d207_leaves_a_priority_that_has_ended_alone(last):
    goal, body, given, *links = priority(GOAL, SOCIAL, 2019, date(2019, 1, 1))

    assert len(says("D207", TERM, goal, body, given, *links)) == 1
    assert says("D207", TERM, goal, body, replace(given, ended=last), *links) == []
    assert len(says("D207", TERM, goal, body, replace(given, ended=date(2021, 12, 31)), *links)) == 1


@pytest.mark.parametrize(("by", "found"), [(SOCIAL, 0), (CULTURE, 1)])
def test_d207_does_not_go_back_to_an_earlier_priority_than_one_given_up(by, found):
    goal, body, given, *links = priority(GOAL, by, 2020, date(2020, 1, 1))
    given_up = (goal, body, replace(given, valid_to=date(2020, 3, 1)), *links)

    assert len(says("D207", TERM, *priority(GOAL, SOCIAL, 2019, date(2019, 1, 1)), *given_up)) == found


# D3


def test_d301_counts_a_directorate_through_its_centres_and_its_agreements():
    carried = (tie(L.CARRIES, SOCIAL, GOAL), tie(L.CARRIES, CULTURE, GOAL))
    centre, deep = Unit("centre"), Unit("deep")
    tree = (centre, deep, CARE, LEISURE, tie(L.PART_OF, deep, centre), tie(L.PART_OF, centre, CARE))
    parts = (GOAL, SOCIAL, CULTURE, *carried, *tree, WORK, leads(GOAL, WORK), tie(L.OWNS, deep, WORK))
    agreed = (Agreement("a"), leads(GOAL, Agreement("a")), tie(L.PARTY_TO, LEISURE, Agreement("a")))

    assert len(says("D301", *parts)) == 1
    assert says("D301", *parts, *agreed) == []


def test_d301_has_nothing_to_say_of_a_goal_nobody_works_on():
    assert says("D301", GOAL, SOCIAL, CULTURE, tie(L.CARRIES, SOCIAL, GOAL), tie(L.CARRIES, CULTURE, GOAL)) == []


def test_d303_has_nothing_to_say_of_a_goal_without_initiatives():
    assert says("D303", GOAL, THEME, leads(THEME, GOAL)) == []


def test_d304_leaves_a_goal_nothing_is_done_for_to_d106():
    assert says("D304", GOAL) == []
    assert len(says("D304", GOAL, BudgetLine("l"), leads(GOAL, BudgetLine("l")))) == 1


@pytest.mark.parametrize(("signed", "adopted"), [(None, date(2019, 10, 9)), (date(2019, 11, 1), None)])
def test_d305_says_nothing_where_a_day_is_not_known(signed, adopted):
    agreement, year = Agreement("a", signed=signed), Budget("2020", adopted=adopted)

    assert says("D305", agreement, year, tie(L.SHAPES, agreement, year)) == []


def relay(*levels, handed_on=True):
    promises = [Commitment(f"c{level}", level=level) for level in levels]
    links = [leads(above, below) for above, below in pairwise(promises)] if handed_on else []
    return THEME, *promises, leads(THEME, promises[0]), *links


def leaders(*levels):
    return [Person(f"p{number}", level=level) for number, level in enumerate(levels)]


def test_d306_shows_level_and_share():
    made = tie(L.MAKES, Person("p1", level=2), Commitment("c2", level=2))

    assert says("D306", *relay(1, 2), *leaders(1, 2, 2, 2, 3), made) == [
        (
            "theme/theme: the commitments stop at level 2 of 3; of the leaders at that level, 1 of 3 have made one "
            "(33.3 per cent)"
        )
    ]


def test_d306_knows_levels_from_commitments_where_no_leaders_are_known():
    assert says("D306", *relay(1, 2, handed_on=False)) == ["theme/theme: the commitments stop at level 1 of 2"]
    assert says("D306", *relay(1, 2)) == []


def test_d306_begins_with_the_topmost_commitments_on_the_theme_or_its_goals():
    top, below = Commitment("top", level=1), Commitment("below", level=2)
    parts = (THEME, GOAL, leads(THEME, GOAL), top, below, leads(GOAL, top), leads(THEME, below))

    assert says("D306", *parts) == ["theme/theme: the commitments stop at level 1 of 2"]
    assert says("D306", *parts, leads(top, below)) == []
    assert says("D306", THEME, *leaders(1, 2)) == []


def carried(*levels, left=()):
    """A relay in which a leader of each level has made the commitment there; those of some levels have left."""
    made = [Person(f"made-{n}", level=n, valid_to=date(2020, 5, 1) if n in left else None) for n in levels]
    ties = [tie(L.MAKES, person, Commitment(f"c{person.level}", level=person.level)) for person in made]
    return *relay(*levels), *made, *leaders(*levels), *ties


HALF = "of the leaders at that level, 1 of 2 have made one (50.0 per cent)"


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ((), None),
        (
            (3,),
            "the commitments stop at level 2 of 3; of the leaders at that level, 1 of 2 have made one (50.0 per cent)",
        ),
        (
            (2,),
            "the commitments stop at level 1 of 3; of the leaders at that level, 1 of 2 have made one (50.0 per cent)",
        ),
        ((1,), "the leaders who committed themselves at the top have left, and nobody has taken over"),
        ((1, 2, 3), "the leaders who committed themselves at the top have left, and nobody has taken over"),
    ],
)
def test_d306_lets_a_leader_who_has_left_carry_nothing(left, said):
    assert says("D306", *carried(1, 2, 3, left=left)) == ([f"theme/theme: {said}"] if said else [])
    assert says("D306", *carried(1, 2, 3, left=left), on=date(2020, 5, 1)) == []


TRIAL = Initiative("trial", experiment=True, start=date(2019, 3, 1), end=date(2019, 6, 8))


@pytest.mark.parametrize(
    ("trial", "on", "found"),
    [
        (TRIAL, date(2019, 6, 8), 0),
        (TRIAL, date(2019, 6, 9), 1),
        (replace(TRIAL, experiment=False), DAY, 0),
        (replace(TRIAL, end=None), DAY, 0),
        (replace(TRIAL, ending=Ending(date(2019, 6, 2), EndingKind.SPREAD)), date(2020, 6, 1), 0),
        (replace(TRIAL, ending=Ending(date(2019, 6, 2), EndingKind.SPREAD)), date(2020, 6, 2), 1),
        (replace(TRIAL, ending=Ending(date(2019, 6, 2), EndingKind.STOP)), date(2020, 6, 2), 0),
        (replace(TRIAL, ending=Ending(date(2019, 6, 2), EndingKind.SPREAD), followed_up=DAY), date(2020, 6, 2), 0),
        (replace(TRIAL, ending=Ending(date(2019, 6, 12), EndingKind.ADJUST)), date(2019, 6, 10), 1),
    ],
)
def test_d307_asks_for_an_ending_and_a_year_later_whether_it_spread(trial, on, found):
    assert len(says("D307", trial, on=on)) == found


def test_d307_counts_a_year_from_a_leap_day():
    trial = replace(TRIAL, end=date(2020, 2, 28), ending=Ending(date(2020, 2, 29), EndingKind.SPREAD))

    assert says("D307", trial, on=date(2021, 2, 28)) == []
    assert len(says("D307", trial, on=date(2021, 3, 1))) == 1


# D4


def target(status):
    return Target("t", readings=() if status is None else (StatusReading(date(2020, 2, 1), status),))


DONE = Initiative("done", end=date(2019, 1, 1), effect_after_days=100)


@pytest.mark.parametrize("status", [None, *Status])
def test_d401_finds_targets_that_have_not_moved(status):
    one = target(status)
    found = len(says("D401", GOAL, one, DONE, leads(GOAL, one), leads(GOAL, DONE)))

    assert found == (status in {Status.UNCHANGED, Status.BEHIND, Status.MOVING_AWAY})


@pytest.mark.parametrize(
    "other",
    [Initiative("x"), Initiative("x", end=date(2019, 1, 1)), Initiative("x", end=DAY, effect_after_days=0)],
    ids=["goes on", "nobody has said how long", "ends today"],
)
def test_d401_waits_until_everything_has_had_its_time(other):
    one = target(Status.BEHIND)

    assert says("D401", GOAL, one, DONE, other, leads(GOAL, one), leads(GOAL, DONE), leads(GOAL, other)) == []


def test_d401_prefers_the_targets_own_initiatives():
    one, running = target(Status.BEHIND), Initiative("running")

    parts = (GOAL, one, DONE, running, leads(GOAL, one), leads(GOAL, running), leads(one, DONE))
    assert len(says("D401", *parts)) == 1


def test_d401_counts_days_from_the_ending():
    one = target(Status.BEHIND)
    stopped = Initiative("s", ending=Ending(date(2020, 3, 1), EndingKind.STOP), effect_after_days=92)

    assert len(says("D401", GOAL, one, stopped, leads(GOAL, one), leads(GOAL, stopped))) == 1
    assert says("D401", GOAL, one, stopped, leads(GOAL, one), leads(GOAL, stopped), on=date(2020, 5, 31)) == []


def test_d402_says_nothing_where_nobody_knows():
    assert says("D402", GOAL, Target("t"), leads(GOAL, Target("t"))) == []


def test_d402_finds_a_target_of_two_goals_once():
    shared = Target("t", at_baseline=(BaselineReading(date(2019, 2, 1), met=True),))

    assert len(says("D402", GOAL, OTHER, shared, leads(GOAL, shared), leads(OTHER, shared))) == 1


@pytest.mark.parametrize("code", EXAMPLES)
@pytest.mark.parametrize("on", [date.min, date(2020, 2, 29), date.max], ids=str)
def test_an_empty_municipality_and_the_ends_of_the_calendar_are_no_trouble(code, on):
    assert says(code, on=on) == []
    assert says(code, Vision("vision"), on=on) == []
    inspect(EXAMPLES[code].firing_graph, on=on, select=[code], seed=1)


def test_nothing_is_pointed_at_that_is_not_there():
    for example in EXAMPLES.values():
        known = {*example.firing_graph.nodes, Ref(NodeKind.MUNICIPALITY, "municipality")}
        for finding in inspect(example.firing_graph, on=example.on, seed=1):
            assert {finding.subject, *(one.ref for one in finding.evidence)} <= known
