"""What a change would do: the statuses of targets that it moves, and the findings that it opens and clears."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kobling.core.chain import Finding
from kobling.core.status import Status
from kobling.records.chain import Goal
from kobling.records.facts import MunicipalityFacts
from kobling.rooms.changes.edits import Edits, changes_for
from kobling.rooms.changes.scope import series_to_check
from kobling.rooms.facts import history
from kobling.rooms.facts import queries as facts
from kobling.rooms.facts.changes import FactChanges, apply_changes
from kobling.rooms.facts.kinds import KIND_OF, MUNICIPALITY
from kobling.rooms.findings.queries import inspect_facts
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.publishing.goals import goal_on
from kobling.rooms.publishing.kept_points import KeptPoints
from kobling.rooms.publishing.release_facts import ReleaseFacts

TargetName = tuple[str, str]
"""The key of a goal, and that of its target."""


@dataclass(frozen=True)
class StatusEffect:
    """The status of one target before and after."""

    goal: str
    """Its key."""
    target: str
    before: Status | None
    """None where there is no such target, or it is not in force."""
    after: Status | None


@dataclass(frozen=True)
class Effects:
    """What a change would do on a day."""

    statuses: tuple[StatusEffect, ...]
    """Those that differ, in the council's order."""
    opened: tuple[Finding, ...]
    cleared: tuple[Finding, ...]


def effects(municipality: str, edits: Edits, *, on: date) -> Effects:
    """Return what edits that pass the checks would do on a day; nothing is stored. Raises ConflictingChanges."""
    pk = municipalities.pk_of(municipality)
    changes = changes_for(pk, edits)
    present = facts.facts_of(pk)
    after = apply_changes(present, changes)
    goals = _touched_goals(present, after, changes, series_to_check(pk, changes))
    before_statuses, after_statuses = (_statuses(each, goals, on) for each in (present, after))
    opened, cleared = _moved_findings(present, after, on)
    return Effects(
        statuses=tuple(
            StatusEffect(*name, before_statuses.get(name), after_statuses.get(name))
            for name in dict.fromkeys((*before_statuses, *after_statuses))
            if before_statuses.get(name) is not after_statuses.get(name)
        ),
        opened=opened,
        cleared=cleared,
    )


def statuses_around(municipality: str, number: int, *, on: date) -> tuple[StatusEffect, ...]:
    """Return the status of every target measured by the figures of a stored change set, before and after it.

    Raises NoSuchChangeSet, and ConflictingChanges where the figures have been changed again.
    """
    pk = municipalities.pk_of(municipality)
    done = history.changes_of(pk, number)
    undoing = changes_for(pk, Edits(added=done.removed, removed=done.added))
    series = series_to_check(pk, undoing)
    present = facts.facts_of(pk, series=series)
    former = apply_changes(present, undoing)
    goals = _touched_goals(present, former, undoing, series)
    then, now = (_statuses(each, goals, on) for each in (former, present))
    measured = {
        (goal.key, target.key) for goal in present.goals for target in goal.targets if target.indicator in series
    }
    return tuple(StatusEffect(*name, then.get(name), now.get(name)) for name in now if name in measured)


def _touched_goals(
    present: MunicipalityFacts, after: MunicipalityFacts, changes: FactChanges, series: Iterable[str]
) -> set[str]:
    """Return the keys of the goals whose statuses a change may move: all where the municipality itself is changed."""
    concerned = set(series)
    kinds = {change.kind for change in changes.records}
    goals = {goal.key: goal for goal in (*present.goals, *after.goals)}
    if MUNICIPALITY in kinds:
        return set(goals)
    changed = {change.key for change in changes.records if change.kind is KIND_OF[Goal]}
    return {
        key
        for key, goal in goals.items()
        if key in changed or concerned & {target.indicator for target in goal.targets}
    }


def _statuses(facts_then: MunicipalityFacts, goals: set[str], on: date) -> dict[TargetName, Status]:
    """Return the statuses of the targets of these goals that are in force on a day."""
    released = ReleaseFacts.of(facts_then)
    points = KeptPoints(released, on=on, confidence=released.municipality.confidence)
    in_force = [goal for goal in released.goals if goal.key in goals and goal.wording(on) is not None]
    return {
        (goal.key, target.key): target.assessment.status
        for goal in in_force
        for target in goal_on(goal, released, points, on).targets
    }


def _moved_findings(
    present: MunicipalityFacts, after: MunicipalityFacts, on: date
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that only the facts afterwards have, and those that only the present ones have."""
    before, now = (inspect_facts(one, on=on).findings for one in (present, after))
    return _without(now, before), _without(before, now)


def _without(findings: Iterable[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings without a counterpart of the same rule and subject; those of the same facts match first."""
    unmatched = Counter((each.code, each.subject) for each in others)
    known = {each.fingerprint for each in others}
    left = []
    for each in sorted(findings, key=lambda each: each.fingerprint not in known):
        if unmatched[each.code, each.subject]:
            unmatched[each.code, each.subject] -= 1
        else:
            left.append(each)
    return tuple(left)
