"""What several commands share: who, when, which municipality, and a table of text."""

import getpass
from collections.abc import Collection, Sequence
from datetime import date, datetime
from pathlib import Path

import click
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _

from kobling.rooms.municipality.queries import UnknownMunicipality, slug_of, slugs

by_option = click.option("--by", default=getpass.getuser, show_default="you", help="Who does it; kept in the audit.")
on_option = click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day to judge on, e.g. 2020-11-30; today where it is left out.",
)
municipality_option = click.option("-m", "--municipality", help="Slug or code; not needed where there is only one.")


def day(given: datetime | None) -> date:
    """Return the day asked for, or today."""
    return given.date() if given else timezone.localdate()


def the_municipality(asked: str | None) -> str:
    """Return the slug of the municipality asked for, or of the only one. Raises UnknownMunicipality and UsageError."""
    ready()
    if asked is not None:
        return slug_of(asked)
    known = slugs()
    if not known:
        raise UnknownMunicipality(found="", known=())
    if len(known) > 1:
        raise click.UsageError(_("Which municipality? Say -m with one of: %(known)s") % {"known": ", ".join(known)})
    return known[0]


def ready() -> None:
    """See that the database has its tables.

    The embedded one gets them here, so that the first command just works; a server's database is the operator's, and
    is only changed when asked to.
    """
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0)
    else:
        raise click.ClickException(_("The database is not ready for this version. Prepare it with: kobling setup"))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Collection[int] = ()) -> str:
    """Return rows of words under each other, as wide as they need to be; columns of `numbers` end at their right."""
    widths = [max(len(line[place]) for line in (heads, *rows)) for place in range(len(heads))]

    def line(words: Sequence[str]) -> str:
        cells = zip(words, widths, strict=True)
        placed = (
            word.rjust(width) if place in numbers else word.ljust(width) for place, (word, width) in enumerate(cells)
        )
        return "  ".join(placed).rstrip()

    return "\n".join([line(heads), "  ".join("-" * width for width in widths), *map(line, rows)])
