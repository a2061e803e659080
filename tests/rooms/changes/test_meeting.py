"""A decision or a joint meeting that is recorded, and the priorities that it gives goals."""

from datetime import date

from kobling.records.council import JointMeeting, Priority, TakenDecision
from kobling.records.municipality import Body, Decision, Term
from kobling.rooms.changes.meeting import Meeting, term_of
from kobling.rooms.changes.priorities import term_of_year

DAY = date(2020, 11, 30)
COUNCIL = Body.model_validate({"key": "council", "name": "Byrådet", "kind": "council"})
SCHOOLS = Body.model_validate({"key": "schools", "name": "Skoleudvalget", "kind": "standing_committee"})


def meeting(*bodies, item="7", what="Målet tages op"):
    return Meeting(bodies, DAY, "2018-2021", item, what, ("a",))


def test_one_body_decides_and_several_meet():
    decision = meeting("schools").record(taken=["schools-2020-11-30-7"])
    joint = meeting("schools", "council", item="", what="").record(taken=[])

    assert isinstance(decision, TakenDecision)
    assert (decision.key, decision.body, decision.item, decision.what.da) == (
        "schools-2020-11-30-7-2",
        "schools",
        "7",
        "Målet tages op",
    )
    assert isinstance(joint, JointMeeting)
    assert (joint.key, joint.bodies, joint.what) == ("schools-council-2020-11-30", ("schools", "council"), None)
    assert decision.goals == joint.goals == ("a",)


def test_committees_give_priorities_with_the_decision_behind_them_and_the_council_gives_none():
    given = Priority(key="old", term="2018-2021", committee="schools", goal="a", year=2021, rank=3)

    again, new = meeting("schools").priorities({"a": 1, "b": None}, "2018-2021", 2021, [COUNCIL, SCHOOLS], [given])

    assert (again.before, again.after.key, again.after.rank) == (given, "old", 1)
    assert (new.before, new.after.key, new.after.rank) == (None, "schools-b-2021", None)
    assert again.after.decision == new.after.decision == Decision(body="schools", date=DAY, item="7")


def test_a_priority_of_the_next_year_is_of_the_term_of_that_year():
    terms = [
        Term(key=f"{first}-{first + 3}", start=date(first, 1, 1), end=date(first + 3, 12, 31)) for first in (2018, 2022)
    ]
    term = term_of_year(terms, 2022)

    (edit,) = meeting("schools").priorities({"a": 1}, term, 2022, [SCHOOLS], [])

    assert (edit.after.term, edit.after.year) == ("2022-2025", 2022)
    assert [term_of_year(terms, year) for year in (2017, 2018, 2021, 2026)] == [None, "2018-2021", "2018-2021", None]


def test_a_day_is_in_the_term_that_has_it():
    terms = [Term(key="2018-2021", start=date(2018, 1, 1), end=date(2021, 12, 31))]

    assert [term_of(terms, day) for day in (DAY, date(2021, 12, 31), date(2022, 1, 1))] == ["2018-2021"] * 2 + [None]
