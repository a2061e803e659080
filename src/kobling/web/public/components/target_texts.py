"""What a goal's page writes above the chart of a target, where the goal has several."""

from kobling.rooms.releases.document import Goal, Indicator, Target
from kobling.web.public.release_lookup import ReleaseLookup
from kobling.web.shared import words
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text
from kobling.web.shared.words.targets import figure_decimals


def target_heading(target: Target, indicator: Indicator | None) -> LocalizedText:
    """Return the target's own text, or the name of its indicator."""
    if target.text:
        return localize(target.text)
    return localize(indicator.name) if indicator else localized_text(words.no_figure(target))


def target_message(lookup: ReleaseLookup, goal: Goal, target: Target) -> LocalizedText | None:
    """Return the figure and the target in words; None where nothing is measured."""
    indicator = lookup.indicator(target)
    if indicator is None or target.latest is None:
        return None
    figure = words.figure(target.latest, indicator, decimals=figure_decimals(target, indicator))
    aim = words.target_sentence(target, indicator, lookup.on, ended=goal.ended is not None)
    return join_texts((figure, aim))
