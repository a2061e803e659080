"""The release document: all that the public pages and the open data show, frozen.

It holds facts and results, never sentences: pages write those in Danish and English. Every target has the inputs of
the status rule next to the result, so that the status can be recomputed from this file alone.
"""

from kobling.records.agreements import AgreementGoal
from kobling.records.chain import Story
from kobling.records.indicators import FigureContact
from kobling.records.initiatives import FollowUp
from kobling.records.municipality import Contact, Decision, Note, Source, Term
from kobling.rooms.releases.document.budgets_and_agreements import Agreement, Budget, BudgetLine
from kobling.rooms.releases.document.chain import Chain, ChainLink, FoundCount, GoalChain, Reach
from kobling.rooms.releases.document.changes import Change, Earlier, FactChange, FactKind, FactValue
from kobling.rooms.releases.document.committees import Priority
from kobling.rooms.releases.document.decisions import Ended
from kobling.rooms.releases.document.declared import Drawing, JointMeeting, Municipality, TakenDecision, Vision, Wording
from kobling.rooms.releases.document.document import FORMAT, Document
from kobling.rooms.releases.document.fields import omit_if_default
from kobling.rooms.releases.document.goals import EndedGoal, Goal, Theme
from kobling.rooms.releases.document.indicators import SURVEY, Calculation, Cell, Indicator, Point, Working
from kobling.rooms.releases.document.initiatives import Initiative, InitiativeEnding
from kobling.rooms.releases.document.kinds import RELEASED
from kobling.rooms.releases.document.municipality import Body, FormerBody, OrganisationUnit
from kobling.rooms.releases.document.targets import (
    Assessment,
    Band,
    Judgement,
    RecurringRecord,
    Target,
    TargetInputs,
    Verdict,
)

__all__ = [
    "FORMAT",
    "RELEASED",
    "SURVEY",
    "Agreement",
    "AgreementGoal",
    "Assessment",
    "Band",
    "Body",
    "Budget",
    "BudgetLine",
    "Calculation",
    "Cell",
    "Chain",
    "ChainLink",
    "Change",
    "Contact",
    "Decision",
    "Document",
    "Drawing",
    "Earlier",
    "Ended",
    "EndedGoal",
    "FactChange",
    "FactKind",
    "FactValue",
    "FigureContact",
    "FollowUp",
    "FormerBody",
    "FoundCount",
    "Goal",
    "GoalChain",
    "Indicator",
    "Initiative",
    "InitiativeEnding",
    "JointMeeting",
    "Judgement",
    "Municipality",
    "Note",
    "OrganisationUnit",
    "Point",
    "Priority",
    "Reach",
    "RecurringRecord",
    "Source",
    "Story",
    "TakenDecision",
    "Target",
    "TargetInputs",
    "Term",
    "Theme",
    "Verdict",
    "Vision",
    "Wording",
    "Working",
    "omit_if_default",
]
