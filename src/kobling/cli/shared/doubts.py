"""What is unlikely to be meant by a release, as the error that asks for a reason."""

from django.utils.translation import gettext as _

from kobling.rooms.people.queries import names as account_names
from kobling.rooms.releases.doubts import DiscardsDraft, Doubt, Doubtful, EmbargoInPast
from kobling.web.staff.doubts import doubt_sentence


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
