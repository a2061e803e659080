"""The reach of a goal's chain, in sentences."""

from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from kobling.core.chain import Level
from kobling.web.shared.words.inspection import level_name


def reach_sentence(furthest_down: Level, furthest_up: Level | None, *, beyond: Iterable[Level]) -> str:
    """Return how far a goal's chain reaches, down and up.

    beyond   the levels further down that hold something, though a link is missing before them
    """
    down = _("The chain reaches down to the link “%(level)s”.") % {"level": level_name(furthest_down)}
    if furthest_down is Level.GOAL:
        down = _("The chain reaches no further down than the goal itself.")
    levels = get_text_list([_("“%(name)s”") % {"name": level_name(level)} for level in beyond], _("and"))
    if levels:
        further = _("Further down something is recorded under %(levels)s, but a link is missing before it.")
        down = f"{down} {further % {'levels': levels}}"
    if furthest_up is None:
        return f"{down} {_('There is no measurement, so nothing leads back to the council.')}"
    return f"{down} {_('It reaches up again to the link “%(level)s”.') % {'level': level_name(furthest_up)}}"


def level_meaning(level: Level) -> str:
    """Return what a level of the chain holds where it is not missing."""
    meanings = {
        Level.VISION: _("The council's vision, which the goal stands under."),
        Level.THEME: _("A theme of the vision."),
        Level.GOAL: _(
            "The goal itself. The link is partial where no one is responsible for it, it has no target, or its words "
            "can hardly be measured."
        ),
        Level.PRIORITY: _("A committee has given the goal priority in this council term."),
        Level.FRAME: _("There is money for it in the budget, or an agreement with a part of the administration."),
        Level.INITIATIVE: _("There are or have been initiatives for it."),
        Level.COMMITMENT: _("Leaders have promised something for it or for its theme."),
        Level.MEASUREMENT: _("There is a figure, or the council or a committee has judged it."),
        Level.STATUS: _("There is a status. The link is partial where the figure is too old or too uncertain to tell."),
        Level.FOLLOW_UP: _("The council has followed up on the goal since it was adopted."),
    }
    return meanings[level]
