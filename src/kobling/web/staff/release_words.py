"""What stands in the way of making, approving or revoking a release, in words for a page."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kobling.core.errors import KoblingError
from kobling.core.local_time import NoSuchMoment, TwoMoments
from kobling.records.base import InvisibleCharacter
from kobling.records.facts import FACT_TYPES
from kobling.records.words import record_words
from kobling.rooms.audit.reasons import NoReason
from kobling.rooms.publishing.actions import CorrectionWithoutReason, DraftOutdated
from kobling.rooms.releases.actions import (
    AlreadyApproved,
    DraftReplaced,
    EarlierUnderEmbargo,
    LaterApproved,
    MadeByApprover,
    NotNext,
    NotReadEarly,
    NotUnderEmbargo,
)
from kobling.rooms.releases.queries import NoSuchRelease
from kobling.web.shared.formats import format_moment
from kobling.web.shared.localization import localize
from kobling.web.staff.words import INVISIBLE_CHARACTER

MAX_NAMES = 20
"""Facts listed of those that stand in the way."""

_TEMPLATES: Mapping[type[KoblingError], str] = {
    AlreadyApproved: gettext_noop("Release %(number)d has been approved in the meantime. It cannot be approved twice."),
    DraftReplaced: gettext_noop(
        "Draft %(number)d has been made again since you looked at it. This is the new one: look at it, and approve it "
        "if it is right."
    ),
    MadeByApprover: gettext_noop("You have made draft %(number)d yourself. Another person has to approve it."),
    NotNext: gettext_noop(
        "Draft %(number)d was made before the newest release was approved, and does not have that in its history. Make "
        "the draft again."
    ),
    NotUnderEmbargo: gettext_noop(
        "Release %(number)d is not under embargo. Only the approval of a release that is not public yet can be revoked."
    ),
    LaterApproved: gettext_noop(
        "Release %(later)d is approved too, and names release %(number)d in its history. Revoke that one first."
    ),
    NotReadEarly: gettext_noop("Release %(number)d is public, and everybody can read it."),
    NoSuchRelease: gettext_noop("Release %(number)d is not public, so there is nothing to correct."),
    NoReason: gettext_noop("Write why."),
    CorrectionWithoutReason: gettext_noop("Write why the release is corrected. The reason is shown to the public."),
    InvisibleCharacter: INVISIBLE_CHARACTER,
}


def _draft_outdated(error: DraftOutdated) -> str:
    message = _(
        "Draft %(number)d holds what has been removed or corrected since it was made, and what is public stays. Make "
        "the draft again. It is about (%(kind)s): %(names)s"
    ) % {
        "number": error.number,
        "kind": str(localize(record_words(FACT_TYPES[error.kind]).label)).lower(),
        "names": ", ".join(error.names[:MAX_NAMES]),
    }
    return message + (" …" if len(error.names) > MAX_NAMES else "")


def _earlier_under_embargo(error: EarlierUnderEmbargo) -> str:
    until = error.earlier.embargo_until
    return _(
        "Release %(earlier)d is under embargo until %(moment)s. Wait until then, or give this one an embargo that does "
        "not end before."
    ) % {"earlier": error.earlier.number, "moment": until and format_moment(until)}


def _no_such_moment(_error: NoSuchMoment) -> str:
    return _("There is no such time that night, because the clocks are changed. Choose another time.")


def _two_moments(_error: TwoMoments) -> str:
    return _("There are two such times that night, because the clocks are changed. Choose another time.")


_MESSAGES: Mapping[type[KoblingError], Callable[[Any], str]] = {
    DraftOutdated: _draft_outdated,
    EarlierUnderEmbargo: _earlier_under_embargo,
    NoSuchMoment: _no_such_moment,
    TwoMoments: _two_moments,
}
RELEASE_ERRORS = (*_TEMPLATES, *_MESSAGES)
"""What the actions on releases raise, other than Doubtful."""


def release_error(error: KoblingError) -> str:
    """Return what stands in the way and what to do, in the active language."""
    if type(error) in _TEMPLATES:
        return _(_TEMPLATES[type(error)]) % vars(error)
    return _MESSAGES[type(error)](error)
