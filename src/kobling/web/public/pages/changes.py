"""The page of changes: what is certain to have changed since the previous release."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise
from typing import Any

from django.utils.translation import gettext as _

from kobling.core.status import Status
from kobling.rooms.releases.document import Change, Decision, Earlier, FactChange, Goal, Indicator, Target
from kobling.web.public.page_context import PageContext
from kobling.web.public.release_lookup import ReleaseLookup
from kobling.web.shared import words
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text


@dataclass(frozen=True)
class GoalChanges:
    """The certain changes of one goal."""

    goal: Goal
    sentences: tuple[LocalizedText, ...]


@dataclass(frozen=True)
class FactLine:
    """One change of a fact, in words."""

    name: LocalizedText | None
    """What changed, before the sentence; None where it stands above."""
    page: tuple[str, str] | None
    """The kind and key of the page to read more on."""
    sentence: LocalizedText
    decision: Decision | None
    needs_decision: bool
    """Whether it is worth saying that no decision is known."""


@dataclass(frozen=True)
class GoalFactChanges:
    """The changes of one goal's facts."""

    goal: Goal
    lines: tuple[FactLine, ...]


@dataclass(frozen=True)
class EarlierChanges:
    """What had changed in an earlier release since the one before it."""

    release: int
    as_of: date
    statuses: tuple[GoalChanges, ...]
    """Of single targets, in goals of several, whose headline does not say so."""
    aims: tuple[GoalFactChanges, ...]
    others: tuple[FactLine, ...]


@dataclass(frozen=True)
class ReleaseFactChanges:
    """What changed of a goal from one release to the next."""

    release: int
    as_of: date
    lines: tuple[FactLine, ...]


def template_context(page: PageContext) -> dict[str, Any]:
    """Return the context of the page of changes."""
    return {
        "title": _("Changes you can trust"),
        "description": _("What is certain to have changed since the release before."),
        "changed": goal_changes(page.lookup),
        "aged": aged_changes(page.lookup),
        "by_rule": rule_changes(page.lookup),
        "aims": aim_changes(page.lookup),
        "others": other_changes(page.lookup),
        "earlier": earlier_changes(page),
    }


def goal_changes(lookup: ReleaseLookup) -> tuple[GoalChanges, ...]:
    """Return the goals with a certain change, in the active language; those by age or a new rule alone are left out.

    A new status is followed by what has changed of the goal's targets, because it can be new for that alone.
    """
    changes = [change for change in lookup.document.changes if change.kind != "rule" and not _is_by_age(change)]
    with_new_status = {change.goal for change in changes if change.kind == "status"}
    return tuple(
        replace(one, sentences=(*one.sentences, *_target_facts(lookup, one.goal)))
        if one.goal.key in with_new_status
        else one
        for one in _by_goal(lookup, changes)
    )


def _target_facts(lookup: ReleaseLookup, goal: Goal) -> Iterator[LocalizedText]:
    """Yield what has changed of the goal's targets since the release before."""
    for change in _of_release(lookup, lookup.document.number):
        if change.goal == goal.key and change.fact == "target" and _is_aim(change):
            line = _fact_line(lookup, change, is_of_goal=True)
            yield join_texts((line.name, line.sentence), between=": ") if line.name else line.sentence


def aged_changes(lookup: ReleaseLookup) -> tuple[GoalChanges, ...]:
    """Return the goals whose figure has grown too old, with nothing else new, in the active language."""
    return _by_goal(lookup, filter(_is_by_age, lookup.document.changes))


def _is_by_age(change: Change) -> bool:
    """Return whether a status is new only because time has passed: the figure is the same, and too old now."""
    if change.kind != "status" or change.status_now is not Status.TOO_OLD:
        return False
    before, now = change.point_before, change.point_now
    return before is not None and now is not None and (before.period, before.value) == (now.period, now.value)


def aim_changes(lookup: ReleaseLookup) -> tuple[GoalFactChanges, ...]:
    """Return the goals that are new, have ended, or have other words or targets than in the release before."""
    return _aims_in(lookup, lookup.document.number)


def other_changes(lookup: ReleaseLookup) -> tuple[FactLine, ...]:
    """Return the other facts that have changed since the release before."""
    return _others_in(lookup, lookup.document.number)


def earlier_changes(page: PageContext) -> tuple[EarlierChanges, ...]:
    """Return what had changed in each earlier release but the first, newest first.

    A correction that follows at once would otherwise take the changes of the release before it off the page. A release
    without changed facts is there only where its own page of changes can be linked to.
    """
    lookup = page.lookup
    every = (
        EarlierChanges(
            one.number,
            one.as_of,
            tuple(_target_changes(lookup, before, one)),
            _aims_in(lookup, one.number),
            _others_in(lookup, one.number),
        )
        for one, before in pairwise(page.document.earlier)
    )
    return tuple(one for one in every if page.has_earlier or one.statuses or one.aims or one.others)


def _target_changes(lookup: ReleaseLookup, before: Earlier, then: Earlier) -> Iterator[GoalChanges]:
    """Yield the goals of several targets of which some had another status than in the release before."""
    for goal in lookup.with_former:
        old, new = before.targets.get(goal.key, {}), then.targets.get(goal.key, {})
        sentences = tuple(
            _named(lookup, goal, target, words.former_status_change(old[target.key], new[target.key]))
            for target in goal.targets
            if target.key in old and target.key in new and old[target.key] != new[target.key]
        )
        if sentences:
            yield GoalChanges(goal, sentences)


def _named(lookup: ReleaseLookup, goal: Goal, target: Target, sentence: str) -> LocalizedText:
    """Return a sentence about a target, after what distinguishes it from the goal's other targets."""
    if len(goal.targets) < 2:
        return localized_text(sentence)
    return join_texts((words.target_name(target, goal.targets, lookup.indicator(target)), sentence), between=": ")


def _aims_in(lookup: ReleaseLookup, release: int) -> tuple[GoalFactChanges, ...]:
    by_goal: dict[str, list[FactLine]] = {}
    for change in _of_release(lookup, release):
        if change.goal is not None and _is_aim(change):
            by_goal.setdefault(change.goal, []).append(_fact_line(lookup, change, is_of_goal=True))
    return tuple(GoalFactChanges(lookup.goals[key], tuple(lines)) for key, lines in by_goal.items())


def _others_in(lookup: ReleaseLookup, release: int) -> tuple[FactLine, ...]:
    return tuple(
        _fact_line(lookup, change)
        for change in _of_release(lookup, release)
        if change.goal is None or not _is_aim(change)
    )


def goal_history(lookup: ReleaseLookup, goal: Goal) -> tuple[ReleaseFactChanges, ...]:
    """Return how a goal, its targets and what they are measured by have been changed, newest release first."""
    measures = {target.indicator for target in goal.targets}
    own = [
        change
        for change in lookup.document.history
        if change.goal == goal.key or (change.fact == "indicator" and change.key in measures)
    ]
    return tuple(
        ReleaseFactChanges(release, as_of, tuple(_fact_line(lookup, change, is_of_goal=True) for change in changes))
        for (release, as_of), changes in groupby(reversed(own), key=lambda change: (change.release, change.as_of))
    )


def facts_beside_goals(lookup: ReleaseLookup) -> tuple[FactLine, ...]:
    """Return the changes since the release before that are in the history of no goal."""
    measures = {target.indicator for goal in lookup.with_former for target in goal.targets}
    return tuple(
        _fact_line(lookup, change)
        for change in _of_release(lookup, lookup.document.number)
        if change.goal is None and not (change.fact == "indicator" and change.key in measures)
    )


def status_sentences(lookup: ReleaseLookup) -> Mapping[str, tuple[LocalizedText, ...]]:
    """Return what is certain to have changed of statuses and figures, by goal; corrections and withdrawals are not."""
    kinds = {"status", "rule", "better", "worse"}
    changed = _by_goal(lookup, (change for change in lookup.document.changes if change.kind in kinds))
    return {one.goal.key: one.sentences for one in changed}


def _of_release(lookup: ReleaseLookup, release: int) -> Sequence[FactChange]:
    return lookup.history_by_release.get(release, ())


def _is_aim(change: FactChange) -> bool:
    """Return whether a goal or target was added, has ended, or is worded or set otherwise than before."""
    others = {"overall", "text", "wanted", "judgement", "wordings", "decision"}
    return words.needs_decision(change) or change.field in others


def _fact_line(lookup: ReleaseLookup, change: FactChange, *, is_of_goal: bool = False) -> FactLine:
    """Return a change in words, after the name of what changed; a goal's own name stands above its changes."""
    target = _target_of(lookup, change)
    indicator = lookup.indicator(target) if target else None
    sentence = words.fact_change_sentence(change, words.ChangeContext(target, indicator, lookup.name_behind))
    name = _fact_name(lookup, change, is_of_goal=is_of_goal)
    page = None if is_of_goal else _page_of(lookup, change)
    return FactLine(name, page, sentence, change.decision, words.needs_decision(change))


def _page_of(lookup: ReleaseLookup, change: FactChange) -> tuple[str, str] | None:
    """Return the kind and key of the page about what changed; None where it has none of its own."""
    if change.goal is not None:
        return "goal", change.goal
    if change.fact == "body" and change.key in lookup.bodies:
        return "committee", change.key
    if change.fact == "theme" and change.key in lookup.themes:
        return "theme", change.key
    initiative = lookup.initiatives.get(change.key) if change.fact == "initiative" else None
    return ("goal", initiative.goals[0]) if initiative and initiative.goals else None


def _fact_name(lookup: ReleaseLookup, change: FactChange, *, is_of_goal: bool) -> LocalizedText | None:
    if is_of_goal and change.fact == "goal":
        return None
    if is_of_goal and change.fact == "target" and change.goal and len(lookup.goals[change.goal].targets) < 2:
        return None
    if change.fact == "municipality":
        return None
    targets = lookup.goals[change.goal].targets if change.fact == "target" and change.goal else ()
    target = next((target for target in targets if target.key == change.key), None)
    if target is not None and target.text is None and len(targets) > 1:
        return words.target_name(target, targets, lookup.indicator(target))
    return join_texts((words.fact_name(change.fact), localize(change.name)), between=" ")


def _target_of(lookup: ReleaseLookup, change: FactChange) -> Target | None:
    """Return the target that changed; None where its kind or indicator has changed since, and so its unit."""
    if change.fact != "target" or change.goal is None:
        return None
    if lookup.targets_measured_otherwise.get((change.goal, change.key), 0) >= change.release:
        return None
    return next((target for target in lookup.goals[change.goal].targets if target.key == change.key), None)


def rule_changes(lookup: ReleaseLookup) -> tuple[GoalChanges, ...]:
    """Return the goals whose status differs only because the rule is new, in the active language."""
    return _by_goal(lookup, (change for change in lookup.document.changes if change.kind == "rule"))


def _by_goal(lookup: ReleaseLookup, changes: Iterable[Change]) -> tuple[GoalChanges, ...]:
    by_goal: dict[str, list[LocalizedText]] = {}
    for change in changes:
        by_goal.setdefault(change.goal, []).append(_change_sentence(lookup, change))
    return tuple(GoalChanges(goal=lookup.goals[key], sentences=tuple(sentences)) for key, sentences in by_goal.items())


def _change_sentence(lookup: ReleaseLookup, change: Change) -> LocalizedText:
    """Return the change in words, with the target's name if the goal has several targets."""
    goal = lookup.goals[change.goal]
    target = next(target for target in goal.targets if target.key == change.target)
    indicator = lookup.indicator(target)
    sentences = [words.change_sentence(change, indicator)]
    if indicator is not None and change.kind in {"better", "worse"}:
        sentences.extend(_since_baseline(change, target, indicator))
    return _named(lookup, goal, target, " ".join(sentences))


def _since_baseline(change: Change, target: Target, indicator: Indicator) -> Iterator[str]:
    """Yield the change since the baseline, where the status is about that and the newest figure went against it."""
    baseline, before, now = target.baseline, change.point_before, change.point_now
    if target.assessment.status not in {Status.ON_TRACK, Status.IMPROVING, Status.MOVING_AWAY}:
        return
    if baseline is None or before is None or now is None:
        return
    if (now.value - before.value) * (now.value - baseline.value) < 0:
        yield words.figure_change_sentence(baseline, now, indicator)
