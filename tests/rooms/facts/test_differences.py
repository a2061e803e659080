"""Differences are named field by field, and two changes of one version merge where they do not meet."""

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from kobling.rooms.facts.differences import differing, fields_of, lost_parts, merge, record_from
from kobling.rooms.facts.kinds import KIND_NAMED, KINDS
from tests.laws import examples
from tests.rooms import small, strategies

GOAL = KIND_NAMED["goal"]
BUDGET = KIND_NAMED["budget"]


def goal(*targets, **more):
    return GOAL.record.model_validate(small.goal("a", *targets, **more))


def merged(base, present, incoming, kind=GOAL):
    fields, conflicts = merge(
        kind,
        "a",
        base=fields_of(kind, base),
        present=fields_of(kind, present),
        incoming=fields_of(kind, incoming),
    )
    return record_from(kind, fields), conflicts


@given(strategies.facts())
@examples(25, suppress_health_check=[HealthCheck.too_slow])
def test_a_record_is_its_fields(facts):
    for kind in KINDS:
        value = getattr(facts, kind.list_name)
        for record in value if isinstance(value, tuple) else (value,):
            assert record_from(kind, fields_of(kind, record)) == record


@given(strategies.facts(), st.data())
@examples(25, suppress_health_check=[HealthCheck.too_slow])
def test_one_change_alone_is_taken_over_whole(facts, data):
    assume(facts.goals)
    one, other = data.draw(st.sampled_from(facts.goals)), data.draw(st.sampled_from(facts.goals))

    assert merged(one, one, other) == (other, [])
    assert merged(one, other, one) == (other, [])
    assert merged(one, other, other) == (other, [])


def test_changes_of_different_fields_and_parts_are_both_kept():
    base = goal(small.target("one"), small.target("two"))
    present = goal(small.target("one", value=70.0), small.target("two"), small.target("three"), short="Kort")
    incoming = goal(small.target("one", deadline="2027-12-31"), small.target("two", value=90.0), small.target("four"))

    both, conflicts = merged(base, present, incoming)

    assert conflicts == []
    assert both == goal(
        small.target("one", value=70.0, deadline="2027-12-31"),
        small.target("two", value=90.0),
        small.target("four"),
        small.target("three"),
        short="Kort",
    )


def test_the_same_field_changed_twice_is_shown_three_ways():
    both, [conflict] = merged(
        goal(small.target("one")), goal(small.target("one", value=70.0)), goal(small.target("one", value=60.0))
    )

    assert both.targets[0].value == 70.0
    assert (conflict.kind, conflict.key, conflict.field) == ("goal", "a", "targets.one.value")
    assert (conflict.base, conflict.present, conflict.incoming) == (80.0, 70.0, 60.0)


def test_a_part_that_one_removes_and_the_other_changes_is_a_conflict():
    base = goal(small.target("one"), small.target("two"))

    _, conflicts = merged(base, goal(small.target("one")), goal(small.target("one"), small.target("two", value=60.0)))

    assert [conflict.field for conflict in conflicts] == ["targets.two.value"]


def test_a_part_that_one_removes_goes():
    base = goal(small.target("one"), small.target("two"))

    assert merged(base, goal(small.target("one")), base)[0] == goal(small.target("one"))
    assert merged(base, base, goal(small.target("two")))[0] == goal(small.target("two"))


def test_the_lines_of_a_budget_are_told_apart_by_what_they_are_of():
    def budget(*lines):
        fields = {"key": "b", "term": "2018-2021", "name": "B", "year": 2019, "lines": lines}
        return BUDGET.record.model_validate(fields)

    base = budget({"track": "x", "year": 2019, "agreed": 5}, {"track": "y", "year": 2019, "agreed": 6})
    other = budget({"track": "x", "year": 2019, "agreed": 7}, {"track": "y", "year": 2019, "agreed": 6})

    paths = differing(fields_of(BUDGET, base), fields_of(BUDGET, other))
    assert paths == (("lines", "x 2019", "agreed"),)


@pytest.mark.parametrize(
    ("after", "lost"),
    [
        (goal(small.target("one")), ("targets two",)),
        (goal(small.target("one"), small.target("two", value=1.0)), ()),
        (goal(small.target("two"), small.target("one")), ()),
    ],
)
def test_lasting_parts_that_are_gone_are_named(after, lost):
    before = goal(small.target("one"), small.target("two"))

    assert lost_parts(GOAL, fields_of(GOAL, before), fields_of(GOAL, after)) == lost
