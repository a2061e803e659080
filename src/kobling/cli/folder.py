"""`kobling import | export | validate | schema`: the municipality folder."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from kobling.cli.shared.database import ensure_tables
from kobling.cli.shared.options import by_option, municipality_option, requested_municipality
from kobling.rooms.findings.graph.as_of import facts_as_of
from kobling.rooms.folder import json_schemas
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.folder.queries import municipality_facts
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.folder.writer import write_folder
from kobling.rooms.sync import RowChange

MAX_CHANGES = 40
"""How many changes are listed; the rest is counted."""


@click.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
def validate(folder: Path) -> None:
    """Show whether FOLDER could be imported, and everything that is wrong with it."""
    facts = read_folder(folder)
    click.echo(
        _("%(folder)s is in order: %(goals)d goals, %(indicators)d indicators, %(measurements)d measurements.")
        % {
            "folder": folder,
            "goals": len(facts.goals),
            "indicators": len(facts.indicators),
            "measurements": len(facts.measurements),
        }
    )


@click.command("import")
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@by_option
def import_(folder: Path, dry_run: bool, by: str) -> None:  # noqa: FBT001  (click hands a flag over like this)
    """Take everything FOLDER says into Kobling: all of it, or nothing."""
    facts = read_folder(folder)
    ensure_tables()
    changes = import_facts(facts=facts, by=by, at=timezone.now(), dry_run=dry_run)
    for line in _change_lines(changes):
        click.echo(line)
    if dry_run:
        click.echo(_("This was a trial run: nothing was changed."))


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@municipality_option
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="What was known on this day alone, e.g. 2020-11-30; everything where it is left out.",
)
def export(folder: Path, municipality: str | None, on: datetime | None) -> None:
    """Write everything Kobling keeps of a municipality to FOLDER."""
    facts = municipality_facts(requested_municipality(municipality))
    write_folder(facts if on is None else facts_as_of(facts, on.date()), folder)
    click.echo(_("%(name)s is written to %(folder)s.") % {"name": facts.municipality.name.da, "folder": folder})


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def schema(folder: Path) -> None:
    """Write the JSON Schemas of the municipality folder's files to FOLDER, for an editor to complete and check by."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, json_schema in json_schemas.json_schemas().items():
        (folder / f"{name}.json").write_text(json.dumps(json_schema, indent=2, ensure_ascii=False) + "\n", "utf-8")
    click.echo(_("The schemas are in %(folder)s.") % {"folder": folder})


def _change_lines(changes: tuple[RowChange, ...]) -> list[str]:
    """Return the changes as lines: counts per table, then each change."""
    if not changes:
        return [_("Nothing differs from what is kept already.")]
    counts = Counter((change.table.split(".")[1], _change_sign(change)) for change in changes)
    totals = [f"{sign} {table}: {count}" for (table, sign), count in counts.items()]
    lines = [line for change in changes if change.before is not None for line in _row_lines(change)]
    more = [_("… and %(count)d lines more") % {"count": len(lines) - MAX_CHANGES}] if len(lines) > MAX_CHANGES else []
    return [*totals, *lines[:MAX_CHANGES], *more]


def _change_sign(change: RowChange) -> str:
    if change.before is None:
        return "+"
    return "-" if change.after is None else "~"


def _row_lines(change: RowChange) -> list[str]:
    if change.after is None:
        return [f"- {change.table} {change.row}"]
    before = change.before or {}
    return [
        f"~ {change.table} {change.row}",
        *(f"    {name}: {_shortened(before[name])} -> {_shortened(value)}" for name, value in change.after.items()),
    ]


def _shortened(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 70 else text[:69] + "…"


COMMANDS = (import_, export, validate, schema)
