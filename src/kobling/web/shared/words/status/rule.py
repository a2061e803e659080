"""The lines of the status rule for a target: the claims, the first line that applies, and why others do not."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kobling.core.status import Claim, Kind, Status
from kobling.rooms.releases.document import Band, Target
from kobling.web.shared.formats import format_day
from kobling.web.shared.words import goal_messages
from kobling.web.shared.words.vocabulary import status_name


@dataclass(frozen=True)
class ClaimRow:
    """A claim about a target, and whether it is certain."""

    claim: Claim
    words: str
    certain: bool
    reason: str


@dataclass(frozen=True)
class StatusRuleRow:
    """One line of the rule."""

    number: int
    status: Status
    name: str
    fits: bool | None
    """True if it applies; None for the lines after the first that does."""
    reason: str
    """Why it does or does not apply; empty for the lines after the first that does."""


def claim_name(claim: Claim) -> str:
    """Return a claim in words."""
    words = {
        Claim.AT_TARGET: _("The figure is at the target or past it"),
        Claim.SHORT_OF_TARGET: _("The figure has not got to the target"),
        Claim.AHEAD_OF_PATH: _("It is going fast enough"),
        Claim.BEHIND_PATH: _("It is going too slowly"),
        Claim.BETTER: _("It is getting better"),
        Claim.WORSE: _("It is getting worse"),
        Claim.SAME: _("The figure is unchanged"),
    }
    return words[claim]


def claim_rows(target: Target) -> tuple[ClaimRow, ...]:
    """Return every claim of the rule, and whether it is certain for this target."""
    claims = target.assessment.claims
    return tuple(ClaimRow(claim, claim_name(claim), claim in claims, _claim_reason(claim, target)) for claim in Claim)


RIVALS = {
    Claim.AT_TARGET: Claim.SHORT_OF_TARGET,
    Claim.SHORT_OF_TARGET: Claim.AT_TARGET,
    Claim.AHEAD_OF_PATH: Claim.BEHIND_PATH,
    Claim.BEHIND_PATH: Claim.AHEAD_OF_PATH,
    Claim.BETTER: Claim.WORSE,
    Claim.WORSE: Claim.BETTER,
}
"""Claims that cannot be certain at once."""


def _claim_reason(claim: Claim, target: Target) -> str:
    """The reason why a claim is certain, or is not."""
    against, claims = _compared(claim, target), target.assessment.claims
    if against is None:
        return _nothing_to_compare(claim, target)
    if claim in claims:
        return _why_certain(claim, against)
    if RIVALS.get(claim) in claims:
        return _("The opposite is certain.")
    if claim in {Claim.BETTER, Claim.WORSE} and Claim.SAME in claims:
        return _("The change is too small to matter.")
    if claim is Claim.SAME and not {Claim.BETTER, Claim.WORSE}.isdisjoint(claims):
        return _("It is certain that it has changed.")
    return _("The uncertainty is not known.") if against.low is None else _("The uncertainty is too large.")


def _why_certain(claim: Claim, against: Band) -> str:
    if against.low is not None and against.low == against.high:
        return _("The numbers show it, and they are counted.")
    if claim is Claim.SAME:
        return _("The whole uncertainty lies within what counts as unchanged.")
    return _("The whole uncertainty lies on that side.")


def _compared(claim: Claim, target: Target) -> Band | None:
    """The difference that decides a claim."""
    assessment = target.assessment
    if claim in {Claim.AT_TARGET, Claim.SHORT_OF_TARGET}:
        return assessment.distance
    return assessment.path_distance if claim in {Claim.AHEAD_OF_PATH, Claim.BEHIND_PATH} else assessment.change


def _nothing_to_compare(claim: Claim, target: Target) -> str:
    if claim in {Claim.BETTER, Claim.WORSE, Claim.SAME}:
        return _("There is no earlier figure to compare with.")
    if claim in {Claim.AHEAD_OF_PATH, Claim.BEHIND_PATH} and target.assessment.level:
        if target.deadline is None or target.kind is Kind.RECURRING:
            return _("The target has no deadline to be on the way to.")
        return _("There is no earlier figure to compare with.")
    return _("The target has no level to compare with.")


def status_rule_rows(target: Target, on: date) -> tuple[StatusRuleRow, ...]:
    """Return every line of the rule, in its order.

    on   the day the statuses are judged on
    """
    order = tuple(Status)
    first = order.index(target.assessment.status)
    return tuple(_row(index, status, index - first, target, on) for index, status in enumerate(order))


def _row(index: int, status: Status, beyond: int, target: Target, on: date) -> StatusRuleRow:
    fits = None if beyond > 0 else beyond == 0
    reason = "" if fits is None else _fits(status, target) if fits else _fits_not(status, target, on)
    return StatusRuleRow(index + 1, status, status_name(status), fits, reason)


def _fits(status: Status, target: Target) -> str:
    reasons = {
        Status.NO_DATA: goal_messages.no_figure(target),
        Status.TOO_OLD: _("The figure is older than the limit."),
        Status.JUDGED: _("A named body has judged the target."),
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
    return reasons[status]


def _fits_not(status: Status, target: Target, on: date) -> str:
    reasons = {
        Status.NO_DATA: _("There is a figure."),
        Status.TOO_OLD: _("The figure is recent enough."),
        Status.JUDGED: _("Numbers decide this target, not a judgement."),
        Status.REACHED: _not_reached(target),
        Status.MISSED: _not_missed(target, on),
        Status.MOVING_AWAY: _("It is not certain that it is getting worse."),
        Status.BEHIND: _("It is not certain that it is going too slowly."),
        Status.ON_TRACK: _("It is not certain both that it is getting better and that it is going fast enough."),
        Status.IMPROVING: _("It is not certain that it is getting better."),
        Status.UNCHANGED: _("It is not certain that the figure is unchanged."),
        Status.NOT_YET: _may_have_got_there(target),
    }
    return reasons[status]


def _not_reached(target: Target) -> str:
    if target.assessment.level is None:
        return _nothing_to_compare(Claim.AT_TARGET, target)
    return _("It is not certain that the figure is at the target or past it.")


def _not_missed(target: Target, on: date) -> str:
    if Claim.SHORT_OF_TARGET not in target.assessment.claims:
        return _may_have_got_there(target)
    if target.deadline is None:
        return _("The target has no deadline.")
    return _("The deadline, %(day)s, has not passed.") % {"day": format_day(target.deadline)}


def _may_have_got_there(target: Target) -> str:
    if target.assessment.level is None:
        return _nothing_to_compare(Claim.SHORT_OF_TARGET, target)
    return _("The figure may have got to the target.")


def rule_version_sentence(target: Target) -> str:
    """Return the version of the rule that the status was computed by."""
    return _("Worked out by version %(version)s of the status rule.") % {"version": target.assessment.rule_version}
