"""Error messages of the commands: what is wrong and what to do, in the active language."""

from collections.abc import Callable, Mapping
from typing import Any

import click
from django.db import OperationalError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from kobling.cli.help.localized_commands import LocalizedGroup
from kobling.cli.shared.change_messages import CHANGE_MESSAGES
from kobling.cli.shared.doubts import doubtful_message
from kobling.cli.shared.record_names import record_name
from kobling.core.chain import ChainError, NoSuchRule
from kobling.core.chain.graph.errors import PROBLEM_MESSAGES
from kobling.core.errors import KoblingError
from kobling.core.local_time import NoSuchMoment, TwoMoments
from kobling.records.base import InvisibleCharacter
from kobling.rooms.audit.reasons import NoReason
from kobling.rooms.busy import is_busy
from kobling.rooms.facts.changes import PublishedFactsProtected
from kobling.rooms.facts.permissions import UnknownPlace
from kobling.rooms.findings.actions import AlreadyCleared, AnsweredSince, FutureDay, NotNewestRun
from kobling.rooms.findings.queries import NoSuchFinding
from kobling.rooms.folder.actions import AddressIsPublic
from kobling.rooms.folder.errors import FolderError, printable
from kobling.rooms.folder.warnings import UnacceptedWarnings, warning_lines
from kobling.rooms.municipality.actions import AddressTaken
from kobling.rooms.municipality.queries import UnknownMunicipality
from kobling.rooms.people.actions import (
    InvalidName,
    LastAssignment,
    NameTaken,
    NoPassword,
    NoSuchAssignment,
    NotClosed,
    WrongPlace,
)
from kobling.rooms.people.queries import ClosedAccount, NoSuchUser
from kobling.rooms.publishing.actions import CorrectionWithoutReason, DraftOutdated
from kobling.rooms.releases.actions import (
    AlreadyApproved,
    EarlierUnderEmbargo,
    LaterApproved,
    NotNext,
    NotUnderEmbargo,
)
from kobling.rooms.releases.doubts import Doubtful
from kobling.rooms.releases.queries import NoSuchRelease
from kobling.web.opendata.verify.release_parser import NotARelease, not_a_release_message
from kobling.web.public.export import FolderInUse
from kobling.web.shared.formats import format_day, format_moment
from kobling.web.staff.register_errors import register_error_message

MAX_LISTED_ROWS = 5
"""How many rows are named; the rest is counted."""


class ErrorHandlingGroup(LocalizedGroup):
    """A group of commands that prints errors as messages and exits with code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except FolderError as error:
            _print_folder_error(error)
        except UnacceptedWarnings as error:
            _print_warnings(error)
        except KoblingError as error:
            click.echo(error_message(error), err=True)
        except OperationalError as error:
            message = _database_error_message(error)
            if message is None:
                raise
            click.echo(message, err=True)
        except OSError as error:
            if error.filename is None:  # not of a file: a pipe that was closed, a server that does not respond
                raise
            click.echo(_file_error_message(error), err=True)
        return ctx.exit(1)


def _print_folder_error(error: FolderError) -> None:
    for line in error.lines():
        click.echo(line, err=True)
    count = len(error.problems)
    total = ngettext("%(count)d error. Nothing was changed.", "%(count)d errors. Nothing was changed.", count)
    click.echo(total % {"count": count}, err=True)


def _print_warnings(error: UnacceptedWarnings) -> None:
    for line in warning_lines(error.warnings):
        click.echo(line, err=True)
    count = len(error.warnings)
    total = ngettext(
        "%(count)d warning. Mend it or, if it is right, repeat the command with --accept-warnings. "
        "Nothing was changed.",
        "%(count)d warnings. Mend them or, if they are right, repeat the command with --accept-warnings. "
        "Nothing was changed.",
        count,
    )
    click.echo(total % {"count": count}, err=True)


def _database_error_message(error: OperationalError) -> str | None:
    """Return what keeps the database from being used, and what to do; None for a fault of the program."""
    trouble = " ".join(str(error).split())
    if is_busy(error):
        return _("Another command is writing to the database. Try again when it has finished.")
    if any(reason in trouble for reason in _DATABASE_TROUBLES):
        return _("The database cannot be used: %(trouble)s") % {"trouble": printable(trouble, max_length=500)}
    return None


def _file_error_message(error: OSError) -> str:
    return _("%(path)s cannot be read or written: %(trouble)s") % {
        "path": printable(str(error.filename), max_length=500),
        "trouble": error.strerror,
    }


_DATABASE_TROUBLES = ("unable to open", "readonly", "is full", "disk I/O", "connection failed", "connection to server")


def error_message(error: KoblingError) -> str:
    """Return the message of an error: what is wrong and what to do."""
    if type(error) in _TEMPLATES:
        return _(_TEMPLATES[type(error)]) % vars(error)
    return _MESSAGES.get(type(error), register_error_message)(error)


_TEMPLATES: Mapping[type[KoblingError], str] = {
    NoSuchRelease: gettext_noop("%(municipality)s has no release number %(number)d. See: kobling release list"),
    NotNext: gettext_noop(
        "Release %(number)d was made before the newest one was approved, and would leave it out of its history. "
        "Make it again with: kobling release create"
    ),
    AlreadyApproved: gettext_noop(
        "Release %(number)d is approved and cannot be changed. Correct it with a new one: "
        "kobling release create --corrects %(number)d --reason '…'"
    ),
    NotUnderEmbargo: gettext_noop(
        "Release %(number)d is not under embargo: only an approved release that is not public yet can be revoked. "
        "See: kobling release list"
    ),
    LaterApproved: gettext_noop(
        "Release %(later)d is approved too, and names release %(number)d in its history. Revoke that one first: "
        "kobling release revoke %(later)d --reason '…'"
    ),
    NoReason: gettext_noop("Say why in words; the reason is kept in the audit."),
    CorrectionWithoutReason: gettext_noop("A release that corrects another has to say why: --reason '…'"),
    AddressTaken: gettext_noop(
        "The %(field)s %(found)s in municipality.yaml already belongs to municipality %(holder)s."
    ),
    AddressIsPublic: gettext_noop(
        "The municipality is public under the slug %(kept)s, and its addresses must last: it cannot become %(found)s."
    ),
    NameTaken: gettext_noop(
        "There is a user %(found)s already. Choose another name, or give a new password: kobling user password"
    ),
    NoPassword: gettext_noop(
        "%(found)s is an account of the command line and has no password. Let it sign in with: kobling user add"
    ),
    LastAssignment: gettext_noop(
        "%(found)s has no other role. Close the account instead: kobling user close %(found)s"
    ),
    ClosedAccount: gettext_noop("The account %(found)s is closed. Name another one: --by NAME"),
    NotClosed: gettext_noop("The account %(found)s is not closed. Close it first: kobling user close %(found)s"),
    NoSuchFinding: gettext_noop(
        "%(municipality)s has no finding number %(number)s. See: kobling findings list --state all"
    ),
    AlreadyCleared: gettext_noop(
        "Finding %(number)s is resolved: the last run did not find it, and it needs no answer."
    ),
    InvisibleCharacter: gettext_noop(
        "A text holds the character %(found)s, which cannot be seen. Write the text again, without copying it."
    ),
    NotNewestRun: gettext_noop(
        "Run %(number)d cannot be undone: only the newest inspection can, and only once. See: kobling findings list"
    ),
    FolderInUse: gettext_noop(
        "%(folder)s is not empty and is not an earlier export; give a new folder, or empty it yourself"
    ),
}
"""Messages that name nothing but the error's fields."""


def _published_facts_protected(error: PublishedFactsProtected) -> str:
    rows = "".join(f"\n  {row}" for row in error.names[:MAX_LISTED_ROWS])
    more = len(error.names) - MAX_LISTED_ROWS
    rest = "\n  " + _("and %(count)d more") % {"count": more} if more > 0 else ""
    if error.how == "removed":
        message = _(
            "These records (%(kind)s) have been public and are missing from the folder. Nothing that has been public "
            "is deleted: keep them, and give what is no longer in force a valid_to."
        )
    else:
        message = _(
            "These records (%(kind)s) have been public with another value. A measurement is not overwritten: keep the "
            "row, and add one for the same period with a later date in the column drawn."
        )
    return message % {"kind": record_name(error.kind)} + rows + rest + "\n" + _("Nothing was changed.")


def _draft_outdated(error: DraftOutdated) -> str:
    message = _(
        "Draft %(number)d holds what has been removed or corrected since it was made (%(kind)s), and what is public "
        "stays. Make it again with: kobling release create"
    ) % {"number": error.number, "kind": record_name(error.kind)}
    return message + "".join(f"\n  {name}" for name in error.names[:MAX_LISTED_ROWS])


def _unknown_municipality(error: UnknownMunicipality) -> str:
    if not error.known:
        return _(
            "There is no municipality yet. Take one in with: kobling import FOLDER. Or leave --municipality out: an "
            "administrator of all municipalities begins one on /arbejde/"
        )
    return _("No municipality is called %(found)s. There are: %(known)s.") % {
        "found": error.found,
        "known": ", ".join(error.known),
    }


def _no_such_rule(error: NoSuchRule) -> str:
    return _("No rule is called %(found)s. There are: %(known)s.") % {
        "found": printable(error.found),
        "known": ", ".join(error.known),
    }


def _chain_error(error: ChainError) -> str:
    return "\n".join(_(PROBLEM_MESSAGES[problem.code]) % problem.facts for problem in error.problems)


def _invalid_name(error: InvalidName) -> str:
    return _(
        "%(found)s cannot be a name: write 2 to 60 letters, digits, dots, hyphens or underscores, a letter first."
    ) % {"found": printable(error.found)}


def _no_such_user(error: NoSuchUser) -> str:
    known = ", ".join(error.known) or _("none yet")
    return _("There is no user %(found)s. There are: %(known)s.") % {"found": printable(error.found), "known": known}


def _no_such_assignment(error: NoSuchAssignment) -> str:
    return _("The account does not have the role %(role)s there. See: kobling user list") % {"role": error.found.role}


def _wrong_place(error: WrongPlace) -> str:
    if error.expected is None:
        return _("The role %(role)s is of a whole municipality: leave --place out.") % {"role": error.role}
    return _("The role %(role)s has a %(kind)s as its --place, and needs --municipality with it.") % {
        "role": error.role,
        "kind": error.expected,
    }


def _unknown_place(error: UnknownPlace) -> str:
    return _("The municipality has no %(kind)s %(key)s. There are: %(known)s.") % {
        "kind": error.found.kind,
        "key": printable(error.found.key),
        "known": ", ".join(error.known) or _("none yet"),
    }


def _future_day(error: FutureDay) -> str:
    return _("%(day)s has not come yet, so the facts of that day are not known. Inspect today or an earlier day.") % {
        "day": format_day(error.day)
    }


def _earlier_under_embargo(error: EarlierUnderEmbargo) -> str:
    until = error.earlier.embargo_until
    return _(
        "Release %(number)d names release %(earlier)d, which is under embargo until %(moment)s. Wait until then, or "
        "give this one an embargo that does not end before."
    ) % {"number": error.number, "earlier": error.earlier.number, "moment": until and format_moment(until)}


def _no_such_moment(error: NoSuchMoment) -> str:
    if not error.around:
        return _("%(local)s is outside the calendar.") % {"local": f"{error.local:%Y-%m-%dT%H:%M}"}
    return _(
        "%(local)s does not exist: the clocks are set forward that night. Choose another time, such as %(choices)s."
    ) % {
        "local": f"{error.local:%Y-%m-%dT%H:%M}",
        "choices": _(" or ").join(f"{moment:%Y-%m-%dT%H:%M}" for moment in error.around),
    }


def _two_moments(error: TwoMoments) -> str:
    return _("%(local)s comes twice: the clocks are set back that night. Write which one you mean: %(choices)s.") % {
        "local": f"{error.local:%Y-%m-%dT%H:%M}",
        "choices": _(" or ").join(moment.isoformat(timespec="minutes") for moment in error.moments),
    }


def _answered_since(error: AnsweredSince) -> str:
    return _("Run %(number)d cannot be undone: findings that it changed have been answered since (%(findings)s).") % {
        "number": error.number,
        "findings": ", ".join(map(str, error.findings)),
    }


_MESSAGES: Mapping[type[KoblingError], Callable[[Any], str]] = {
    **CHANGE_MESSAGES,
    PublishedFactsProtected: _published_facts_protected,
    DraftOutdated: _draft_outdated,
    UnknownMunicipality: _unknown_municipality,
    NotARelease: not_a_release_message,
    NoSuchRule: _no_such_rule,
    ChainError: _chain_error,
    InvalidName: _invalid_name,
    NoSuchUser: _no_such_user,
    NoSuchAssignment: _no_such_assignment,
    WrongPlace: _wrong_place,
    UnknownPlace: _unknown_place,
    FutureDay: _future_day,
    AnsweredSince: _answered_since,
    Doubtful: doubtful_message,
    EarlierUnderEmbargo: _earlier_under_embargo,
    NoSuchMoment: _no_such_moment,
    TwoMoments: _two_moments,
}
