"""What is unlikely to be meant by a release, in words: as the error that asks for a reason, and as the audit has it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kobling.rooms.people.queries import names as account_names
from kobling.rooms.releases.doubts import (
    DayInFuture,
    DiscardsDraft,
    Doubt,
    Doubtful,
    EarlierDay,
    EmbargoInPast,
    RevokesApproval,
)
from kobling.web.shared.formats import format_day, format_moment
from kobling.web.shared.words.accounts import account_name

NAMES = {
    "DayInFuture": gettext_noop("of a day in the future"),
    "EarlierDay": gettext_noop("of an earlier day than the newest public one"),
    "DiscardsDraft": gettext_noop("instead of a draft that waited"),
    "RevokesApproval": gettext_noop("instead of a release under embargo"),
    "EmbargoInPast": gettext_noop("the embargo had ended already"),
}
"""By the name that audit entries keep: one stays here though its class gets another name."""


def doubt_name(name: str) -> str:
    """Return the name of a doubt as the audit keeps it, in the active language."""
    return _(NAMES[name])


def doubtful_message(error: Doubtful) -> str:
    """Return the message of doubts: each of them on a line, and what to do if it is meant."""
    return "\n".join(
        [*map(_sentence, error.doubts), _("Nothing was changed. If it is meant, say why: --anyway 'REASON'")]
    )


def _sentence(doubt: Doubt) -> str:
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
            return _(
                "Draft %(number)d, made by %(by)s on %(moment)s, waits for approval and would be discarded. Approve it "
                "with: kobling release approve %(number)d"
            ) % {
                "number": doubt.number,
                "by": account_name(doubt.created_by, account_names()),
                "moment": format_moment(doubt.created_at),
            }
        case RevokesApproval():
            return _(
                "Release %(number)d is approved and under embargo until %(moment)s. A release that is public before it "
                "takes its number: its approval would be revoked and it would be discarded, so that you have to make "
                "it again afterwards."
            ) % {"number": doubt.number, "moment": format_moment(doubt.embargo_until)}
        case EmbargoInPast():
            return _(
                "The embargo ended %(moment)s: the release would be public at once. If that is what you want, "
                "leave out --embargo."
            ) % {"moment": format_moment(doubt.embargo_until)}
