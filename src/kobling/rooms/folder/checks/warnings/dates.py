"""Question days that have not come yet, meetings outside their term, and days whose year was probably typed wrong."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from kobling.records.agreements import Agreement
from kobling.records.base import Record
from kobling.records.chain import Goal, Judgement
from kobling.records.council import TakenDecision
from kobling.records.indicators import Indicator, Measurement
from kobling.records.municipality import Decision, Source, Term
from kobling.records.references import FieldPath, nested_records
from kobling.rooms.folder.checks.warnings.context import WarningContext, subject_of

PAST_DAYS: Mapping[type[Record], str] = {
    Decision: "date",
    Judgement: "date",
    Indicator: "reviewed",
    Agreement: "signed",
}
"""The fields with a day on which something happened, by type of record."""

MAX_YEARS_FROM_TERMS = 50
"""How many years before the first council term and after the last one a day may lie without being questioned."""


def question_days(context: WarningContext) -> None:
    """Warn of days that have not come yet: of figures once for each day and indicator."""
    asked: set[tuple[str, date]] = set()
    for measurement in context.asked.measurements:
        drawn = (measurement.indicator, measurement.drawn)
        if measurement.drawn > context.today and drawn not in asked:
            asked.add(drawn)
            context.warn(measurement, ("drawn",), "drawn_in_future", measurement.drawn)
        if measurement.withdrawn is not None and measurement.withdrawn > context.today:
            context.warn(measurement, ("withdrawn",), "day_in_future", measurement.withdrawn)
    for drawing in context.asked.drawings:
        if drawing.day > context.today:
            context.warn(drawing, ("day",), "drawn_in_future", drawing.day)
    for record in _records_with_days(context):
        for path, nested in nested_records(record):
            for field in (name for kind, name in PAST_DAYS.items() if isinstance(nested, kind)):
                day: date | None = getattr(nested, field)
                if day is not None and day > context.today:
                    context.warn(record, (*path, field), "day_in_future", day)


def _records_with_days(context: WarningContext) -> tuple[Record, ...]:
    facts = context.asked
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
    for meeting in context.asked.joint_meetings:
        _question_day(context, meeting, ("date",), meeting.date, terms[meeting.term])
    for decision in context.asked.decisions:
        _question_day(context, decision, ("date",), decision.date, terms[decision.term])
    for agreement in context.asked.agreements:
        for index, day in enumerate(agreement.dialogue_meetings):
            _question_day(context, agreement, ("dialogue_meetings", index), day, terms[agreement.term])


def _question_day(context: WarningContext, record: Record, path: FieldPath, day: date, term: Term) -> None:
    code = "decision_outside_term" if isinstance(record, TakenDecision) else "meeting_outside_term"
    if not term.start <= day <= term.end:
        context.warn(record, path, code, day, (f"{term.start} – {term.end}",))


def question_deadlines(context: WarningContext) -> None:
    """Warn of targets that were to be reached before their goal was set."""
    terms = {term.key: term for term in context.facts.terms}
    for goal in context.asked.goals:
        begin = _begin(goal, terms[goal.term])
        for index, target in enumerate(goal.targets):
            if target.deadline is not None and target.deadline < begin:
                context.warn(goal, ("targets", index, "deadline"), "deadline_before_goal", target.deadline, (begin,))


def _begin(goal: Goal, term: Term) -> date:
    """Return the first day of a goal: that of its first wording, or of its term if that is earlier."""
    days = [wording.valid_from for wording in goal.wordings if wording.valid_from is not None]
    return min((term.start, *days))


def question_far_days(context: WarningContext) -> None:
    """Warn of days centuries off, that nothing else has questioned."""
    terms = context.facts.terms
    if not terms:
        return
    first, last = terms[0].start.year - MAX_YEARS_FROM_TERMS, terms[-1].end.year + MAX_YEARS_FROM_TERMS
    questioned = {warning.subject for warning in context.found}
    for record, path, day in _days(context):
        if not first <= day.year <= last and subject_of(record, path) not in questioned:
            context.warn(record, path, "day_far_from_terms", day, (f"{terms[0].start} – {terms[-1].end}",))


def _days(context: WarningContext) -> Iterator[tuple[Record, FieldPath, date]]:
    """Yield all days but those of terms, which they are compared with, of old documents, and on which figures came."""
    for name in type(context.asked).model_fields:
        value = getattr(context.asked, name)
        for record in value if isinstance(value, tuple) else (value,):
            if not isinstance(record, Term | Source | Measurement):
                yield from _days_of(record)


def _days_of(record: Record) -> Iterator[tuple[Record, FieldPath, date]]:
    for path, nested in nested_records(record):
        for field, value in nested:
            if isinstance(value, date) and not isinstance(value, datetime):
                yield record, (*path, field), value
            elif isinstance(value, tuple):
                days = ((index, item) for index, item in enumerate(value) if isinstance(item, date))
                yield from ((record, (*path, field, index), day) for index, day in days)
