"""The start date of a fact: the day from which it is known.

That is the fact's own first day or, where it has none, the day of what made it: the decision, the adoption, the start
of the work. A fact without any day has always been known.
"""

from collections.abc import Iterable
from datetime import date
from functools import singledispatch

from kobling.records.base import Record, Valid
from kobling.records.budget import Budget
from kobling.records.chain import Goal, Judgement, Story, Theme, Vision, Wording
from kobling.records.council import JointMeeting, Policy, Priority, Replacement
from kobling.records.drawings import Drawing
from kobling.records.indicators import Measurement
from kobling.records.initiatives import Ending, FollowUp, Initiative
from kobling.records.municipality import Decision


@singledispatch
def start_date(_fact: Record) -> date | None:
    """Return the day from which a fact is known; None where it has always been known."""
    return None


@start_date.register
def _(fact: Valid) -> date | None:
    return fact.valid_from


@start_date.register(Vision)
@start_date.register(Theme)
@start_date.register(Wording)
@start_date.register(Policy)
def _(fact: Vision | Theme | Wording | Policy) -> date | None:
    return fact.valid_from or _first([_day(fact.decision)], last=fact.valid_to)


@start_date.register
def _(fact: Goal) -> date | None:
    return start_date(fact.wordings[0])


@start_date.register
def _(fact: Priority) -> date | None:
    return fact.first_day


@start_date.register
def _(fact: Budget) -> date | None:
    return fact.first_day


@start_date.register
def _(fact: Initiative) -> date | None:
    """An initiative starts on the day it was decided or began, whichever is earlier."""
    return min((day for day in (fact.start, _day(fact.decision)) if day), default=None)


@start_date.register
def _(fact: Measurement) -> date | None:
    return max(fact.drawn, fact.period.start)


@start_date.register
def _(fact: Drawing) -> date | None:
    return fact.day


@start_date.register(Decision)
@start_date.register(Judgement)
@start_date.register(JointMeeting)
@start_date.register(Replacement)
@start_date.register(Ending)
@start_date.register(FollowUp)
@start_date.register(Story)
def _(fact: Decision | Judgement | JointMeeting | Replacement | Ending | FollowUp | Story) -> date | None:
    return fact.date


def _day(decision: Decision | None) -> date | None:
    return decision.date if decision else None


def _first(days: Iterable[date | None], *, last: date | None) -> date | None:
    """Return the first known day that is not after the last day."""
    return next((day for day in days if day is not None and (last is None or day <= last)), None)
