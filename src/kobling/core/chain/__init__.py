"""The chain inspection: where has the chain come off?

graph = Graph(nodes, links)                             what there has been, checked
check(graph, on=date(2020, 6, 1), seed=1)               what the rules find on a day
couplings(graph, on=date(2020, 6, 1))                   how far the chain of every goal holds
down(graph.on(date(2020, 6, 1)), Ref(Kind.GOAL, "of1")) what in practice comes of a goal
"""

from kobling.core.chain.coupling import DOWN, UP, Coupling, Coverage, LevelOfGoal, Strength, couplings, coverage
from kobling.core.chain.graph.errors import ChainRefused, Problem
from kobling.core.chain.graph.graph import Graph, View
from kobling.core.chain.graph.links import ENDS, Link, LinkKind
from kobling.core.chain.graph.nodes import (
    WHOLE,
    Agreement,
    AgreementGoal,
    AtBaseline,
    Body,
    Budget,
    BudgetLine,
    Commitment,
    Decision,
    Ending,
    Goal,
    How,
    Indicator,
    Initiative,
    JointMeeting,
    Kind,
    Measured,
    Node,
    Person,
    Policy,
    Priority,
    Reading,
    Ref,
    Target,
    Term,
    Theme,
    Unit,
    Vision,
    Wording,
)
from kobling.core.chain.graph.validation import problems
from kobling.core.chain.inspection.examples import EXAMPLES, Example, described
from kobling.core.chain.inspection.measurable_words import Named, measurable_words
from kobling.core.chain.inspection.registry import FAMILIES, Evidence, Family, Finding, Level, Rule, Severity
from kobling.core.chain.inspection.rules import BY_CODE, RULES, NoSuchRule, rules
from kobling.core.chain.inspection.runner import check
from kobling.core.chain.inspection.silos import Share, Silos, silos
from kobling.core.chain.traversal import Step, decisions_behind, down, up

__all__ = [
    "BY_CODE",
    "DOWN",
    "ENDS",
    "EXAMPLES",
    "FAMILIES",
    "RULES",
    "UP",
    "WHOLE",
    "Agreement",
    "AgreementGoal",
    "AtBaseline",
    "Body",
    "Budget",
    "BudgetLine",
    "ChainRefused",
    "Commitment",
    "Coupling",
    "Coverage",
    "Decision",
    "Ending",
    "Evidence",
    "Example",
    "Family",
    "Finding",
    "Goal",
    "Graph",
    "How",
    "Indicator",
    "Initiative",
    "JointMeeting",
    "Kind",
    "Level",
    "LevelOfGoal",
    "Link",
    "LinkKind",
    "Measured",
    "Named",
    "NoSuchRule",
    "Node",
    "Person",
    "Policy",
    "Priority",
    "Problem",
    "Reading",
    "Ref",
    "Rule",
    "Severity",
    "Share",
    "Silos",
    "Step",
    "Strength",
    "Target",
    "Term",
    "Theme",
    "Unit",
    "View",
    "Vision",
    "Wording",
    "check",
    "couplings",
    "coverage",
    "decisions_behind",
    "described",
    "down",
    "measurable_words",
    "problems",
    "rules",
    "silos",
    "up",
]
