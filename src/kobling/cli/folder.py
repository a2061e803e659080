"""`kobling import | export | validate | schema`: the municipality folder."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path

import click
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.cli.shared.accounts import acting_as
from kobling.cli.shared.database import ensure_tables, has_tables
from kobling.cli.shared.differences import difference_lines
from kobling.cli.shared.options import (
    VISIBLE_TEXT,
    accept_warnings_option,
    by_option,
    municipality_option,
    requested_municipality,
)
from kobling.cli.shared.record_names import record_name
from kobling.records.chain import Goal
from kobling.records.facts import MunicipalityFacts
from kobling.rooms.audit.reasons import parse_reason
from kobling.rooms.facts.changes import Difference
from kobling.rooms.facts.queries import municipality_facts_known_on
from kobling.rooms.findings.graph.as_of import facts_as_of
from kobling.rooms.folder import json_schemas
from kobling.rooms.folder.actions import Acceptance, import_facts
from kobling.rooms.folder.checks.warnings.run import find_warnings
from kobling.rooms.folder.parsing.locations import RecordLocations
from kobling.rooms.folder.queries import facts_with_revision, kept_goals
from kobling.rooms.folder.reader import read_contents
from kobling.rooms.folder.warnings import FolderWarning, UnacceptedWarnings, warning_lines
from kobling.rooms.folder.writer import write_folder
from kobling.rooms.publishing.provenance import without_basis
from kobling.web.shared.localization import localize

MAX_CHANGES = 40
"""How many changes are listed; the rest is counted."""


@click.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@accept_warnings_option
def validate(folder: Path, accept_warnings: bool) -> None:  # noqa: FBT001  (click hands a flag over like this)
    """Show whether FOLDER could be imported, everything that is wrong with it, and everything that is unlikely."""
    contents = read_contents(folder)
    facts = contents.facts
    kept = kept_goals(facts.municipality.code) if has_tables() else ()
    warnings = _find_warnings(facts, contents.locations, kept)
    if warnings and not accept_warnings:
        raise UnacceptedWarnings(warnings)
    _echo_warnings(warnings)
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
@click.option("--replace", is_flag=True, help="Let the folder take back whatever differs from it, also what is newer.")
@accept_warnings_option
@click.option("--reason", type=VISIBLE_TEXT, help="Why; kept with the change.")
@by_option
def import_(folder: Path, reason: str | None, by: str, *, dry_run: bool, replace: bool, accept_warnings: bool) -> None:
    """Import FOLDER: everything in it or, where there is an error, nothing.

    An exported folder knows from which state it was exported: what has changed since is kept. A folder that does not is
    imported where it only adds; --replace lets it change and remove what is kept.

    A value that is possible but unlikely is questioned, and nothing is changed before it is mended or accepted. What
    was accepted once is not questioned again.
    """
    why = None if reason is None else parse_reason(reason)
    contents = read_contents(folder)
    facts = contents.facts
    ensure_tables()
    warnings = _find_warnings(facts, contents.locations, kept_goals(facts.municipality.code))
    with acting_as(by, dry_run=dry_run) as account:
        result = import_facts(
            facts=facts,
            by=account,
            at=timezone.now(),
            began_at=contents.revision,
            replace=replace,
            dry_run=dry_run,
            warnings=warnings,
            acceptance=Acceptance(why or "") if accept_warnings else None,
            reason=why,
            locations=contents.locations,
        )
    _echo_warnings(result.unlikely)
    for line in _change_lines(result.differences):
        click.echo(line)
    _echo_newer(result.newer)
    if result.newer and not result.differences:
        click.echo(_("The folder changes nothing else."))
    else:
        click.echo(_closing_sentence(str(localize(facts.municipality.name)), result.differences, dry_run=dry_run))


def _find_warnings(
    facts: MunicipalityFacts, locations: RecordLocations, kept: tuple[Goal, ...]
) -> tuple[FolderWarning, ...]:
    """Return what is unlikely in the facts of a folder, and in how they differ from the goals that are kept."""
    _echo_missing_basis(facts)
    return find_warnings(facts, today=timezone.localdate(), locations=locations, kept=kept)


def _echo_missing_basis(facts: MunicipalityFacts) -> None:
    """Name the indicators without a basis: it may be unknown, so it stops nothing."""
    keys = without_basis(facts.indicators, facts.measurements)
    if keys:
        message = ngettext(
            "Note: the indicator %(indicators)s has no basis, so its pages cannot say what its figures rest on.",
            "Note: the indicators %(indicators)s have no basis, so their pages cannot say what their figures rest on.",
            len(keys),
        )
        click.echo(message % {"indicators": get_text_list(list(keys), _("and"))}, err=True)


def _echo_warnings(warnings: tuple[FolderWarning, ...]) -> None:
    for line in warning_lines(warnings):
        click.echo(line, err=True)


def _echo_newer(newer: tuple[Difference, ...]) -> None:
    """List what stays as it is now, though the folder has it otherwise: it was changed after the export."""
    if newer:
        click.echo(_("This has been changed since the folder was exported, and stays as it is now:"), err=True)
        for line in difference_lines(newer, most=MAX_CHANGES):
            click.echo(f"  {line}", err=True)
        click.echo(
            _("To change it, export to a new folder with kobling export, and make your changes there."), err=True
        )


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@municipality_option
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="What was known on this day alone, e.g. 2020-11-30; everything where it is left out.",
)
@click.option(
    "--as-known-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="What was kept at the end of this day, before what has been changed since.",
)
def export(folder: Path, municipality: str | None, on: datetime | None, as_known_on: datetime | None) -> None:
    """Write everything Kobling keeps of a municipality to FOLDER."""
    slug = requested_municipality(municipality)
    if as_known_on is not None:
        facts, revision = municipality_facts_known_on(slug, as_known_on.date()), None
    else:
        facts, revision = facts_with_revision(slug)
    if on is not None:
        facts, revision = facts_as_of(facts, on.date()), None
    write_folder(facts, folder, revision=revision)
    click.echo(_("%(name)s is written to %(folder)s.") % {"name": facts.municipality.name.da, "folder": folder})


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def schema(folder: Path) -> None:
    """Write the JSON Schemas of the municipality folder's files to FOLDER, for an editor to complete and check by."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, json_schema in json_schemas.json_schemas().items():
        (folder / f"{name}.json").write_text(json.dumps(json_schema, indent=2, ensure_ascii=False) + "\n", "utf-8")
    click.echo(_("The schemas are in %(folder)s.") % {"folder": folder})


def _change_lines(changes: tuple[Difference, ...]) -> list[str]:
    """Return the changes as lines: counts by kind of record, then each change."""
    counts = Counter((change.kind, _change_sign(change)) for change in changes)
    totals = [f"{sign} {record_name(kind)}: {count}" for (kind, sign), count in counts.items()]
    listed = difference_lines((change for change in changes if change.before is not None), most=MAX_CHANGES)
    return [*totals, *listed]


def _closing_sentence(name: str, changes: tuple[Difference, ...], *, dry_run: bool) -> str:
    """Return what the import came to."""
    if not changes:
        return _("Nothing differs from what is kept already.")
    counts = Counter(map(_change_sign, changes))
    parts = [
        text % {"count": counts[sign]}
        for sign, text in (
            ("+", ngettext("%(count)d record is new", "%(count)d records are new", counts["+"])),
            ("~", ngettext("%(count)d is changed", "%(count)d are changed", counts["~"])),
            ("-", ngettext("%(count)d is removed", "%(count)d are removed", counts["-"])),
        )
        if counts[sign]
    ]
    what = {"name": name, "changes": get_text_list(parts, _("and"))}
    if dry_run:
        return _("This was a trial run: nothing was changed. In %(name)s, %(changes)s in the folder.") % what
    return _("%(name)s is imported: %(changes)s.") % what


def _change_sign(change: Difference) -> str:
    if change.before is None:
        return "+"
    return "-" if change.after is None else "~"


COMMANDS = (import_, export, validate, schema)
