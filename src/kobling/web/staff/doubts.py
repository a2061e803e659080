"""What is unlikely to be meant by a release, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from kobling.rooms.releases.doubts import (
    CorrectsNothing,
    DayInFuture,
    DiscardsDraft,
    Doubt,
    EarlierDay,
    EmbargoInPast,
    RevokesApproval,
)
from kobling.web.shared.formats import format_day, format_moment
from kobling.web.shared.words.accounts import account_name


def doubt_sentence(doubt: Doubt, names: Mapping[str, str | None]) -> str:
    """Return what is unlikely to be meant, as sentences in the active language.

    names   of the accounts by key; None where it was erased
    """
    match doubt:
        case DayInFuture():
            return _("%(day)s has not come yet, and what will be known of it by then is not known today.") % {
                "day": format_day(doubt.day)
            }
        case EarlierDay():
            return _(
                "%(day)s is before %(published)s, the day of release %(number)d, which is public: the newest release "
                "would be older than the one before it."
            ) % {
                "day": format_day(doubt.day),
                "published": format_day(doubt.published_day),
                "number": doubt.number,
            }
        case DiscardsDraft():
            return _("Draft %(number)d, made by %(by)s on %(moment)s, waits for approval and would be discarded.") % {
                "number": doubt.number,
                "by": account_name(doubt.created_by, names),
                "moment": format_moment(doubt.created_at),
            }
        case RevokesApproval():
            return _(
                "Release %(number)d is approved and under embargo until %(moment)s. A release that is public before it "
                "takes its number: its approval would be revoked and it would be discarded, so that you have to make "
                "it again afterwards."
            ) % {"number": doubt.number, "moment": format_moment(doubt.embargo_until)}
        case EmbargoInPast():
            return _("The embargo ended %(moment)s: the release would be public at once.") % {
                "moment": format_moment(doubt.embargo_until)
            }
        case CorrectsNothing():
            return _(
                "It corrects release %(number)d and says the same: no fact, figure or status differs. Mend the error "
                "in the facts first, and make the draft again."
            ) % {"number": doubt.number}
