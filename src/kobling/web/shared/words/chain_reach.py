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


def thin_meaning(level: Level) -> str:
    """Return what can make a level of the chain partial, for readers who do not see which it is."""
    meanings = {
        Level.VISION: "",
        Level.THEME: "",
        Level.GOAL: _(
            "It can be that no one is responsible for it, that nothing is to be reached, or that its words can hardly "
            "be measured."
        ),
        Level.PRIORITY: _(
            "It can be that one committee alone has taken it up, that the committees have not met about it, that the "
            "council has not decided on it, or that nothing has happened for a year."
        ),
        Level.FRAME: _(
            "It can be that no agreement has it, that one committee has all the money, or that the agreement came "
            "after the budget."
        ),
        Level.INITIATIVE: _(
            "It can be that one part of the administration is alone with it, or that an experiment has ended without "
            "anything having been decided."
        ),
        Level.COMMITMENT: _("What leaders have promised has not been handed on all the way."),
        Level.MEASUREMENT: _(
            "It can be that something is not measured, or that the figure is too old, came too late to be compared "
            "with, was withdrawn, or cannot be fetched."
        ),
        Level.STATUS: _(
            "It can be that the figure is missing, too old or too uncertain to tell, that the target was met when it "
            "was set, or that everything is done and the figure has not moved."
        ),
        Level.FOLLOW_UP: _("The council has not followed up since the newest figure came."),
    }
    return meanings[level]
