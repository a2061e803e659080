"""What is unlikely to be meant by a release, in words: as the error that asks for a reason, and as the audit has it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kobling.rooms.people.queries import names as account_names
from kobling.rooms.releases.doubts import DiscardsDraft, Doubt, Doubtful, EmbargoInPast
from kobling.web.staff.doubts import doubt_sentence

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
    names = account_names()
    return "\n".join(
        [
            *(" ".join([doubt_sentence(doubt, names), *_advice(doubt)]) for doubt in error.doubts),
            _("Nothing was changed. If it is meant, say why: --anyway 'REASON'"),
        ]
    )


def _advice(doubt: Doubt) -> list[str]:
    """Return which command or option would do what is likely to be meant."""
    match doubt:
        case DiscardsDraft():
            return [_("Approve it with: kobling release approve %(number)d") % {"number": doubt.number}]
        case EmbargoInPast():
            return [_("If that is what you want, leave out --embargo.")]
    return []
