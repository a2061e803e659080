"""A new term: what goes on keeps its key, the rest ends the day before, and what its goals lack is named by day."""

from datetime import date

from kobling.records.chain import Goal, Theme
from kobling.records.indicators import Indicator, Measurement
from kobling.records.municipality import Term
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.changes.new_term import Lack, carried_over, in_force, missing, new_goals, new_themes
from tests.rooms import small

TERM = Term(key="2022-2025", start=date(2022, 1, 1), end=date(2025, 12, 31))
LAST_DAY = date(2021, 12, 31)
THEME = Theme.model_validate(small.facts().themes[0].model_dump())


def goal(key, *targets, **more):
    return Goal.model_validate(small.goal(key, *targets, **more))


def added(*records):
    return Edits(tuple(FactEdit(None, record) for record in records))


def lacks(*records, indicators=None, figures=()):
    return [(one.day, one.lack) for one in missing(added(*records), indicators or {}, figures)]


def test_what_goes_on_gets_the_term_and_the_rest_ends_the_day_before_where_that_is_asked_for():
    kept, left = goal("a"), goal("b")

    edits = list(carried_over([THEME, kept, left], TERM, go_on={("goal", "a")}, ends_others=True))
    assert edits[0].after.valid_to == LAST_DAY
    assert edits[1].after == kept.model_copy(update={"term": TERM.key})
    assert (edits[2].after.term, edits[2].after.wordings[-1].valid_to) == (left.term, LAST_DAY)
    assert [edit.before for edit in edits] == [THEME, kept, left]

    assert [edit.name[1] for edit in carried_over([kept, left], TERM, go_on={("goal", "a")}, ends_others=False)] == [
        "a"
    ]


def test_what_ends_earlier_keeps_its_day():
    earlier = THEME.model_copy(update={"valid_to": date(2020, 6, 30)})

    assert [edit.after for edit in carried_over([earlier], TERM, go_on=(), ends_others=True)] == [earlier]
    assert in_force([earlier], [goal("a")], LAST_DAY) == [goal("a")]


def test_new_facts_begin_with_the_term_under_keys_that_are_free():
    natur, other = new_themes(["Natur", "Natur"], TERM, taken=["natur"])
    [trees] = new_goals([(natur.key, "Flere træer")], TERM, taken=[])

    assert [natur.key, other.key, natur.valid_from] == ["natur-2", "natur-3", TERM.start]
    assert (trees.key, trees.themes, trees.wordings[0].valid_from) == ("flere-traeer", ("natur-2",), TERM.start)


def test_each_thing_that_a_goal_lacks_is_named_with_the_day_by_which_it_matters():
    here = {"term": TERM.key}
    assert lacks(goal("a")) == []
    assert lacks(goal("a"), TERM) == []
    assert lacks(TERM, goal("a", themes=[], **here)) == [
        (TERM.start, lack) for lack in (Lack.COMMITTEE, Lack.THEME, Lack.TARGET)
    ]
    carried = here | {"committees": ["council"]}
    late, early = small.target("a1"), small.target("a1", deadline="2021-06-30")
    assert lacks(TERM, goal("a", late, **carried)) == [(date(2025, 12, 31), Lack.FIGURE)]
    assert lacks(TERM, goal("a", early, **carried)) == [
        (date(2021, 6, 30), lack) for lack in (Lack.LATER_DEADLINE, Lack.FIGURE)
    ]


def test_a_figure_or_a_rule_of_one_is_enough():
    one = goal("a", small.target("a1"), term=TERM.key, committees=["council"])
    figure = Measurement.model_validate(small.measurement("members", "2020", 70))
    derived = Indicator.model_construct(derived=object())

    assert lacks(TERM, one, figures=[figure]) == lacks(TERM, one, indicators={"members": derived}) == []
