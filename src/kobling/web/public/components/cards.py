"""A goal in brief, as the front page, themes, statuses and the embeddable card show it."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from kobling.core.status import Status
from kobling.rooms.releases.document import Goal, Target
from kobling.web.public.release_lookup import Contents
from kobling.web.shared import words
from kobling.web.shared.charts import render_sparkline
from kobling.web.shared.localization import LocalizedText, join_texts, localize
from kobling.web.shared.words.targets import target_level


@dataclass(frozen=True)
class Line:
    """One target in brief."""

    status: Status
    text: LocalizedText | None
    """What the target is about, where the goal has several."""
    message: LocalizedText
    """The figure and the target in words, or that there is no figure."""
    uncertainty: str
    """How sure and from when; empty where there is no figure."""
    sparkline: SafeString
    """How the figure has moved, where there are two measurements or more."""


@dataclass(frozen=True)
class Card:
    """One goal in brief."""

    goal: Goal
    lines: tuple[Line, ...]
    """One for each target, the worst first; none for a goal without any figure."""
    since: date | None
    """For a goal without any figure: how long it has been a goal."""
    missing: LocalizedText | None
    """For a goal without any figure: that there is none, and what it would take."""

    @property
    def several(self) -> bool:
        """Whether each target needs its own status."""
        return len(self.lines) > 1


def card(contents: Contents, goal: Goal, *, within: str = "") -> Card:
    """Return a goal in brief, in the active language.

    within   the theme it is shown under, on a page where it may stand under several
    """
    nothing = all(target.assessment.status is Status.NO_DATA for target in goal.targets)
    return Card(
        goal=goal,
        lines=()
        if nothing
        else tuple(_line(contents, target, name=f"small-{within}-{goal.key}-{target.key}") for target in goal.targets),
        since=goal.wordings[0].valid_from if nothing else None,
        missing=words.missing_sentence(goal) if nothing else None,
    )


def _line(contents: Contents, target: Target, *, name: str) -> Line:
    indicator = contents.indicator(target)
    return Line(
        status=target.assessment.status,
        text=localize(target.text) if target.text else None,
        message=_message(contents, target),
        uncertainty=_uncertainty(contents, target),
        sparkline=render_sparkline(target, indicator, name=name) if indicator else SafeString(),
    )


def _message(contents: Contents, target: Target) -> LocalizedText:
    indicator, on = contents.indicator(target), contents.document.as_of
    if target.judgement:
        return words.judgement_sentence(target)
    if indicator is None or target.latest is None:
        return join_texts((words.no_figure(target), words.target_sentence(target, indicator, on)))
    figure = words.figure(target.latest, indicator, beside=target_level(target))
    old = words.too_old_sentence(target.latest) if target.assessment.status is Status.TOO_OLD else ""
    return join_texts((figure, words.target_sentence(target, indicator, on), old))


def _uncertainty(contents: Contents, target: Target) -> str:
    indicator = contents.indicator(target)
    if indicator is None or target.latest is None:
        return ""
    return words.uncertainty_line(target.latest, indicator)
