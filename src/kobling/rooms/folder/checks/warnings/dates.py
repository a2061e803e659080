"""Question days that have not come yet where something has happened, and meetings outside their term."""

from collections.abc import Mapping
from datetime import date

from kobling.rooms.agreements.records import Agreement
from kobling.rooms.chain.records import Judgement
from kobling.rooms.council.records import TakenDecision
from kobling.rooms.folder.checks.context import FieldPath, nested_records
from kobling.rooms.folder.checks.warnings.context import WarningContext
from kobling.rooms.indicators.records import Indicator
from kobling.rooms.municipality.records import Decision, Term
from kobling.rooms.records import Record

PAST_DAYS: Mapping[type[Record], str] = {
    Decision: "date",
    Judgement: "date",
    Indicator: "reviewed",
    Agreement: "signed",
}
"""The fields with a day on which something happened, by type of record."""


def question_days(context: WarningContext) -> None:
    """Warn of days that have not come yet: of figures once for each day and indicator."""
    asked: set[tuple[str, date]] = set()
    for measurement in context.facts.measurements:
        drawn = (measurement.indicator, measurement.drawn)
        if measurement.drawn > context.today and drawn not in asked:
            asked.add(drawn)
            context.warn(measurement, ("drawn",), "drawn_in_future", measurement.drawn)
        if measurement.withdrawn is not None and measurement.withdrawn > context.today:
            context.warn(measurement, ("withdrawn",), "day_in_future", measurement.withdrawn)
    for drawing in context.facts.drawings:
        if drawing.day > context.today:
            context.warn(drawing, ("day",), "drawn_in_future", drawing.day)
    for record in _records_with_days(context):
        for path, nested in nested_records(record):
            for field in (name for kind, name in PAST_DAYS.items() if isinstance(nested, kind)):
                day: date | None = getattr(nested, field)
                if day is not None and day > context.today:
                    context.warn(record, (*path, field), "day_in_future", day)


def _records_with_days(context: WarningContext) -> tuple[Record, ...]:
    facts = context.facts
    return (
        *facts.visions,
        *facts.themes,
        *facts.goals,
        *facts.decisions,
        *facts.priorities,
        *facts.joint_meetings,
        *facts.policies,
        *facts.budgets,
        *facts.agreements,
        *facts.indicators,
        *facts.initiatives,
    )


def question_meetings(context: WarningContext) -> None:
    """Warn of meetings and decisions on days outside the term whose folder they stand in."""
    terms = {term.key: term for term in context.facts.terms}
    for meeting in context.facts.joint_meetings:
        _question_day(context, meeting, ("date",), meeting.date, terms[meeting.term])
    for decision in context.facts.decisions:
        _question_day(context, decision, ("date",), decision.date, terms[decision.term])
    for agreement in context.facts.agreements:
        for index, day in enumerate(agreement.dialogue_meetings):
            _question_day(context, agreement, ("dialogue_meetings", index), day, terms[agreement.term])


def _question_day(context: WarningContext, record: Record, path: FieldPath, day: date, term: Term) -> None:
    code = "decision_outside_term" if isinstance(record, TakenDecision) else "meeting_outside_term"
    if not term.start <= day <= term.end:
        context.warn(record, path, code, day, (f"{term.start} – {term.end}",))
