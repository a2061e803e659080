"""The message of a goal's page: its figure and its target, or that there is no figure."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from kobling.core.status import Direction, Kind, Status
from kobling.rooms.releases.document import Goal, Indicator, Target
from kobling.web.shared.formats import decimals_of, format_number
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text
from kobling.web.shared.words.figures import as_sentence, counts_people, figure, figure_of_hundred
from kobling.web.shared.words.targets import (
    at_least_or_most,
    figure_decimals,
    in_time,
    is_or_was,
    required_value,
    target_sentence,
)
from kobling.web.shared.words.uncertainty import too_old_sentence
from kobling.web.shared.words.vocabulary import goal_status_name


def no_figure(target: Target | None = None) -> str:
    """Return the sentence for a target that is not measured, or has no number and is not judged."""
    if target and target.kind is Kind.JUDGED:
        return _("Nobody has judged it yet.")
    if target and target.latest is None and target.baseline and target.baseline.withdrawn:
        return _("The source has withdrawn the figures.")
    return _("No figure has been published yet.")


def missing_sentence(goal: Goal) -> LocalizedText:
    """Return the message of a goal without figures: that there are none, and what is missing."""
    withdrawn = next((target for target in goal.targets if target.baseline and target.baseline.withdrawn), None)
    return join_texts((no_figure(withdrawn), *([as_sentence(localize(goal.missing))] if goal.missing else ())))


def goal_message(goal: Goal, indicators: Mapping[str, Indicator], on: date) -> LocalizedText:
    """Return a goal page's title: `59 ud af 100 er medlem af en forening. Målet er 80 i 2025.`

    indicators   the document's, by key
    on           the day the statuses are judged on
    """
    if len(goal.targets) != 1:
        return _several(goal)
    target = goal.targets[0]
    if target.judgement:
        return judgement_sentence(target)
    indicator = indicators.get(target.indicator or "")
    if indicator is None or target.latest is None:
        return join_texts((as_sentence(localize(goal.short)), no_figure(target)))
    if target.assessment.status is Status.TOO_OLD:
        return join_texts((figure(target.latest, indicator), too_old_sentence(target.latest)))
    title = figure_of_hundred(target.latest, indicator, decimals=figure_decimals(target, indicator))
    return join_texts((title, _short_aim(target, indicator, on, title, ended=goal.ended is not None)))


def _several(goal: Goal) -> LocalizedText:
    """`Bæredygtigt miljø: 1 nået, 1 mangler tal.`; without figures, that there are none."""
    if not goal.targets:
        return join_texts((as_sentence(localize(goal.short)), no_figure()))
    if all(target.assessment.status is Status.NO_DATA for target in goal.targets):
        return join_texts((localize(goal.short), _("no figures have been published yet.")), between=": ")
    return join_texts((localize(goal.short), as_sentence(localized_text(goal_status_name(goal)))), between=": ")


def _short_aim(target: Target, indicator: Indicator, on: date, title: LocalizedText, *, ended: bool) -> LocalizedText:
    """The target without `%`, where the figure is written as so many out of 100."""
    is_of_hundred = "%" not in str(title) and "100" in str(title)
    if target.kind is not Kind.THRESHOLD or not is_of_hundred or not counts_people(indicator):
        return target_sentence(target, indicator, on, ended=ended)
    level = format_number(required_value(target), decimals_of(required_value(target)))
    if target.direction is Direction.DOWN:
        level = at_least_or_most(target.direction, level)
    return localized_text(is_or_was(target, on, ended=ended) % {"target": in_time(level, target)})


def judgement_sentence(target: Target) -> LocalizedText:
    """Return `Teknisk Udvalg vurderer: Godt på vej.`"""
    if target.judgement is None:
        return localized_text(no_figure(target))
    judges = _("judges")
    body, verdict = localize(target.judgement.body_name), localize(target.judgement.verdict)
    return as_sentence(join_texts((join_texts((body, judges)), verdict), between=": "))
