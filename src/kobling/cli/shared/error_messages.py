"""What is refused, in words that help."""

from collections.abc import Callable
from typing import Any

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.cli.help.localized_commands import LocalizedGroup
from kobling.core.chain import ChainError, NoSuchRule
from kobling.core.chain.graph.errors import PROBLEM_MESSAGES as CHAIN_WORDS
from kobling.core.errors import KoblingError
from kobling.rooms.findings.actions import AlreadyCleared, FutureDay, MissingReason
from kobling.rooms.findings.queries import NoSuchFinding
from kobling.rooms.folder.actions import AddressIsPublic, AddressTaken
from kobling.rooms.folder.errors import FolderError, printable
from kobling.rooms.indicators.queries import UnknownIndicator
from kobling.rooms.municipality.queries import UnknownMunicipality
from kobling.rooms.people.actions import InvalidName, NameTaken
from kobling.rooms.people.queries import NoSuchUser
from kobling.rooms.publishing.actions import CorrectionWithoutReason
from kobling.rooms.registers.actions import NewerFiguresExist, PublishedToday
from kobling.rooms.registers.configuration import UnknownRegister
from kobling.rooms.registers.queries import NothingToFetch
from kobling.rooms.releases.actions import AlreadyApproved, NotNext
from kobling.rooms.releases.queries import NoSuchRelease
from kobling.rooms.sync import PublishedRowsProtected
from kobling.sources.registers import RegisterError
from kobling.web.opendata.verify.release_parser import NotARelease, not_a_release_message
from kobling.web.shared.formats import format_day
from kobling.web.staff import register_errors

MAX_ITEMS = 5
"""How many of many things are named."""


class ErrorHandlingGroup(LocalizedGroup):
    """A command that says what is wrong and exits with 1, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except FolderError as refusal:
            _print_folder_error(refusal)
        except KoblingError as refusal:
            click.echo(error_message(refusal), err=True)
        return ctx.exit(1)


def _print_folder_error(refusal: FolderError) -> None:
    for line in refusal.lines():
        click.echo(line, err=True)
    count = len(refusal.problems)
    said = ngettext("%(count)d error. Nothing was changed.", "%(count)d errors. Nothing was changed.", count)
    click.echo(said % {"count": count}, err=True)


def error_message(refusal: KoblingError) -> str:
    """Return what is wrong and what to do, in the active language."""
    say = _MESSAGES.get(type(refusal))
    return str(refusal) if say is None else say(refusal)


def _would_be_lost(refusal: PublishedRowsProtected) -> str:
    rows = "".join(f"\n  {row}" for row in refusal.rows[:MAX_ITEMS])
    more = len(refusal.rows) - MAX_ITEMS
    rest = "\n  " + _("and %(count)d more") % {"count": more} if more > 0 else ""
    if refusal.how == "removed":
        said = _(
            "These rows of %(table)s have been public and are missing from the folder. Nothing that has been public is "
            "deleted: keep them, and give what is no longer in force a valid_to."
        )
    else:
        said = _(
            "These rows of %(table)s have been public with another value. A measurement is not overwritten: keep the "
            "row, and add one for the same period with a later date in the column drawn."
        )
    return said % {"table": refusal.table} + rows + rest + "\n" + _("Nothing was changed.")


def _unknown_municipality(refusal: UnknownMunicipality) -> str:
    if not refusal.known:
        return _("There is no municipality yet. Take one in with: kobling import FOLDER")
    return _("No municipality is called %(found)s. There are: %(known)s.") % {
        "found": refusal.found,
        "known": ", ".join(refusal.known),
    }


def _no_such_release(refusal: NoSuchRelease) -> str:
    return _("%(municipality)s has no release number %(number)d. See: kobling release list") % {
        "municipality": refusal.municipality,
        "number": refusal.number,
    }


def _not_next(refusal: NotNext) -> str:
    return _(
        "Release %(number)d was made before the newest one was approved, and would leave it out of its history. "
        "Make it again with: kobling release create"
    ) % {"number": refusal.number}


def _already_approved(refusal: AlreadyApproved) -> str:
    return _(
        "Release %(number)d is approved and cannot be changed. Correct it with a new one: "
        "kobling release create --corrects %(number)d --reason '…'"
    ) % {"number": refusal.number}


def _correction_without_reason(_refusal: CorrectionWithoutReason) -> str:
    return _("A release that corrects another has to say why: --reason '…'")


def _address_taken(refusal: AddressTaken) -> str:
    return _("The %(field)s %(found)s in municipality.yaml already belongs to municipality %(holder)s.") % {
        "field": refusal.field,
        "found": refusal.found,
        "holder": refusal.holder,
    }


def _address_is_public(refusal: AddressIsPublic) -> str:
    return _(
        "The municipality is public under the slug %(kept)s, and its addresses must last: it cannot become %(found)s."
    ) % {"kept": refusal.kept, "found": refusal.found}


def _no_such_rule(refusal: NoSuchRule) -> str:
    return _("No rule is called %(found)s. There are: %(known)s.") % {
        "found": printable(refusal.found),
        "known": ", ".join(refusal.known),
    }


def _chain_refused(refusal: ChainError) -> str:
    return "\n".join(_(CHAIN_WORDS[one.code]) % one.facts for one in refusal.problems)


def _not_a_name(refusal: InvalidName) -> str:
    return _(
        "%(found)s cannot be a name: write 2 to 60 letters, digits, dots, hyphens or underscores, a letter first."
    ) % {"found": printable(refusal.found)}


def _name_taken(refusal: NameTaken) -> str:
    return _(
        "There is a user %(found)s already. Choose another name, or give a new password: kobling user password"
    ) % {"found": refusal.found}


def _no_such_user(refusal: NoSuchUser) -> str:
    known = ", ".join(refusal.known) or _("none yet")
    return _("There is no user %(found)s. There are: %(known)s.") % {"found": printable(refusal.found), "known": known}


def _no_such_finding(refusal: NoSuchFinding) -> str:
    return _("%(municipality)s has no finding number %(number)s. See: kobling findings list --state all") % {
        "municipality": refusal.municipality,
        "number": refusal.number,
    }


def _already_cleared(refusal: AlreadyCleared) -> str:
    return _("Finding %(number)s is cleared: the last run did not find it, and it needs no answer.") % {
        "number": refusal.number
    }


def _no_reason(_refusal: MissingReason) -> str:
    return _("Say in words why it is not a fault: --reason '…'")


def _day_to_come(refusal: FutureDay) -> str:
    return _("%(day)s has not come yet, and nobody knows the facts of that day. Inspect today or an earlier day.") % {
        "day": format_day(refusal.day)
    }


def _unknown_indicator(refusal: UnknownIndicator) -> str:
    return _("No indicator is called %(found)s. There are: %(known)s.") % {
        "found": printable(refusal.found),
        "known": ", ".join(refusal.known),
    }


def _not_drawn(refusal: NothingToFetch) -> str:
    return _("The indicator %(indicator)s does not say what to draw: its definition has no draw.") % {
        "indicator": refusal.indicator
    }


def _unknown_register(refusal: UnknownRegister) -> str:
    return _("No register is called %(found)s. There are: %(known)s.") % {
        "found": printable(refusal.found),
        "known": ", ".join(refusal.known) or "-",
    }


_MESSAGES: dict[type[KoblingError], Callable[[Any], str]] = {
    PublishedRowsProtected: _would_be_lost,
    UnknownMunicipality: _unknown_municipality,
    NoSuchRelease: _no_such_release,
    NotNext: _not_next,
    AlreadyApproved: _already_approved,
    CorrectionWithoutReason: _correction_without_reason,
    AddressTaken: _address_taken,
    AddressIsPublic: _address_is_public,
    NotARelease: not_a_release_message,
    NoSuchRule: _no_such_rule,
    ChainError: _chain_refused,
    NoSuchFinding: _no_such_finding,
    InvalidName: _not_a_name,
    NameTaken: _name_taken,
    NoSuchUser: _no_such_user,
    AlreadyCleared: _already_cleared,
    MissingReason: _no_reason,
    FutureDay: _day_to_come,
    RegisterError: register_errors.said,
    NewerFiguresExist: register_errors.drawing_refused,
    PublishedToday: register_errors.drawing_refused,
    UnknownIndicator: _unknown_indicator,
    NothingToFetch: _not_drawn,
    UnknownRegister: _unknown_register,
}
"""Who can meet a refusal here, and how it is said; an error of the core that reaches a person is an error of ours."""
