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


@pytest.mark.parametrize("more", [{"note": "Ny"}, {"minimum_change": 2.0}])
def test_a_part_that_one_removes_and_the_other_fills_in_is_a_conflict(more):
    base, removed = goal(small.target("one"), small.target("two")), goal(small.target("one"))
    changed = goal(small.target("one"), small.target("two", **more))

    for present, incoming in ((removed, changed), (changed, removed)):
        _, conflicts = merged(base, present, incoming)
        assert [conflict.field for conflict in conflicts] == [f"targets.two.{name}" for name in more]


def test_a_fact_that_one_removes_and_the_other_fills_in_is_a_conflict():
    base, changed = goal(), goal(sources=["s1"])

    for present, incoming in ((None, changed), (changed, None)):
        _, conflicts = merge(
            GOAL, "a", base=fields_of(GOAL, base), present=fields_of(GOAL, present), incoming=fields_of(GOAL, incoming)
        )
        assert [conflict.field for conflict in conflicts] == ["sources"]


def test_wordings_that_stand_in_the_places_of_removed_ones_are_never_mixed():
    """Each removes one of two: which one is meant is not known by its place."""
    first, second = ({"text": text, "valid_from": day} for text, day in (("A", "2018-01-01"), ("B", "2019-01-01")))

    _, [conflict] = merged(goal(wordings=[first, second]), goal(wordings=[second]), goal(wordings=[first]))

    assert conflict.field == "wordings"
    assert [part["text"] for part in conflict.present] == [{"da": "B"}]


def test_an_order_that_only_one_has_changed_is_kept():
    one, two, three, four = (small.target(key) for key in ("one", "two", "three", "four"))

    for present, incoming in (((one, two, three), (two, one)), ((two, one), (one, two, three))):
        both, conflicts = merged(goal(one, two), goal(*present), goal(*incoming))
        assert conflicts == []
        assert [target.key for target in both.targets] == ["two", "three", "one"]
    both, _ = merged(goal(one, two), goal(three, one, two), goal(one, two, four))
    assert [target.key for target in both.targets] == ["three", "one", "two", "four"]


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

    alike = budget(*({"track": "x", name: "kultur", "year": 2019, "agreed": 5} for name in ("committee", "unit")))
    assert record_from(BUDGET, fields_of(BUDGET, alike)) == alike


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
