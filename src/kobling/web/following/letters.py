"""The mails to followers, written when they are sent."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kobling.rooms.followers.queries import Follower, NoSuchFollower, follower_of_row
from kobling.rooms.messages.records import Letter, Message
from kobling.rooms.releases.queries import ReleaseSummary, newest_published, released_document
from kobling.web.following.addresses import whole_address
from kobling.web.following.pages import barometer_address, municipality_of
from kobling.web.shared.formats import format_day
from kobling.web.shared.localization import localize


def confirm_letter(message: Message) -> Letter | None:
    """Return the question whether a reader wants a mail at each release; None where it is answered, or too late."""
    found = _found(message)
    if found is None or found[0].is_confirmed:
        return None
    follower, newest = found
    with translation.override(follower.language):
        name = str(localize(municipality_of(newest).name))
        link = whole_address("confirm", follower.language, municipality=follower.municipality, token=follower.token)
        body = _(
            "Somebody, you we hope, has asked for a mail at this address when a new barometer of the council's goals "
            "comes from %(municipality)s.\n\n"
            "Open this address and say yes:\n%(link)s\n\n"
            "If it was not you, you need do nothing. The address is deleted after three days."
        )
        return Letter(
            _("Do you want mails about the barometer of %(municipality)s?") % {"municipality": name},
            body
            % {
                "municipality": name,
                "link": link,
            },
        )


def release_letter(message: Message) -> Letter | None:
    """Return that a new release has come, with the way to it and out of the list; None where it is not wanted."""
    found = _found(message)
    if found is None or not found[0].is_confirmed:
        return None
    follower, newest = found
    with translation.override(follower.language):
        link = whole_address("unsubscribe", follower.language, municipality=follower.municipality, token=follower.token)
        document = released_document(newest).document
        words = {
            "municipality": str(localize(document.municipality.name)),
            "day": format_day(document.as_of),
            "barometer": barometer_address(newest, follower.language),
            "unsubscribe": link,
        }
        subject = _("A new barometer from %(municipality)s")
        body = _(
            "%(municipality)s has published a new barometer of the council's goals, with the figures as at %(day)s:\n"
            "%(barometer)s\n\n"
            "You get this mail because you asked for it. Stop with one click:\n%(unsubscribe)s"
        )
        if document.corrects:
            subject = _("The barometer from %(municipality)s has been corrected")
            body = _(
                "%(municipality)s has corrected the barometer of the council's goals, with the figures as at %(day)s:\n"
                "%(barometer)s\n\n"
                "You get this mail because you asked for it. Stop with one click:\n%(unsubscribe)s"
            )
        headers = {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        return Letter(subject % words, body % words, headers=headers)


def _found(message: Message) -> tuple[Follower, ReleaseSummary] | None:
    """Return who a message is to, and the newest release there; None where one of them is not there any more."""
    try:
        found = follower_of_row(message.follower or 0)
    except NoSuchFollower:
        return None
    newest = newest_published(found.municipality, at=timezone.now())
    return None if newest is None else (found, newest)
