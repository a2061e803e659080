"""What differs between a release and the one before it, in words and by goal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from kobling.rooms.releases.document import Decision, Document, Goal, Indicator, Point
from kobling.rooms.releases.release_file import ReleaseFile
from kobling.web.public.pages.changes import FactLine, facts_beside_goals, goal_history, status_sentences
from kobling.web.public.release_lookup import ReleaseLookup
from kobling.web.shared import words
from kobling.web.shared.formats import format_number
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text

MAX_FIGURES = 12
"""Figures listed of each indicator; the rest are counted."""


@dataclass(frozen=True)
class DifferenceLine:
    """A change of a fact, and the decision behind it."""

    text: LocalizedText
    page: tuple[str, str] | None
    """The kind and key of the public page to read more on."""
    decision: LocalizedText | None
    lacks_decision: bool
    """Whether it is worth saying that no decision is known."""


@dataclass(frozen=True)
class GoalDifferences:
    """What differs of one goal."""

    goal: Goal
    statuses: tuple[LocalizedText, ...]
    """Its statuses, and figures that have certainly moved."""
    figures: tuple[LocalizedText, ...]
    """New, corrected and withdrawn figures."""
    facts: tuple[DifferenceLine, ...]


@dataclass(frozen=True)
class Differences:
    """What differs of a whole release."""

    goals: tuple[GoalDifferences, ...]
    """Those of which something differs, in the council's order."""
    others: tuple[DifferenceLine, ...]
    """Facts that belong to no goal."""
    figures: tuple[LocalizedText, ...]
    """Figures that no goal is measured by."""

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return bool(self.goals or self.others or self.figures)


def differences(release: ReleaseFile, before: Document) -> Differences:
    """Return what differs between a release and the one before it, in the active language."""
    lookup = ReleaseLookup(release)
    statuses = status_sentences(lookup)
    former = {indicator.key: indicator for indicator in before.indicators}
    moved = {key: tuple(_figure_sentences(indicator, former.get(key))) for key, indicator in lookup.indicators.items()}
    measured = {target.indicator for goal in lookup.with_former for target in goal.targets}
    goals = (
        GoalDifferences(
            goal,
            statuses.get(goal.key, ()),
            tuple(_figures_of(lookup, goal, moved)),
            tuple(_line(lookup, line) for line in _fact_lines(lookup, goal)),
        )
        for goal in lookup.with_former
    )
    return Differences(
        goals=tuple(one for one in goals if one.statuses or one.figures or one.facts),
        others=tuple(_line(lookup, line) for line in facts_beside_goals(lookup)),
        figures=tuple(
            _named(indicator, sentence)
            for key, indicator in lookup.indicators.items()
            if key not in measured
            for sentence in moved[key]
        ),
    )


def _figures_of(lookup: ReleaseLookup, goal: Goal, moved: dict[str, tuple[str, ...]]) -> Iterator[LocalizedText]:
    """Yield the figures that differ of a goal, after the name of the indicator where it has several."""
    measures = tuple(dict.fromkeys(target.indicator for target in goal.targets if target.indicator))
    for key in measures:
        for sentence in moved.get(key, ()):
            yield _named(lookup.indicators[key], sentence) if len(measures) > 1 else localized_text(sentence)


def _named(indicator: Indicator, sentence: str) -> LocalizedText:
    return join_texts((localize(indicator.name), sentence), between=": ")


def _figure_sentences(indicator: Indicator, before: Indicator | None) -> Iterator[str]:
    """Yield what differs of an indicator's figures, the newest period first; of very many the first ones."""
    sentences = list(_moves(indicator.points, before.points if before else (), indicator))
    yield from sentences[:MAX_FIGURES]
    hidden = len(sentences) - MAX_FIGURES
    if hidden > 0:
        more = ngettext("and %(count)s figure more", "and %(count)s figures more", hidden)
        yield more % {"count": format_number(hidden)}


def _moves(now: Sequence[Point], before: Sequence[Point], indicator: Indicator) -> Iterator[str]:
    former = {point.period: point for point in before if not point.superseded}
    for point in sorted((point for point in now if not point.superseded), key=lambda one: one.period.end, reverse=True):
        known = former.get(point.period)
        if point.is_withdrawn:
            if known is not None and not known.is_withdrawn:
                yield words.withdrawn_figure(point)
        elif known is None or known.is_withdrawn:
            yield words.new_figure(point, indicator)
        elif known.value != point.value:
            yield words.corrected_figure(known, point, indicator)


def _fact_lines(lookup: ReleaseLookup, goal: Goal) -> tuple[FactLine, ...]:
    """Return what differs of a goal's own facts since the release before."""
    newest = next(iter(goal_history(lookup, goal)), None)
    return newest.lines if newest is not None and newest.release == lookup.document.number else ()


def _line(lookup: ReleaseLookup, line: FactLine) -> DifferenceLine:
    return DifferenceLine(
        text=join_texts((line.name, line.sentence), between=": ") if line.name else line.sentence,
        page=line.page,
        decision=_decided(lookup, line.decision) if line.decision else None,
        lacks_decision=line.needs_decision and line.decision is None,
    )


def _decided(lookup: ReleaseLookup, decision: Decision) -> LocalizedText:
    """Return `Byrådet, 19. december 2018, sag nr. 36`."""
    details = words.decision_details(day=decision.date, item=decision.item, case=decision.case)
    return join_texts((localize(lookup.body_name(decision.body)), details), between=", ")
