"""Options that several commands have (user, day, municipality), and their values."""

import getpass
from datetime import date, datetime
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from kobling.cli.shared.database import ensure_tables
from kobling.core.errors import BadPeriod
from kobling.core.periods import Period
from kobling.core.web_address import root_address
from kobling.records.base import visible_text
from kobling.rooms.municipality.queries import UnknownMunicipality, slug_of, slugs
from kobling.rooms.people.queries import normalize_name


class VisibleTextType(click.ParamType[str]):
    """A text that is kept or shown. Raises InvisibleCharacter."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text in normalization form C."""
        return visible_text(str(value))


class AccountNameType(VisibleTextType):
    """The name of the account under which a command is run, on one line."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name without surplus space; fail where nothing is left, or more than the table holds."""
        name = " ".join(super().convert(value, param, ctx).split())
        if not 0 < len(normalize_name(name)) <= MAX_NAME_LENGTH:
            self.fail(_("write who does it, in at most %(count)d characters") % {"count": MAX_NAME_LENGTH})
        return name


class RootAddressType(click.ParamType[str]):
    """An address on the web that pages can lie below."""

    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the address with a slash at the end."""
        address = root_address(str(value))
        if address is None:
            self.fail(_("%(found)s is not an address such as https://maal.example.dk/") % {"found": value})
        return address


class PeriodType(click.ParamType[Period]):
    """A period, as the folder writes it."""

    name = "period"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        """Return the period; fail where the text is none."""
        try:
            return Period.parse(str(value))
        except BadPeriod:
            self.fail(_("%(found)s is not a period such as 2019, 2019-Q1 or 2019-08") % {"found": value})


VISIBLE_TEXT = VisibleTextType()
MAX_NAME_LENGTH = 200
"""As many characters as the table of accounts holds."""


def _system_name() -> str:
    """Return the name under which the operating system runs the command. Raises UsageError where there is none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise click.UsageError(_("The operating system does not say who you are. Say it with --by NAME")) from error


by_option = click.option(
    "--by",
    type=AccountNameType(),
    metavar="NAME",
    default=_system_name,
    show_default="you",
    help="The account that does it; its key is kept in the audit.",
)
on_option = click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day to judge on, e.g. 2020-11-30; today where it is left out.",
)
accept_warnings_option = click.option(
    "--accept-warnings", is_flag=True, help="What is questioned is right although it is unlikely."
)
anyway_option = click.option(
    "--anyway",
    type=VISIBLE_TEXT,
    metavar="REASON",
    is_flag=False,
    flag_value="",
    help="Do it though it is unlikely to be meant, and why; kept in the audit.",
)
municipality_option = click.option("-m", "--municipality", help="Slug or code; not needed where there is only one.")


def day_or_today(on: datetime | None) -> date:
    """Return the day of --on, or today."""
    return on.date() if on else timezone.localdate()


def requested_municipality(slug_or_code: str | None) -> str:
    """Return the slug of the requested municipality, or of the only one. Raises UnknownMunicipality and UsageError."""
    ensure_tables()
    if slug_or_code is not None:
        return slug_of(slug_or_code)
    known = slugs()
    if not known:
        raise UnknownMunicipality(found="", known=())
    if len(known) > 1:
        raise click.UsageError(_("Which municipality? Say -m with one of: %(known)s") % {"known": ", ".join(known)})
    return known[0]
