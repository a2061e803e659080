"""`kobling user`: the accounts, and who may sign in to the working pages."""

from collections.abc import Callable, Mapping
from secrets import token_urlsafe

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from kobling.cli.shared.accounts import acting_as
from kobling.cli.shared.database import ensure_tables
from kobling.cli.shared.options import by_option
from kobling.cli.shared.text_table import text_table
from kobling.records.base import AccountKey
from kobling.records.rights import Role, place_kind
from kobling.rooms.facts.permissions import require_place
from kobling.rooms.municipality.queries import slug_of
from kobling.rooms.people import actions, queries
from kobling.rooms.people.records import Assignment, Place, User
from kobling.web.shared.formats import format_short_day
from kobling.web.shared.words.accounts import account_name

password_option = click.option(
    "--password",
    prompt=True,
    hide_input=True,
    confirmation_prompt=True,
    help="At least 12 characters; asked for where it is left out, so that it stands in no history.",
)


def assignment_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say which role an account has, and where."""
    options = (
        click.option(
            "--role", type=click.Choice([role.value for role in Role]), required=True, help="What they are there for."
        ),
        click.option("-m", "--municipality", help="The only one they open; all of this server's where it is left out."),
        click.option(
            "--place",
            metavar="KEY",
            help="The body of a committee secretary, the unit of a unit leader or the goal of a goal owner; "
            "all of the municipality's where it is left out.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group()
def user() -> None:
    """Decide who may sign in to the working pages."""


@user.command()
@click.argument("name")
@assignment_options
@password_option
@by_option
def add(name: str, role: str, municipality: str | None, place: str | None, password: str, by: str) -> None:
    """Add the user NAME."""
    ensure_tables()
    assignment = _assignment(role, municipality, place)
    with acting_as(by) as account:
        actions.add(name=name, assignment=assignment, password=password, by=account, at=timezone.now())
    click.echo(_("%(name)s may sign in on /arbejde/.") % {"name": queries.normalize_name(name)})


@user.command()
@click.argument("name")
@assignment_options
@by_option
def assign(name: str, role: str, municipality: str | None, place: str | None, by: str) -> None:
    """Give the user NAME a role more, or the same role in one place more."""
    ensure_tables()
    assignment = _assignment(role, municipality, place)
    with acting_as(by) as account:
        actions.assign(name=name, assignment=assignment, by=account, at=timezone.now())
    click.echo(_assignments_text(queries.user(name)))


@user.command()
@click.argument("name")
@assignment_options
@by_option
def withdraw(name: str, role: str, municipality: str | None, place: str | None, by: str) -> None:
    """Take a role from the user NAME; the last one stays until the account is closed."""
    ensure_tables()
    assignment = _assignment(role, municipality, place)
    with acting_as(by) as account:
        actions.withdraw(name=name, assignment=assignment, by=account, at=timezone.now())
    click.echo(_assignments_text(queries.user(name)))


def _assignment(role: str, municipality: str | None, place: str | None) -> Assignment:
    """Return what the options assign. Raises UnknownMunicipality, WrongPlace and UnknownPlace."""
    slug = slug_of(municipality) if municipality else None
    if place is None:
        return Assignment(Role(role), slug)
    kind = place_kind(Role(role))
    if kind is None or slug is None:
        raise actions.WrongPlace(role=Role(role), expected=kind)
    require_place(slug, Place(kind, place))
    return Assignment(Role(role), slug, Place(kind, place))


@user.command()
@click.argument("name")
@password_option
@by_option
def password(name: str, password: str, by: str) -> None:
    """Give the user NAME a new password; whoever is signed in under the name is signed out."""
    ensure_tables()
    with acting_as(by) as account:
        actions.set_password(name=name, password=password, by=account, at=timezone.now())
    click.echo(_("%(name)s has a new password.") % {"name": queries.normalize_name(name)})


@user.command()
@click.argument("name")
@by_option
def close(name: str, by: str) -> None:
    """Close the account NAME: it signs in no more, and --by does not take it; what was done stays in the audit."""
    ensure_tables()
    with acting_as(by) as account:
        actions.close(name=name, by=account, at=timezone.now())
    click.echo(_("%(name)s can no longer sign in.") % {"name": queries.normalize_name(name)})


@user.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@by_option
def erase(name: str, by: str, *, yes: bool) -> None:
    """Erase the name and password of the closed account NAME.

    What was done under it stays, with the account's key instead of the name, and can be verified as before. What was
    kept before accounts had keys holds names, and cannot be changed.
    """
    ensure_tables()
    account = queries.user(name)
    if not yes:
        question = _("Erase the name and password of %(name)s (%(key)s)? This cannot be undone.")
        click.confirm(question % {"name": account.name, "key": account.key}, abort=True)
    with acting_as(by) as eraser:
        actions.erase(name=name, by=eraser, at=timezone.now())
    click.echo(
        _("The name is erased. What was done under it is shown as done by: %(account)s.")
        % {"account": account_name(account.key, queries.names())}
    )


@user.command("list")
def list_() -> None:
    """List the users."""
    ensure_tables()
    rows = [_row(account) for account in queries.users()]
    heads = [_("Name"), _("Key"), _("Roles"), _("Added"), _("Closed")]
    click.echo(text_table(heads, rows) if rows else _("There are none."))


def _row(account: User) -> list[str]:
    added = format_short_day(timezone.localdate(account.added))
    return [
        account.name or _("(erased)"),
        account.key,
        _assignments_text(account),
        added,
        _("yes") if account.closed else "",
    ]


def _assignments_text(account: User) -> str:
    """Return what an account is assigned to: `unit_leader viborg/centre`."""
    texts = (
        f"{one.role} {one.municipality or _('all')}" + (f"/{one.place.key}" if one.place else "")
        for one in account.assignments
    )
    return ", ".join(texts) or _("command line")


DEMO_NAMES: Mapping[str, Role] = {
    "demo": Role.STRATEGY,
    "demo-godkender": Role.STRATEGY,
    "demo-administrator": Role.ADMINISTRATOR,
    "demo-sekretaer": Role.SECRETARY,
    "demo-leder": Role.LEADER,
    "demo-maalejer": Role.OWNER,
    "demo-analytiker": Role.ANALYST,
    "demo-byraadsmedlem": Role.COUNCILLOR,
    "demo-laeser": Role.READER,
}
"""The demonstration's accounts: one of each role, and a second of the office, who approves what the first one makes."""


def renew_demo_users(*, by: AccountKey) -> Mapping[str, str]:
    """Create the demonstration's accounts if need be; return a new password of each, by name.

    They sign in to `kobling demo` alone. Raises NameTaken where such a name is another's.
    """
    known = {account.name: account for account in queries.users() if account.assignments}
    renewed = {name: token_urlsafe(12) for name in DEMO_NAMES}
    now = timezone.now()
    for name, new_password in renewed.items():
        if name not in known:
            everywhere = Assignment(DEMO_NAMES[name], None)
            actions.add(name=name, assignment=everywhere, password=new_password, by=by, at=now, is_demo=True)
        elif known[name].is_demo:
            actions.set_password(name=name, password=new_password, by=by, at=now)
        else:
            raise actions.NameTaken(found=name)
        if (account := queries.user(name)).email is None:
            actions.choose_address(email=f"{name}@demo.example", language=account.language, by=account.key, at=now)
    return renewed


COMMANDS = (user,)
