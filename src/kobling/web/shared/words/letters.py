"""The messages to accounts: subject and body, in a language."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from kobling.web.shared.formats import format_moment


def invitation_letter(
    name: str, municipality: str, address: str, expires: datetime, *, language: str
) -> tuple[str, str]:
    """Return the subject and the body of an invitation to an account.

    name            what is typed to sign in
    municipality    what the municipality is called
    """
    with translation.override(language):
        parts = {"name": name, "municipality": municipality, "address": address, "moment": format_moment(expires)}
        subject = _("You are invited to the working pages of %(municipality)s") % parts
        body = _(
            "You have got an account on the pages where %(municipality)s works with the council's goals.\n\n"
            "Open this address and choose a password:\n%(address)s\n\n"
            "It works once, until %(moment)s. After that you sign in with the name %(name)s.\n\n"
            "If you did not expect this, you need do nothing."
        )
        return subject, body % parts


def mention_letter(about: str, address: str, *, language: str) -> tuple[str, str]:
    """Return the subject and the body of a message to an account that a comment names.

    Neither the comment nor who wrote it is in the message: both may be erased, and a message that has been sent stays.

    about     what the comment is on
    """
    with translation.override(language):
        body = _("You are named in a comment on: %(about)s\n\nRead it and reply here:\n%(address)s")
        return _("You are named in a comment"), body % {"about": about, "address": address}
