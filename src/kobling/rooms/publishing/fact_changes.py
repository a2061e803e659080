"""The changes of published facts from release to release: what was added, ended or changed, from what to what.

Figures and statuses are compared in `changes`; what is worked out from other facts is not compared.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, Literal

from kobling.core.periods import Period
from kobling.records.base import Text
from kobling.records.facts import FACT_TYPES, LIST_OF
from kobling.rooms.publishing.compared_fields import COMPARED_FIELDS
from kobling.rooms.releases.document import (
    RELEASED,
    Agreement,
    Decision,
    Document,
    FactChange,
    FactKind,
    FactValue,
    Goal,
    Initiative,
    InitiativeEnding,
    JointMeeting,
    Judgement,
    Point,
    Priority,
    TakenDecision,
    Target,
    Wording,
)

DECIDED_FIELDS: Mapping[FactKind, tuple[str, ...]] = dict.fromkeys(COMPARED_FIELDS, ("decision",)) | {
    "goal": ("wording",),
    "target": COMPARED_FIELDS["target"],
}
"""The fields that the decision behind the fact is about."""

NAME_FIELDS: Mapping[FactKind, str] = {"goal": "short", "story": "title", "source": "title"}
"""The field that names a fact, where that is not `name`."""

ChangeOfFact = Literal["added", "ended", "resumed"]


def history(documents: Iterable[Document]) -> tuple[FactChange, ...]:
    """Return the changes between each release and the next, oldest first."""
    return tuple(change for before, now in pairwise(documents) for change in fact_changes(before, now))


def fact_changes(before: Document, now: Document) -> Iterator[FactChange]:
    """Yield the changes of facts from one release to the next: goals first, in the council's order."""
    for fact in RELEASED:
        if fact == "target":
            continue  # they are compared with their goals
        then, present = _facts(before, fact), _facts(now, fact)
        if then is None or present is None:
            continue
        for key, record in present.items():
            yield from _Comparison(fact, key, before, now).changes(then.get(key), record)
        for key in [key for key in then if key not in present]:
            yield _Comparison(fact, key, before, now).change(then[key], "ended")


def _facts(document: Document, fact: FactKind) -> dict[str, Any] | None:
    """Return the facts of a kind by key, those that have ended too; None where the release has no list of them."""
    if fact == "vision":
        return {"vision": document.vision} if document.vision else {}
    if fact == "municipality":
        return {document.municipality.slug: document.municipality}
    name = LIST_OF[FACT_TYPES[fact]]
    listed, former = getattr(document, name), getattr(document, f"former_{name}", ())
    return None if listed is None else {record.key: record for record in (*listed, *former)}


class _Comparison:
    """The comparison of one fact in two releases."""

    def __init__(self, fact: FactKind, key: str, before: Document, now: Document, goal: Goal | None = None) -> None:
        self.fact, self.key, self.before, self.now, self.goal = fact, key, before, now, goal

    def changes(self, then: Any, record: Any) -> Iterator[FactChange]:
        """Yield the changes of a fact that the later release has; `then` is None where the earlier does not have it."""
        if then is None:
            yield self.change(record, "added", decision=_decision_behind(record))
            if _has_ended(record, self.now.as_of):
                yield self.change(record, "ended", decision=_ending_decision(record))
            return
        ended, had_ended = _has_ended(record, self.now.as_of), _has_ended(then, self.before.as_of)
        if ended != had_ended:
            yield self.change(record, "ended" if ended else "resumed", decision=_ending_decision(record))
        found = [one for field in COMPARED_FIELDS[self.fact] for one in self._field_changes(field, then, record)]
        # A new decision is given with what it changed; alone where it changed nothing else.
        yield from [one for one in found if one.field != "decision"] or found
        if isinstance(record, Goal) and isinstance(then, Goal):
            yield from self._target_changes(then, record)

    def change(self, record: Any, kind: ChangeOfFact, *, decision: Decision | None = None) -> FactChange:
        """Return that a fact was added, has ended or is in force again."""
        return self._fact_change(record, kind=kind, field=None, before=None, now=None, decision=decision)

    def _field_changes(self, field: str, then: Any, record: Any) -> Iterator[FactChange]:
        old, new = getattr(then, field), getattr(record, field)
        if isinstance(record, Initiative) and field == "decision" and not self._both_tell_decisions:
            return
        if field == "baseline" and (old is None or new is None):
            return  # its first figure has come, or is gone: the target itself is as it was
        if field == "wordings":
            pairs = _changed_wordings(then, record)
        elif isinstance(old, tuple):
            pairs = _changed_elements(old, new)
        else:
            pairs = [_changed_value(old, new)] if _identity(old) != _identity(new) else []
        decision = _decision_behind(record) if field in DECIDED_FIELDS[self.fact] else None
        for before, now in pairs:
            yield self._fact_change(
                record,
                kind="changed",
                field=field,
                before=before,
                now=now,
                decision=decision if decision != _decision_behind(then) else None,
            )

    def _target_changes(self, then: Goal, record: Goal) -> Iterator[FactChange]:
        """Yield the changes of a goal's targets; those of a goal that has ended end with it.

        A target that takes the place of another is compared with it too, so that a new key hides no easier aim.
        """
        earlier = {target.key: target for target in then.targets}
        present = {target.key: target for target in record.targets}
        for key, target in present.items():
            comparison = _Comparison("target", key, self.before, self.now, record)
            yield from comparison.changes(earlier.get(key), target)
            replaced = _replaced(target, earlier, present)
            if replaced is not None:
                yield from comparison.changes(replaced, target)
        for key, target in earlier.items():
            if key not in present:
                yield _Comparison("target", key, self.before, self.now, record).change(target, "ended")

    def _fact_change(self, record: Any, **changed: Any) -> FactChange:
        goal = self.goal.key if self.goal else self.key if self.fact == "goal" else None
        return FactChange(
            release=self.now.number,
            as_of=self.now.as_of,
            fact=self.fact,
            key=self.key,
            goal=goal,
            name=self._name(record),
            **changed,
        )

    @property
    def _both_tell_decisions(self) -> bool:
        return self.before.decisions is not None and self.now.decisions is not None

    def _name(self, record: Any) -> Text:
        if isinstance(record, Target) and self.goal is not None:
            return record.text or self.goal.short
        if isinstance(record, Priority | JointMeeting | TakenDecision):
            return _composed_name(record, self.now)
        name: Text = getattr(record, NAME_FIELDS.get(self.fact, "name"))
        return name


def _composed_name(record: Priority | JointMeeting | TakenDecision, document: Document) -> Text:
    """Return the name of a fact without one: who, and about what; a decision's is what was decided."""
    if isinstance(record, TakenDecision):
        return Text(da=record.what.da.rstrip("."), en=record.what.en.rstrip(".") if record.what.en else None)
    names = {body.key: body.name for body in document.bodies}
    goals = {goal.key: goal.short for goal in (*document.former_goals, *document.goals)}
    if isinstance(record, Priority):
        return _joined(names[record.committee], goals[record.goal], Text(da=str(record.year), en=None))
    return _joined(*(names[key] for key in record.bodies), *(goals[key] for key in record.goals))


def _joined(*parts: Text) -> Text:
    """Return names joined by commas; there is no English where no name has any."""
    english = ", ".join(part.en or part.da for part in parts)
    return Text(da=", ".join(part.da for part in parts), en=english if any(part.en for part in parts) else None)


def _replaced(target: Target, earlier: Mapping[str, Target], present: Mapping[str, Target]) -> Target | None:
    """Return the target that a new one takes the place of: the only one taken out, or the only one of its indicator."""
    gone = [one for key, one in earlier.items() if key not in present]
    new = [one for key, one in present.items() if key not in earlier]
    if target not in new:
        return None
    if len(gone) != 1 or len(new) != 1:
        gone, new = ([one for one in those if one.indicator == target.indicator] for those in (gone, new))
    return gone[0] if len(gone) == len(new) == 1 else None


def _has_ended(record: Any, on: date) -> bool:
    if isinstance(record, Initiative):
        return record.end is not None and record.end < on
    if isinstance(record, Agreement):
        return record.valid_to is not None and record.valid_to < on
    return getattr(record, "ended", None) is not None or not getattr(record, "in_force", True)


def _ending_decision(record: Any) -> Decision | None:
    ended = getattr(record, "ended", None)
    decision: Decision | None = ended.decision if ended else getattr(record, "ended_by", None)
    return decision


def _decision_behind(record: Any) -> Decision | None:
    if isinstance(record, Goal):
        return record.wording.decision
    decision: Decision | None = getattr(record, "decision", None)
    return decision


def _changed_value(old: Any, new: Any) -> tuple[FactValue, FactValue]:
    before, now = _plain(old), _plain(new)
    return (None, None) if before == now else (before, now)


def _changed_wordings(then: Goal, record: Goal) -> list[tuple[FactValue, FactValue]]:
    """Return the changes of a goal's wordings other than a new one in force and the last day of the one before it."""
    if _identity(then.wording) == _identity(record.wording) and (then.ended is None) == (record.ended is None):
        return _changed_elements(then.wordings, record.wordings)
    old, new = (tuple(map(_identity, goal.wordings)) for goal in (then, record))
    current = record.wording.text
    return [pair for pair in _changed_elements(old, new) if pair != (None, None) and current not in pair]


def _changed_elements(old: tuple[Any, ...], new: tuple[Any, ...]) -> list[tuple[FactValue, FactValue]]:
    """Return the elements that were added and taken out; one that reads alike before and after has changed."""
    removed, added = _only(old, new), _only(new, old)
    changed: list[tuple[FactValue, FactValue]] = [(None, None)] if set(removed) & set(added) else []
    gained: list[tuple[FactValue, FactValue]] = [(None, value) for value in added if value not in removed]
    return [*changed, *gained, *((value, None) for value in removed if value not in added)]


def _only(these: tuple[Any, ...], those: tuple[Any, ...]) -> list[FactValue]:
    """Return the values that only the first list has, each once."""
    return list(dict.fromkeys(_plain(one) for one in these if one not in those))


def _identity(value: Any) -> Any:
    """Return what is equal in two values that are the same fact: wordings without their last day, points by period."""
    if isinstance(value, Wording):
        return value.model_copy(update={"valid_to": None})
    return value.period if isinstance(value, Point) else value


def _plain(value: Any) -> FactValue:
    """Return a value as a release lists it; None for a record that cannot be given in short."""
    match value:
        case Wording():
            value = value.text
        case Point():
            value = value.period.code
        case Judgement():
            value = value.verdict
        case Period():
            value = value.code
        case InitiativeEnding():
            value = value.how.value
        case date():
            value = value.isoformat()
    if isinstance(value, bool | Text):
        return value
    if isinstance(value, int | float):
        return float(value)
    return str(value) if isinstance(value, str) else None
