"""What the council wants: its themes and goals."""

from datetime import date
from typing import Annotated

from kobling.core.status import Status
from kobling.records.base import Key, Slug
from kobling.records.municipality import Term
from kobling.rooms.releases.document import declared
from kobling.rooms.releases.document.decisions import Ended
from kobling.rooms.releases.document.declared import Vision, Wording
from kobling.rooms.releases.document.fields import Before, omit_if_default
from kobling.rooms.releases.document.targets import Target


class Theme(declared.Theme):
    """A heading under the vision, with its goals in the council's order."""

    goals: Annotated[tuple[Key, ...], Before("decision")]
    """The keys of its goals, in the council's order."""
    former_slugs: tuple[Slug, ...] = omit_if_default(())
    """Addresses it has had in earlier releases, which lead to the present one; left out where there is none."""
    ended: Ended | None = omit_if_default(None)
    """For a theme of `former_themes`: when it ended, and who decided that."""


class EndedGoal(Ended):
    """When a goal ended, who decided that, and what its statuses are judged on: they are never judged again."""

    as_of: date
    """The day its statuses are judged on, with the figures known then."""
    confidence: float
    """How sure "certain" is in its statuses."""
    vision: Vision | None = omit_if_default(None)
    """The vision it stood under on that day; left out where there was none, and in older releases."""


class Goal(declared.Goal):
    """What the council wants to be true, and how it is going."""

    wording: Annotated[Wording, Before("responsible")]
    """The words in force."""
    wordings: Annotated[tuple[Wording, ...], Before("responsible")]
    """Every wording, oldest first."""
    status: Annotated[Status, Before("responsible")]
    """The headline: the worst of its targets' statuses."""
    targets: Annotated[tuple[Target, ...], Before("responsible")]
    """The worst first."""
    initiatives: Annotated[tuple[Key, ...], Before("context")]
    """Keys of what is done for it."""
    stories: Annotated[tuple[Key, ...], Before("context")]
    """What is told of it."""
    related: Annotated[tuple[Key, ...], Before("context")]
    """Goals that share a theme with it or an initiative."""
    term: Term | None = omit_if_default(None)
    """The council term that set it, whose ended periods the record of a recurring target counts; left out in releases
    made under version 1 of the rule."""
    ended: EndedGoal | None = omit_if_default(None)
    """For a goal of `former_goals`: when it ended, who decided that, and the day of its last status."""
