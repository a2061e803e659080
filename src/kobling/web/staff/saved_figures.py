"""What became of figures that were saved: each figure before and after, and the statuses of targets around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from kobling.records.chain import Goal
from kobling.rooms.change_drafts.effects import StatusEffect, statuses_around
from kobling.rooms.facts.changes import FactChanges, figure_identity
from kobling.rooms.facts.history import NoSuchChangeSet, changes_of
from kobling.rooms.folder.merging import ConflictingChanges
from kobling.rooms.municipality.queries import pk_of
from kobling.web.shared.localization import LocalizedText
from kobling.web.shared.words.vocabulary import status_name
from kobling.web.staff.figure_changes import edited_figure_line
from kobling.web.staff.forms.index import FactIndex
from kobling.web.staff.page_context import StaffContext


@dataclass(frozen=True)
class ShownEffect:
    """What became of the status of a target."""

    goal: LocalizedText
    url: str
    target: str
    """Its key, where the goal has several."""
    before: str
    """Empty where it had none."""
    after: str
    is_moved: bool


@dataclass(frozen=True)
class SavedFigures:
    """What a change set of figures has done."""

    number: int
    """That of the change set."""
    lines: Sequence[str]
    effects: Sequence[ShownEffect]


def saved_figures(staff: StaffContext, index: FactIndex, indicator: str, number: int) -> SavedFigures | None:
    """Return what a change set did to figures of an indicator; None where it did anything else."""
    done = figures_of(staff.municipality, indicator, number)
    if done is None:
        return None
    try:
        statuses = statuses_around(staff.municipality, number, on=timezone.localdate())
    except ConflictingChanges:
        statuses = ()
    removed = {figure_identity(figure): figure for figure in done.removed}
    lines = [edited_figure_line(removed.get(figure_identity(figure)), figure) for figure in done.added]
    return SavedFigures(number, lines, [_shown(staff, index, one) for one in statuses])


def figures_of(municipality: str, indicator: str, number: int) -> FactChanges | None:
    """Return what a change set did, if that was to figures of this indicator alone."""
    try:
        done = changes_of(pk_of(municipality), number)
    except NoSuchChangeSet:
        return None
    touched = {figure.indicator for figure in (*done.added, *done.removed)}
    return done if touched == {indicator} and not done.records and not done.drawings else None


def _shown(staff: StaffContext, index: FactIndex, effect: StatusEffect) -> ShownEffect:
    before, after = ("" if status is None else status_name(status) for status in (effect.before, effect.after))
    goal = index.fact(Goal.KIND, effect.goal)
    has_several = isinstance(goal, Goal) and len(goal.targets) > 1
    return ShownEffect(
        index.name(Goal.KIND, effect.goal),
        staff.page_url("fact", kind=Goal.KIND, key=effect.goal),
        effect.target if has_several else "",
        before,
        after,
        effect.before is not effect.after,
    )
