"""The lines of the status rule for a target: the first line that applies, and why the lines before it do not."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kobling.core.status import Claim, Status
from kobling.rooms.releases.document import Target
from kobling.web.shared.formats import format_day
from kobling.web.shared.words import goal_messages, targets
from kobling.web.shared.words.vocabulary import status_name


@dataclass(frozen=True)
class StatusRuleRow:
    """One line of the rule."""

    number: int
    status: Status
    name: str
    applies: bool | None
    """True if it applies; None for the lines after the first that does."""
    reason: str
    """Why it does or does not apply; empty for the lines after the first that does."""


def status_rule_rows(target: Target, on: date) -> tuple[StatusRuleRow, ...]:
    """Return every line of the rule, in its order.

    on   the day the statuses are judged on
    """
    order = tuple(Status)
    first = order.index(target.assessment.status)
    return tuple(_row(index, status, index - first, target, on) for index, status in enumerate(order))


def _row(index: int, status: Status, beyond: int, target: Target, on: date) -> StatusRuleRow:
    applies = None if beyond > 0 else beyond == 0
    reason = "" if applies is None else _reason(status, target) if applies else _reason_not(status, target, on)
    return StatusRuleRow(index + 1, status, status_name(status), applies, reason)


def _reason(status: Status, target: Target) -> str:
    reasons = {
        Status.NO_DATA: goal_messages.no_figure(target),
        Status.TOO_OLD: _("The figure is older than the limit."),
        Status.JUDGED: _("The council or a committee has judged the target."),
        Status.REACHED: _("It is certain that the figure is at the target or past it."),
        Status.MISSED: _("It is certain that the figure has not got to the target, and time is up."),
        Status.MOVING_AWAY: _("It is certain that it is getting worse."),
        Status.BEHIND: _("It is certain that it is going too slowly."),
        Status.ON_TRACK: _("It is certain that it is getting better, and fast enough."),
        Status.IMPROVING: _("It is certain that it is getting better."),
        Status.UNCHANGED: _("It is certain that the figure is unchanged."),
        Status.NOT_YET: _("It is certain that the figure has not got to the target."),
        Status.CANNOT_TELL: _("No other line fits."),
    }
    if targets.is_contradictory(target) and status is Status.CANNOT_TELL:
        return _("The target contradicts itself, so no other line fits.")
    return reasons[status]


def _reason_not(status: Status, target: Target, on: date) -> str:
    reasons = {
        Status.NO_DATA: _("There is a figure."),
        Status.TOO_OLD: _("The figure is recent enough."),
        Status.JUDGED: _("Numbers decide this target, not a judgement."),
        Status.REACHED: _not_reached(target),
        Status.MISSED: _not_missed(target, on),
        Status.MOVING_AWAY: _not_worse(target),
        Status.BEHIND: _not_behind(target),
        Status.ON_TRACK: _("It is not certain both that it is getting better and that it is going fast enough."),
        Status.IMPROVING: _not_better(target),
        Status.UNCHANGED: _not_unchanged(target),
        Status.NOT_YET: _may_have_got_there(target),
    }
    return reasons[status]


def _not_reached(target: Target) -> str:
    if target.assessment.level is None:
        return _("The target has no level to compare with.")
    if Claim.SHORT_OF_TARGET in target.assessment.claims:
        return _("The figure is not at the target.")
    return _("It is not certain that the figure is at the target or past it.")


def _not_worse(target: Target) -> str:
    if {Claim.BETTER, Claim.SAME} & set(target.assessment.claims):
        return _("It is not getting worse.")
    return _("It is not certain that it is getting worse.")


def _not_behind(target: Target) -> str:
    if Claim.AHEAD_OF_PATH in target.assessment.claims:
        return _("It is not going too slowly.")
    return _("It is not certain that it is going too slowly.")


def _not_better(target: Target) -> str:
    if {Claim.WORSE, Claim.SAME} & set(target.assessment.claims):
        return _("It is not getting better.")
    return _("It is not certain that it is getting better.")


def _not_unchanged(target: Target) -> str:
    if {Claim.BETTER, Claim.WORSE} & set(target.assessment.claims):
        return _("The figure has changed.")
    return _("It is not certain that the figure is unchanged.")


def _not_missed(target: Target, on: date) -> str:
    if Claim.SHORT_OF_TARGET not in target.assessment.claims:
        return _may_have_got_there(target)
    if target.deadline is None:
        return _("The target has no deadline.")
    if without_figure := targets.time_up_sentence(target, on):
        return without_figure
    return _("The deadline, %(day)s, has not passed.") % {"day": format_day(target.deadline)}


def _may_have_got_there(target: Target) -> str:
    if target.assessment.level is None:
        return _("The target has no level to compare with.")
    return _("The figure may have got to the target.")
