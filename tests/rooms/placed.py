"""A small municipality whose facts lie in two committees, four units and two goals, and what lies in which place."""

from kobling.records.facts import LISTS
from kobling.records.rights import Role
from kobling.rooms.people.records import Place
from tests.rooms import small

COMMITTEE = {"name": "Udvalget", "kind": "standing_committee"}
TERM = "2018-2021"
PRIORITY = {"term": TERM, "goal": "a", "year": 2019}
AGREEMENT = {"term": TERM, "name": "Aftale"}
LINE = {"track": "t", "year": 2020, "unit": "low"}
INITIATIVE = {"term": TERM, "name": "Klar", "kind": "project", "what": "Gør klar"}
FACTS = small.facts(
    bodies=[
        {"key": "council", "name": "Byrådet", "kind": "council"},
        COMMITTEE | {"key": "k1"},
        COMMITTEE | {"key": "k2"},
    ],
    units=[
        {"key": "top", "name": "Top", "kind": "directorate"},
        {"key": "mid", "name": "Midt", "kind": "centre", "parent": "top"},
        {"key": "low", "name": "Lav", "kind": "institution", "parent": "mid"},
        {"key": "side", "name": "Side", "kind": "directorate"},
    ],
    leaders=[{"key": "chief", "title": "Leder", "level": 3, "unit": "low"}],
    goals=[
        small.goal("a", small.target("a1"), responsible="k1"),
        small.goal("b", small.target("b1", indicator="other"), responsible="k2", context=["members"]),
    ],
    priorities=[PRIORITY | {"key": f"p{n}", "committee": f"k{n}"} for n in (1, 2)],
    agreements=[AGREEMENT | {"key": unit, "units": [unit]} for unit in ("top", "mid", "low", "side")],
    commitments=[{"key": "c", "term": TERM, "level": 3, "leader": "chief", "text": "Jeg gør det."}],
    budgets=[{"key": "b20", "term": TERM, "name": "Budget", "year": 2020, "lines": [LINE]}],
    tracks=[{"key": "t", "term": TERM, "name": "Spor"}],
    indicators=[small.indicator("members"), small.indicator("other")],
    measurements=[small.measurement("members", "2019", 59.0), small.measurement("other", "2019", 9.0)],
    initiatives=[
        INITIATIVE | {"key": "i", "goals": ["a"], "owner": "side"},
        INITIATIVE | {"key": "j", "goals": ["b"], "owner": "low"},
    ],
)
EVERY_FACT = [FACTS.municipality, *(fact for name in LISTS for fact in getattr(FACTS, name))]

COMMITTEE_1, UNIT_MID, UNIT_SIDE = Place("body", "k1"), Place("unit", "mid"), Place("unit", "side")
GOAL_A, GOAL_B = Place("goal", "a"), Place("goal", "b")
CHANGED = {
    (Role.SECRETARY, COMMITTEE_1): {("priority", "p1")},
    (Role.SECRETARY, None): {("priority", "p1"), ("priority", "p2")},
    (Role.LEADER, UNIT_MID): {("agreement", "mid"), ("agreement", "low"), ("commitment", "c"), ("initiative", "j")},
    (Role.LEADER, UNIT_SIDE): {("agreement", "side"), ("initiative", "i")},
    (Role.OWNER, GOAL_A): {("goal", "a"), ("story", "st"), ("initiative", "i"), ("measurement", "members")},
    (Role.OWNER, GOAL_B): {("goal", "b"), ("initiative", "j"), ("measurement", "other")},
    (Role.ANALYST, None): {(kind, key) for kind in ("indicator", "measurement") for key in ("members", "other")},
    **{(role, None): set() for role in (Role.ADMINISTRATOR, Role.COUNCILLOR, Role.READER)},
}
"""The facts that each role may change from its place, by kind and key; written by hand, not computed."""


def name_of(fact):
    """Return the kind and key of a fact, as CHANGED names it."""
    return fact.KIND, getattr(fact, "key", "") or getattr(fact, "indicator", "")
