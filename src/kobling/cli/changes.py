"""`kobling changes list | show | undo` and `kobling history`: how the facts have changed, and taking a change back."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kobling.cli.shared.accounts import acting_as
from kobling.cli.shared.differences import difference_lines, field_lines
from kobling.cli.shared.options import VISIBLE_TEXT, by_option, municipality_option, requested_municipality
from kobling.cli.shared.record_names import record_name
from kobling.cli.shared.text_table import text_table
from kobling.records.facts import MunicipalityFacts
from kobling.rooms.audit.reasons import parse_reason
from kobling.rooms.changes import actions, queries
from kobling.rooms.changes.records import HistoryEntry
from kobling.rooms.facts.history import ChangeSet
from kobling.rooms.facts.kinds import KIND_NAMED
from kobling.rooms.facts.queries import municipality_facts, municipality_facts_known_on
from kobling.rooms.folder.writing.serializer import serialize_record
from kobling.rooms.people.queries import names as account_names
from kobling.web.shared.formats import format_timestamp
from kobling.web.shared.words.accounts import account_name

MAX_LINES = 200
"""How many lines of differences are listed; the rest is counted."""
MAX_ENTRIES = 20
"""How many changes of a fact are shown without being asked for all."""
ORIGINS: Mapping[str, str] = {
    "folder": gettext_noop("folder"),
    "register": gettext_noop("register"),
    "survey": gettext_noop("survey"),
    "page": gettext_noop("page"),
    "workbook": gettext_noop("Excel file"),
    "undo": gettext_noop("undoing"),
    "upgrade": gettext_noop("kept before changes were"),
}


@click.group()
def changes() -> None:
    """Show how what is kept has changed, and take a change back."""


@changes.command("list")
@municipality_option
def list_(municipality: str | None) -> None:
    """List the changes of a municipality, newest first."""
    made = queries.change_sets(requested_municipality(municipality))
    names = account_names()
    rows = [
        [
            str(one.number),
            format_timestamp(one.at),
            account_name(one.by, names),
            _(ORIGINS[one.origin]),
            _remark(one),
        ]
        for one in made
    ]
    click.echo(text_table([_("No."), _("When"), _("Who"), _("From"), _("Remark")], rows))


@changes.command()
@click.argument("number", type=int)
@municipality_option
def show(number: int, municipality: str | None) -> None:
    """Show what change NUMBER did, field by field."""
    slug = requested_municipality(municipality)
    click.echo(_heading(queries.change_set(slug, number), account_names()))
    for line in difference_lines(queries.differences(slug, number), most=MAX_LINES):
        click.echo(line)


@changes.command()
@click.argument("number", type=int)
@click.option("--reason", type=VISIBLE_TEXT, help="Why; kept with the change.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@municipality_option
@by_option
def undo(number: int, reason: str | None, municipality: str | None, by: str, *, dry_run: bool) -> None:
    """Take back what change NUMBER did, as a new change.

    What has been changed again since, or may have been published, is never taken back. The answers of registers stay.
    """
    why = None if reason is None else parse_reason(reason)
    slug = requested_municipality(municipality)
    with acting_as(by, dry_run=dry_run) as account:
        undone = actions.undo(
            municipality=slug, number=number, by=account, at=timezone.now(), reason=why, dry_run=dry_run
        )
    for line in difference_lines(undone, most=MAX_LINES):
        click.echo(line)
    if dry_run:
        click.echo(_("This was a trial run: nothing was changed."))
    else:
        click.echo(_("Change %(number)d is taken back.") % {"number": number})


@click.command()
@click.argument("name", metavar="GOAL")
@click.option(
    "--kind", type=click.Choice(list(KIND_NAMED)), default="goal", show_default=True, help="What GOAL is a key of."
)
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Show it as it was known at the end of this day, e.g. 2020-11-30.",
)
@click.option("--all", "is_whole", is_flag=True, help="Show every change; otherwise the newest ones.")
@municipality_option
def history(name: str, kind: str, on: datetime | None, municipality: str | None, *, is_whole: bool) -> None:
    """Show how GOAL has changed, by key or address: what, when, by whom and why; newest first."""
    slug = requested_municipality(municipality)
    if on is not None:
        known = municipality_facts_known_on(slug, on.date())
        click.echo(serialize_record(_record(known, kind, _key_of(known, kind, name))), nl=False)
        return
    key = _key_of(municipality_facts(slug), kind, name)
    naming = queries.named_by(slug, kind, key)
    if naming:
        names = ", ".join(f"{record_name(of)} {name}" for of, name in naming)
        click.echo(_("Named by: %(names)s") % {"names": names})
    accounts = account_names()
    entries = queries.history(slug, kind, key, most=None if is_whole else MAX_ENTRIES + 1)
    for entry in entries if is_whole else entries[:MAX_ENTRIES]:
        click.echo(_heading(entry.change_set, accounts))
        for line in _entry_lines(entry):
            click.echo(line)
    if not is_whole and len(entries) > MAX_ENTRIES:
        click.echo(_("Earlier changes are not shown; --all shows every one."))


def _key_of(facts: MunicipalityFacts, kind: str, name: str) -> str:
    """Return the key of a goal by its address; the name itself where it is no address."""
    by_address = {
        address: goal.key
        for goal in facts.goals
        if kind == "goal"
        for address in (*goal.former_slugs, goal.slug.en, goal.slug.da, goal.key)
    }
    return by_address.get(name, name)


def _record(facts: MunicipalityFacts, kind: str, key: str) -> Any:
    of_kind = KIND_NAMED[kind]
    value = getattr(facts, of_kind.list_name)
    records = {of_kind.key_of(record): record for record in (value if isinstance(value, tuple) else (value,))}
    if key not in records:
        raise queries.NoSuchFact(kind=kind, found=key, known=tuple(records))
    return records[key]


def _heading(made: ChangeSet, names: Mapping[str, str | None]) -> str:
    """Return a change set on one line: number, time, name of the account, origin and remark."""
    what = {
        "number": made.number,
        "when": format_timestamp(made.at),
        "by": account_name(made.by, names),
        "origin": _(ORIGINS[made.origin]),
    }
    line = _("Change %(number)d, %(when)s, %(by)s, from: %(origin)s") % what
    remark = _remark(made)
    return f"{line}. {remark}" if remark else line


def _remark(made: ChangeSet) -> str:
    remarks = []
    if made.undoes is not None:
        remarks.append(_("takes back change %(number)d") % {"number": made.undoes})
    if made.undone_by is not None:
        remarks.append(_("taken back by change %(number)d") % {"number": made.undone_by})
    if made.reason:
        remarks.append(" ".join(made.reason.split()))
    return "; ".join(remarks)


def _entry_lines(entry: HistoryEntry) -> Iterator[str]:
    if entry.after is None:
        yield "  " + _("removed")
    elif entry.before is None:
        yield "  " + _("added")
    else:
        yield from (f"  {line}" for line in field_lines(entry.before, entry.after))


COMMANDS = (changes, history)
