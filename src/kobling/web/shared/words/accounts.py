"""What an account is called, where it is shown who did something."""

from collections.abc import Mapping

from django.utils.translation import gettext as _


def account_name(by: str, names: Mapping[str, str | None]) -> str:
    """Return the name of who did something, in the active language.

    by      the key of an account; what was kept before accounts had keys is a name, and returned as it is
    names   of the accounts by key; None where it was erased
    """
    return (names[by] or _("an erased account (%(key)s)") % {"key": by}) if by in names else by
