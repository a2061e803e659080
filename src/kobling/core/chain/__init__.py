"""The chain from vision to practice: its graph, its inspection by rules, and how far it holds for every goal.

graph = Graph(nodes, links)                             all nodes and links, past and present, validated
inspect(graph, on=day, seed=1)                          the findings of the rules on a day
compute_couplings(graph, on=day)                        how far the chain of every goal holds
traverse_down(graph.on(day), Ref(NodeKind.GOAL, key))   everything that a goal leads to
"""

from kobling.core.chain.coupling import (
    DOWN_LEVELS,
    UP_LEVELS,
    Coupling,
    CouplingLevel,
    ReachCounts,
    Strength,
    compute_couplings,
    count_reach,
)
from kobling.core.chain.graph.errors import ChainError, ChainProblem
from kobling.core.chain.graph.graph import Graph, GraphView
from kobling.core.chain.graph.links import ALLOWED_ENDS, Link, LinkKind
from kobling.core.chain.graph.nodes import (
    WHOLE_MUNICIPALITY,
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
    Goal,
    Indicator,
    Initiative,
    JointMeeting,
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
    Wording,
)
from kobling.core.chain.graph.validation import find_problems
from kobling.core.chain.inspection.examples import EXAMPLES, Example, describe_part
from kobling.core.chain.inspection.measurable_words import MeasurableWords, find_measurable_words
from kobling.core.chain.inspection.registry import FAMILIES, Evidence, Finding, Level, Rule, RuleFamily, Severity
from kobling.core.chain.inspection.rules import RULES, RULES_BY_CODE, NoSuchRule, select_rules
from kobling.core.chain.inspection.runner import inspect
from kobling.core.chain.inspection.silos import DirectorateShare, SiloTest, run_silo_test
from kobling.core.chain.traversal import TraversalStep, decisions_behind, traverse_down, traverse_up

__all__ = [
    "ALLOWED_ENDS",
    "DOWN_LEVELS",
    "EXAMPLES",
    "FAMILIES",
    "RULES",
    "RULES_BY_CODE",
    "UP_LEVELS",
    "WHOLE_MUNICIPALITY",
    "Agreement",
    "AgreementGoal",
    "BaselineReading",
    "Body",
    "Budget",
    "BudgetLine",
    "ChainError",
    "ChainProblem",
    "Commitment",
    "Coupling",
    "CouplingLevel",
    "Decision",
    "DirectorateShare",
    "Ending",
    "EndingKind",
    "Evidence",
    "Example",
    "Finding",
    "Goal",
    "Graph",
    "GraphView",
    "Indicator",
    "Initiative",
    "JointMeeting",
    "Level",
    "Link",
    "LinkKind",
    "MeasurableWords",
    "MeasuredPeriod",
    "NoSuchRule",
    "Node",
    "NodeKind",
    "Person",
    "Policy",
    "Priority",
    "ReachCounts",
    "Ref",
    "Rule",
    "RuleFamily",
    "Severity",
    "SiloTest",
    "StatusReading",
    "Strength",
    "Target",
    "Term",
    "Theme",
    "TraversalStep",
    "Unit",
    "Vision",
    "Wording",
    "compute_couplings",
    "count_reach",
    "decisions_behind",
    "describe_part",
    "find_measurable_words",
    "find_problems",
    "inspect",
    "run_silo_test",
    "select_rules",
    "traverse_down",
    "traverse_up",
]
