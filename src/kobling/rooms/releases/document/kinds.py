"""The kinds of facts whose changes a release lists."""

from collections.abc import Mapping

from kobling.records.base import Record
from kobling.records.chain import Story
from kobling.records.municipality import Source
from kobling.rooms.releases.document.budgets_and_agreements import Agreement, Budget
from kobling.rooms.releases.document.changes import FactKind
from kobling.rooms.releases.document.committees import Priority
from kobling.rooms.releases.document.declared import JointMeeting, Municipality, TakenDecision, Vision
from kobling.rooms.releases.document.goals import Goal, Theme
from kobling.rooms.releases.document.indicators import Indicator
from kobling.rooms.releases.document.initiatives import Initiative
from kobling.rooms.releases.document.municipality import Body, OrganisationUnit
from kobling.rooms.releases.document.targets import Target

RELEASED: Mapping[FactKind, type[Record]] = {
    "goal": Goal,
    "theme": Theme,
    "vision": Vision,
    "body": Body,
    "unit": OrganisationUnit,
    "indicator": Indicator,
    "initiative": Initiative,
    "budget": Budget,
    "agreement": Agreement,
    "story": Story,
    "source": Source,
    "municipality": Municipality,
    "priority": Priority,
    "joint_meeting": JointMeeting,
    "decision": TakenDecision,
    "target": Target,
}
"""The record of each kind of fact in a release, in the order in which changes are listed."""
