"""What the facts ask for: figures, signatures, meetings, what became of experiments, steps of the year wheel."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kobling.records.agreements import Agreement
from kobling.records.base import Fact
from kobling.records.chain import Goal
from kobling.records.indicators import Indicator, base_indicators
from kobling.records.initiatives import Initiative, InitiativeKind
from kobling.records.municipality import Body, Unit
from kobling.records.rights import Right
from kobling.records.year_wheel import Step
from kobling.rooms.changes.one_figure import following_period
from kobling.rooms.comments.records import Subject
from kobling.rooms.facts.kinds import KIND_OF
from kobling.rooms.facts.permissions import Access
from kobling.rooms.facts.queries import OwnFigure, newest_own_figures, records
from kobling.rooms.people.permissions import has_right
from kobling.rooms.people.records import Place
from kobling.rooms.todos.holders import Holders
from kobling.rooms.todos.matters import Matter
from kobling.rooms.todos.records import Todo, TodoKind

AHEAD = timedelta(days=92)
"""How long before its day a meeting, a signature or the end of an experiment is listed."""


@dataclass(frozen=True)
class FactMatters:
    """Finds what waits on a day with the facts of a municipality."""

    pk: int
    on: date
    holders: Holders
    access: Access
    """Of any account: it is asked where facts lie, which is the same for all."""

    def __iter__(self) -> Iterator[Matter]:
        """Yield what waits, by kind."""
        found = records(self.pk, *(KIND_OF[kind] for kind in (Goal, Indicator, Agreement, Initiative, Step)))
        yield from self._figures(found["goals"], found["indicators"])
        for agreement in found["agreements"]:
            yield from self._of_agreement(agreement)
        for initiative in found["initiatives"]:
            yield from self._of_initiative(initiative)
        for step in found["steps"]:
            yield from self._of_step(step)

    def _figures(self, goals: Iterable[Goal], indicators: Iterable[Indicator]) -> Iterator[Matter]:
        figures = newest_own_figures(self.pk)
        known = {indicator.key: indicator for indicator in indicators}
        for key in sorted(_in_use(goals, known, self.on)):
            indicator = known[key]
            kind, right = TodoKind.FIGURE, Right.EDIT_FIGURES
            if indicator.draw is not None:
                kind, right = TodoKind.FETCH, Right.FETCH
            expected = _expected(indicator, figures.get(key))
            if expected is not None and (expected.since is None or expected.since <= self.on):
                yield self._matter(kind, indicator, right, expected)

    def _of_agreement(self, agreement: Agreement) -> Iterator[Matter]:
        is_over = agreement.valid_to is not None and agreement.valid_to < self.on
        first = agreement.valid_from
        if agreement.signed is None and not is_over and (first is None or _before(first) <= self.on):
            yield self._matter(TodoKind.SIGN_AGREEMENT, agreement, Right.EDIT_AGREEMENTS, _Expected.ahead(first))
        for day in agreement.dialogue_meetings:
            if self.on <= day <= self.on + AHEAD:
                expected = _Expected.ahead(day, detail=day.isoformat())
                yield self._matter(TodoKind.DIALOGUE_MEETING, agreement, Right.EDIT_AGREEMENTS, expected)

    def _of_initiative(self, initiative: Initiative) -> Iterator[Matter]:
        ending = initiative.ending
        if ending is None:
            day = initiative.end if initiative.kind is InitiativeKind.EXPERIMENT else None
            kind = TodoKind.END_EXPERIMENT
        else:
            waits = ending.follow_up is None and initiative.effect_after_days is not None
            day = _after(ending.date, initiative.effect_after_days or 0) if waits else None
            kind = TodoKind.FOLLOW_UP
        if day is not None and _before(day) <= self.on:
            yield self._matter(kind, initiative, Right.EDIT_INITIATIVES, _Expected.ahead(day))

    def _of_step(self, step: Step) -> Iterator[Matter]:
        """Yield each time that a step is taken soon: for those it names, and for the office where it names no one."""
        places = {*(Place(Body.KIND, key) for key in step.bodies), *(Place(Unit.KIND, key) for key in step.units)}
        accounts = self.holders.assigned(step.role, places) if step.role or places else frozenset()
        readers = self.holders.having(Right.READ)
        office = self.holders.having(Right.EDIT_ORGANISATION)
        for first, last in step.between(self.on, self.on + AHEAD):
            about = Subject(step.KIND, step.key)
            todo = Todo(TodoKind.STEP, about, due=last, since=_before(first), detail=first.isoformat())
            yield Matter(todo, accounts & readers or office, lambda user: user.key in readers)

    def _matter(self, kind: TodoKind, fact: Fact, right: Right, expected: "_Expected") -> Matter:
        about = Subject(fact.KIND, KIND_OF[type(fact)].key_of(fact))
        todo = Todo(kind, about, due=expected.due, since=expected.since, detail=expected.detail)
        places, municipality = self.access.places(fact), self.access.municipality
        return Matter(
            todo,
            self.holders.responsible(right, places),
            lambda user: has_right(user, right, municipality=municipality, places=places),
        )


@dataclass(frozen=True, slots=True)
class _Expected:
    """When something is expected."""

    due: date | None
    since: date | None
    detail: str = ""

    @classmethod
    def ahead(cls, due: date | None, detail: str = "") -> "_Expected":
        """Return what is listed so long before its day."""
        return cls(due, None if due is None else _before(due), detail)


def _before(day: date) -> date:
    """Return the day from which something of a day is listed; the first of all days where there is none so early."""
    return max(day, date.min + AHEAD) - AHEAD


def _after(day: date, days: int) -> date:
    """Return the day so many days after another; the last of all days where there is none so late."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def _in_use(goals: Iterable[Goal], indicators: dict[str, Indicator], on: date) -> set[str]:
    """Return the keys of the indicators that the goals in force are measured by or shown with.

    Of one that is worked out, those that it is worked out of, which have figures.
    """
    wanted = [
        key
        for goal in goals
        if goal.wording(on) is not None
        for key in (*(target.indicator for target in goal.targets if target.in_force(on)), *goal.context)
        if key is not None
    ]
    found: set[str] = set()
    seen: set[str] = set()
    while wanted:
        key = wanted.pop()
        if key in seen or key not in indicators:
            continue
        seen.add(key)
        derived = indicators[key].derived
        if derived is None:
            found.add(key)
        else:
            wanted += base_indicators(derived).values()
    return found


def _expected(indicator: Indicator, newest: OwnFigure | None) -> _Expected | None:
    """Return when the next figure of an indicator is expected, with the code of its period; None where none follows.

    It is awaited from the day after its period has ended, or from the day its source is to publish it, and due when
    the newest one becomes too old. Of an indicator without figures one is expected without a day.
    """
    if newest is None:
        return _Expected(due=None, since=None)
    period = following_period(indicator, newest.period)
    if period is None or period.end == date.max:
        return None
    since, published = period.end + timedelta(days=1), indicator.next_publication
    if published is not None and newest.drawn < published:
        since = published
    due = _after(newest.period.end, indicator.max_age_days)
    return _Expected(max(since, due), since, period.code)
