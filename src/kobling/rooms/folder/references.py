"""The fields of records that hold keys of other records, and the lists that those keys are found in."""

from collections.abc import Mapping

from kobling.rooms.agreements.records import Agreement, AgreementGoal, Commitment
from kobling.rooms.budget.records import Budget, BudgetLine, Remainder, Sum, Track
from kobling.rooms.chain.records import Goal, Judgement, Story, Target, Theme, Vision, Wording
from kobling.rooms.council.records import JointMeeting, Policy, Priority, Replacement, TakenDecision
from kobling.rooms.indicators.drawings import Drawing
from kobling.rooms.indicators.records import (
    DifferenceToArea,
    IndexAgainst,
    Indicator,
    Measurement,
    PartsThatGrew,
    PerInhabitant,
    ShareOf,
    YearlyGrowth,
)
from kobling.rooms.initiatives.records import Initiative
from kobling.rooms.municipality.records import Beside, Body, Decision, Group, Leader, Note, Source, Term, Unit
from kobling.rooms.records import Record

_IN_THE_BUDGET: Mapping[str, type[Record]] = {"track": Track, "committee": Body, "unit": Unit, "sources": Source}

REFERENCE_FIELDS: Mapping[type[Record], Mapping[str, type[Record]]] = {
    Note: {"sources": Source},
    Beside: {"sources": Source},
    Group: {"sources": Source},
    Body: {"sources": Source},
    Unit: {"parent": Unit, "serves": Body, "sources": Source},
    Leader: {"unit": Unit, "sources": Source},
    Vision: {"term": Term, "sources": Source},
    Theme: {"term": Term, "sources": Source},
    Goal: {
        "term": Term,
        "themes": Theme,
        "responsible": Body,
        "committees": Body,
        "context": Indicator,
        "sources": Source,
    },
    Wording: {"sources": Source},
    Decision: {"body": Body},
    Target: {"indicator": Indicator, "sources": Source},
    Judgement: {"body": Body, "sources": Source},
    Story: {"goals": Goal, "sources": Source},
    Indicator: {"sources": Source},
    YearlyGrowth: {"of": Indicator},
    PartsThatGrew: {"of": Indicator},
    ShareOf: {"of": Indicator, "out_of": Indicator},
    PerInhabitant: {"of": Indicator, "inhabitants": Indicator},
    DifferenceToArea: {"of": Indicator},
    IndexAgainst: {"of": Indicator},
    Measurement: {"indicator": Indicator, "source": Source, "drawing": Drawing},
    Drawing: {"indicator": Indicator},
    TakenDecision: {
        "term": Term,
        "body": Body,
        "themes": Theme,
        "goals": Goal,
        "policies": Policy,
        "initiatives": Initiative,
        "sources": Source,
    },
    Priority: {"term": Term, "committee": Body, "goal": Goal, "sources": Source},
    JointMeeting: {"term": Term, "bodies": Body, "goals": Goal, "sources": Source},
    Policy: {"term": Term, "themes": Theme, "goals": Goal, "sources": Source},
    Replacement: {"goals": Goal, "policies": Policy},
    Track: {"term": Term, "goals": Goal, "units": Unit, "sources": Source},
    Budget: {"term": Term, "sources": Source},
    BudgetLine: _IN_THE_BUDGET,
    Sum: _IN_THE_BUDGET,
    Remainder: _IN_THE_BUDGET,
    Agreement: {"term": Term, "units": Unit, "bodies": Body, "goals": Goal, "budget": Budget, "sources": Source},
    AgreementGoal: {"goals": Goal},
    Commitment: {
        "term": Term,
        "leader": Leader,
        "theme": Theme,
        "goal": Goal,
        "handed_on_from": Commitment,
        "sources": Source,
    },
    Initiative: {"term": Term, "owner": Unit, "contributors": Unit, "goals": Goal, "sources": Source},
}
"""The type of record that each field refers to, by type of record and name of field."""


def unknown_key_code(record_type: type[Record]) -> str:
    """Return the code of the problem that a key is of no record of this type."""
    return f"unknown_{record_type.__name__.lower()}"


UNKNOWN_KEY_CODES = frozenset(
    unknown_key_code(record_type) for fields in REFERENCE_FIELDS.values() for record_type in fields.values()
)

KEYED_LISTS: Mapping[str, type[Record]] = {
    "terms": Term,
    "bodies": Body,
    "units": Unit,
    "leaders": Leader,
    "sources": Source,
    "visions": Vision,
    "themes": Theme,
    "goals": Goal,
    "decisions": TakenDecision,
    "priorities": Priority,
    "joint_meetings": JointMeeting,
    "policies": Policy,
    "tracks": Track,
    "budgets": Budget,
    "agreements": Agreement,
    "commitments": Commitment,
    "indicators": Indicator,
    "initiatives": Initiative,
    "drawings": Drawing,
    "stories": Story,
}
"""The lists of MunicipalityFacts whose records have a key, and the type of their records."""
