"""A goal as a card, on the front page, on the pages of themes and statuses, and for embedding."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from kobling.core.status import Status
from kobling.rooms.releases.document import Goal, Target
from kobling.web.public.release_lookup import ReleaseLookup
from kobling.web.shared import words
from kobling.web.shared.charts import render_sparkline
from kobling.web.shared.localization import LocalizedText, join_texts, localize
from kobling.web.shared.words.targets import figure_decimals

MAX_CARDS = 100
"""A page of goals under several themes has no more cards than this; with more goals it names each in short."""


@dataclass(frozen=True)
class TargetLine:
    """One target on a card."""

    target: Target
    text: LocalizedText | None
    """The target's own text, if the goal has several targets."""
    message: LocalizedText
    """The figure and the target in words, or that there is no figure."""
    uncertainty: str
    """The uncertainty and the period; empty without a figure."""
    sparkline: SafeString
    """The figure over time, if there are two measurements or more."""


@dataclass(frozen=True)
class GoalCard:
    """One goal on a card."""

    goal: Goal
    lines: tuple[TargetLine, ...]
    """One for each target, the worst first; none for a goal without any figure."""
    since: date | None
    """Since when it has been a goal; only for a goal without any figure."""
    missing: LocalizedText | None
    """What is missing, and what a figure would take; only for a goal without any figure."""

    @property
    def has_several_targets(self) -> bool:
        """Whether each target has a status of its own on the card."""
        return len(self.lines) > 1


def goal_card(lookup: ReleaseLookup, goal: Goal, *, theme: str = "", has_sparklines: bool = True) -> GoalCard:
    """Return the card of a goal, in the active language.

    theme            key of the theme the card is shown under, on a page where the goal may appear under several
    has_sparklines   whether they are drawn, which takes longer than the words
    """
    lookup = lookup.seen_from(goal)
    has_no_figures = all(target.assessment.status is Status.NO_DATA for target in goal.targets)
    return GoalCard(
        goal=goal,
        lines=()
        if has_no_figures
        else tuple(
            _target_line(lookup, goal, target, name=f"small-{theme}-{goal.key}-{target.key}" if has_sparklines else "")
            for target in goal.targets
        ),
        since=goal.wordings[0].valid_from if has_no_figures else None,
        missing=words.missing_sentence(goal) if has_no_figures else None,
    )


def _target_line(lookup: ReleaseLookup, goal: Goal, target: Target, *, name: str) -> TargetLine:
    indicator = lookup.indicator(target)
    return TargetLine(
        target=target,
        text=localize(target.text) if target.text else None,
        message=_message(lookup, goal, target),
        uncertainty=_uncertainty(lookup, target),
        sparkline=render_sparkline(target, indicator, name=name) if indicator and name else SafeString(),
    )


def _message(lookup: ReleaseLookup, goal: Goal, target: Target) -> LocalizedText:
    indicator = lookup.indicator(target)
    aim = words.target_sentence(target, indicator, lookup.on, ended=goal.ended is not None)
    if target.judgement:
        return words.judgement_sentence(target)
    if indicator is None or target.latest is None:
        return join_texts((words.no_figure(target), aim))
    figure = words.figure(target.latest, indicator, decimals=figure_decimals(target, indicator))
    old = words.too_old_sentence(target.latest) if target.assessment.status is Status.TOO_OLD else ""
    return join_texts((figure, aim, words.record_line(target), old))


def _uncertainty(lookup: ReleaseLookup, target: Target) -> str:
    indicator = lookup.indicator(target)
    if indicator is None or target.latest is None:
        return ""
    return words.uncertainty_line(target.latest, indicator)
