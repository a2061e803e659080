"""`kobling audit`: what was done, and whether anything of it has been changed."""

import click
from django.utils.translation import gettext as _

from kobling.cli.shared.database import ensure_tables
from kobling.cli.shared.text_table import text_table
from kobling.rooms.audit.queries import entries
from kobling.rooms.facts.trail import trail_fault
from kobling.rooms.people.queries import names as account_names
from kobling.rooms.releases.integrity import altered_releases
from kobling.web.shared.formats import format_timestamp
from kobling.web.shared.words.accounts import account_name
from kobling.web.staff.audit_words import action_name, remark, trail_fault_sentence, whole_trail_sentence


@click.group(invoke_without_command=True)
@click.pass_context
def audit(context: click.Context) -> None:
    """List what was done, and check that nothing of it has been changed."""
    if context.invoked_subcommand is not None:
        return
    ensure_tables()
    names = account_names()
    rows = [
        [
            str(entry.number),
            format_timestamp(entry.at),
            account_name(entry.by, names),
            action_name(entry.action),
            account_name(entry.subject, names),
            remark(entry.details),
        ]
        for entry in entries()
    ]
    click.echo(text_table([_("No."), _("When"), _("Who"), _("What"), _("Of what"), _("Remark")], rows))
    check_trail()


@audit.command()
def verify() -> None:
    """Check that nothing of what was done has been changed, without listing it."""
    ensure_tables()
    check_trail()


def check_trail() -> None:
    """Print that the trail is whole. Raises ClickException where it is not."""
    fault = trail_fault()
    if fault is not None:
        raise click.ClickException(trail_fault_sentence(fault))
    click.echo(whole_trail_sentence())


def check_releases() -> None:
    """Print that every release is as it was made. Raises ClickException where one is not."""
    for municipality, number in altered_releases():
        raise click.ClickException(
            _("Release %(number)d of %(municipality)s does not match its checksum: it has been tampered with.")
            % {"number": number, "municipality": municipality}
        )
    click.echo(_("Every release is as it was made."))


COMMANDS = (audit,)
