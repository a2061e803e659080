"""The money for the goals: budgets with their lines, and goal-and-frame agreements."""

from typing import Annotated

from kobling.records.base import Key, Text
from kobling.rooms.releases.document import declared
from kobling.rooms.releases.document.fields import Before


class BudgetLine(declared.BudgetLine):
    """What is expected of, agreed on and realised under one heading in one year, in whole kroner."""

    name: Annotated[Text, Before("committee")]
    """What the heading is called; of a part of the budget that stands on no line, what that is called."""
    goals: Annotated[tuple[Key, ...], Before("committee")]
    """Keys of the goals the money is for; it is not divided between them."""
    unit: Annotated[Text | None, Before("year")]
    """What the unit that has the money is called."""


class Budget(declared.Budget):
    """The lines of a year's budget that lead to goals, as it was adopted."""

    lines: Annotated[tuple[BudgetLine, ...], Before("note")]
    """Those for goals of this release, in the budget's order. The whole budget is more."""


class Agreement(declared.Agreement):
    """A goal-and-frame agreement about goals of this release."""

    units: Annotated[tuple[Text, ...], Before("bodies")]
    """What the units that are parties to it are called."""
