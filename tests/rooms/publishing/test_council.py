"""What a release tells of priorities, joint meetings and decisions: those of its day, as the municipality chose."""

from datetime import date

import pytest

from tests.rooms import small
from tests.rooms.publishing.test_document import document

BODIES = [
    {"key": "council", "name": "Byrådet", "kind": "council"},
    {"key": "a-udvalg", "name": "A-udvalget", "kind": "standing_committee"},
    {"key": "b-udvalg", "name": "B-udvalget", "kind": "standing_committee"},
]
DECIDED = {"body": "a-udvalg", "date": "2020-01-15", "item": "3"}


def priority(goal, **more):
    own = {"key": f"{goal}-{more.get('year', 2020)}", "term": "2018-2021", "committee": "a-udvalg", "goal": goal}
    return own | {"year": 2020, "rank": 1, "decision": DECIDED} | more


def kept(**more):
    return small.facts(
        bodies=BODIES,
        goals=[small.goal("a", small.target("a1")), small.goal("b", small.target("b1"))],
        priorities=[priority("b", rank=2), priority("a"), priority("a", year=2021, decision=None)],
        joint_meetings=[
            {
                "key": "m",
                "term": "2018-2021",
                "date": "2020-03-01",
                "bodies": ["a-udvalg", "b-udvalg"],
                "goals": ["a"],
                "decision": DECIDED,
            }
        ],
        decisions=[{"key": "d", "term": "2018-2021", "what": "Valgt.", "goals": ["a"]} | DECIDED],
        **more,
    )


def test_priorities_stand_in_the_committees_order_with_their_decision():
    (first, second) = document(kept()).priorities

    assert [(one.goal, one.rank) for one in (first, second)] == [("a", 1), ("b", 2)]
    assert (first.decision.body, first.decision.date, first.decision.item) == ("a-udvalg", date(2020, 1, 15), "3")


def test_what_comes_later_is_not_known_on_the_day():
    early = document(kept(), date(2020, 1, 14))

    assert (early.priorities, early.joint_meetings, early.decisions) == ((), (), ())
    assert [one.year for one in document(kept(), date(2021, 1, 1)).priorities] == [2020, 2020, 2021]


@pytest.mark.parametrize("field", ["priorities", "joint_meetings", "decisions"])
def test_what_the_municipality_does_not_publish_is_not_in_the_release(field):
    municipality = small.facts().municipality.model_dump() | {"publish": {field: False}}
    made = document(kept(municipality=municipality))

    assert getattr(made, field) is None
    assert f'"{field}"' not in made.canonical_bytes().decode()


def test_the_order_can_be_left_out():
    municipality = small.facts().municipality.model_dump() | {"publish": {"ranks": False}}

    assert {one.rank for one in document(kept(municipality=municipality)).priorities} == {None}


def test_a_priority_that_was_given_up_says_so_once_it_has_been():
    facts = kept().model_copy(update={"priorities": ()})
    given_up = small.facts(bodies=BODIES, priorities=[priority("a", valid_to="2020-06-30")])

    assert document(facts).priorities == ()
    assert [one.valid_to for one in document(given_up).priorities] == [date(2020, 6, 30)]
    assert [one.valid_to for one in document(given_up, date(2020, 6, 30)).priorities] == [None]
