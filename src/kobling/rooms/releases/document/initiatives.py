"""What is done for the goals, and what came of it."""

from typing import Annotated

from kobling.records.base import Key, Text
from kobling.records.municipality import Decision
from kobling.rooms.releases.document import declared
from kobling.rooms.releases.document.fields import Before, omit_if_default


class InitiativeEnding(declared.Ending):
    """What was decided when an initiative had been tried, and why."""


class Initiative(declared.Initiative):
    """Something done for a goal."""

    owner: Annotated[Text | None, Before("goals")]
    """What the unit that leads it is called."""
    unit: Annotated[Key | None, Before("decision")] = omit_if_default(None)
    """The key of the unit that leads it; left out where there is none."""
    ended_by: Annotated[Decision | None, Before("hypothesis")] = omit_if_default(None)
    """For one that has ended: who decided that, and when; left out where that is not known."""
    ending: InitiativeEnding | None = omit_if_default(None)
    """What was decided when it had been tried; left out where nothing is recorded or published."""
    ending_missing: bool = omit_if_default(default=False)
    """True for an experiment whose last day has passed, and whose ending is not recorded."""
