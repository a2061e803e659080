"""The whole document of a release."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from kobling.records.base import Record, Text
from kobling.records.chain import Story
from kobling.records.municipality import Decision, Source, Term
from kobling.rooms.releases.document.budgets_and_agreements import Agreement, Budget
from kobling.rooms.releases.document.chain import Chain
from kobling.rooms.releases.document.changes import Change, Earlier, FactChange
from kobling.rooms.releases.document.committees import Priority
from kobling.rooms.releases.document.declared import JointMeeting, Municipality, TakenDecision, Vision
from kobling.rooms.releases.document.fields import omit_if_default
from kobling.rooms.releases.document.goals import Goal, Theme
from kobling.rooms.releases.document.indicators import Indicator
from kobling.rooms.releases.document.initiatives import Initiative
from kobling.rooms.releases.document.municipality import Body, OrganisationUnit

FORMAT: Literal["kobling-release/1"] = "kobling-release/1"


class Document(Record):
    """A municipality's goals on one day."""

    format: Literal["kobling-release/1"] = FORMAT
    """What this file is, and which version of it: always `kobling-release/1`. Another format has another name."""
    rule_version: int
    """The version of the status rule that judged."""
    number: Annotated[int, Field(ge=1)]
    """The number of the release, from 1 upwards."""
    as_of: date
    """The day the statuses are judged on."""
    corrects: int | None
    """The number of the release this one corrects."""
    reason: Text | None
    """Why it corrects it."""
    licence: Literal["CC-BY-4.0"] = "CC-BY-4.0"
    """What the document may be used under: always `CC-BY-4.0`."""
    municipality: Municipality
    """Whose goals these are."""
    term: Term | None
    """The council term on the day `as_of`; null where none is known."""
    vision: Vision | None
    """The council's statement; null where none is in force."""
    bodies: tuple[Body, ...]
    """The council and the committees."""
    units: tuple[OrganisationUnit, ...]
    """The administration."""
    themes: tuple[Theme, ...]
    """The themes, in the council's order."""
    goals: tuple[Goal, ...]
    """In the council's order; the overall goal first."""
    indicators: tuple[Indicator, ...]
    """What is measured, and every value there is."""
    initiatives: tuple[Initiative, ...]
    """What is done for the goals."""
    stories: tuple[Story, ...]
    """Short everyday accounts."""
    sources: tuple[Source, ...]
    """The documents that the facts were taken from."""
    changes: tuple[Change, ...]
    """What is certain to have changed since the release before."""
    chain: Chain | None = omit_if_default(None)
    """How far the chain from the vision to what is done holds; left out where the municipality publishes nothing of
    it."""
    earlier: tuple[Earlier, ...]
    """Newest first."""
    history: tuple[FactChange, ...] = omit_if_default(())
    """Every change of the facts since the first release, oldest first, those of this release among them; left out where
    there is none."""
    former_themes: tuple[Theme, ...] = omit_if_default(())
    """Themes that have ended, as they were on their last day; left out where there is none."""
    former_goals: tuple[Goal, ...] = omit_if_default(())
    """Goals that have ended, each with its last status; left out where there is none. `goals`, `status.csv` and every
    count have the goals in force alone."""
    priorities: tuple[Priority, ...] | None = omit_if_default(None)
    """The committees' priorities, by committee, year and rank; left out in older releases, and where the municipality
    publishes none of them."""
    joint_meetings: tuple[JointMeeting, ...] | None = omit_if_default(None)
    """Joint meetings about goals, oldest first; left out likewise."""
    decisions: tuple[TakenDecision, ...] | None = omit_if_default(None)
    """The decisions in their own words, oldest first; left out likewise."""
    budgets: tuple[Budget, ...] | None = omit_if_default(None)
    """The budgets with lines for goals, the newest year first; left out in older releases, and where the municipality
    publishes none of them."""
    agreements: tuple[Agreement, ...] | None = omit_if_default(None)
    """The agreements about goals, the newest first; left out likewise."""

    def taken_decision(self, decision: Decision) -> TakenDecision | None:
        """Return a decision in its own words: the one that is alike in body, date, item and case.

        None where there is none, and where several are alike, so that nobody knows which of them it is.
        """
        if isinstance(decision, TakenDecision):
            return decision
        alike = [taken for taken in self.decisions or () if taken.identity == decision.identity]
        return alike[0] if len(alike) == 1 else None

    def canonical_bytes(self) -> bytes:
        """Serialize the document to canonical JSON in UTF-8: the same content gives the same bytes.

        A release's checksum is that of these bytes (`checksum` in release_file.py).
        """
        return (self.model_dump_json(indent=1) + "\n").encode()
