"""`kobling fetch | register`: fetch figures from registers, and browse their tables."""

import json
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kobling.cli.shared.accounts import account_of
from kobling.cli.shared.error_messages import error_message
from kobling.cli.shared.options import (
    VISIBLE_TEXT,
    accept_warnings_option,
    by_option,
    municipality_option,
    requested_municipality,
)
from kobling.cli.shared.text_table import text_table
from kobling.core.errors import KoblingError
from kobling.records.indicators import Indicator
from kobling.rooms.audit.reasons import parse_reason
from kobling.rooms.registers import actions, queries
from kobling.rooms.registers.actions import FetchResult
from kobling.rooms.registers.configuration import register
from kobling.sources.registers import CatalogueEntry, RegisterError, RegisterTable, Variable
from kobling.web.shared.formats import format_short_day
from kobling.web.shared.localization import localize
from kobling.web.staff.figure_changes import count_summary, figure_change_lines
from kobling.web.staff.register_errors import failed_drawing_message, unlikely_lines
from kobling.web.staff.words import outcome_name

MAX_LINES = 20
"""How many revised or withdrawn figures, tables or values are listed; the rest are counted."""

format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to write it."
)


@dataclass(frozen=True)
class FailedFetch:
    """An indicator whose figures could not be fetched."""

    key: str
    name: str
    error: KoblingError


@click.command(
    epilog="""\b
Exit codes:
  0  everything that was asked for is fetched, or nothing was due
  1  something was refused; its former figures stand, and the others are fetched
  2  the command was not understood
"""
)
@click.argument("indicators", nargs=-1, metavar="[INDICATOR]...")
@click.option("--all", "every", is_flag=True, help="Fetch every indicator that says what to fetch.")
@click.option("--due", is_flag=True, help="Fetch those whose next figure may have come; what a scheduler runs.")
@click.option("--dry-run", is_flag=True, help="Ask the registers and show what would change; change nothing.")
@municipality_option
@accept_warnings_option
@click.option("--reason", type=VISIBLE_TEXT, help="Why it is right; kept in the audit.")
@format_option
@by_option
@click.pass_context
def fetch(
    ctx: click.Context,
    indicators: tuple[str, ...],
    every: bool,  # noqa: FBT001  (click hands a flag over like this)
    due: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
    municipality: str | None,
    form: str,
    by: str,
    accept_warnings: bool,  # noqa: FBT001
    reason: str | None,
) -> None:
    """Fetch the figures of INDICATORs anew from their registers; former figures are kept.

    A figure that is possible but unlikely is questioned, and no figures of its indicator are stored before it is
    accepted.
    """
    if (bool(indicators), every, due).count(True) != 1:
        raise click.UsageError(_("Say which: INDICATOR, --all or --due"))
    slug = requested_municipality(municipality)
    requested = [queries.definition(slug, key) for key in indicators] or _indicators_to_fetch(slug, due=due)
    why = "" if reason is None else parse_reason(reason)
    accept = why if accept_warnings else None
    account_of(by, dry_run=True)
    author = partial(account_of, by, dry_run=dry_run)
    results = [_fetch(slug, indicator, by=author, dry_run=dry_run, accept=accept) for indicator in requested]
    if form == "json":
        click.echo(json.dumps([_result_json(result) for result in results], ensure_ascii=False, indent=2))
    else:
        _print_results(results, dry_run=dry_run)
    ctx.exit(int(any(isinstance(result, FailedFetch) for result in results)))


def _indicators_to_fetch(municipality: str, *, due: bool) -> list[Indicator]:
    fetchable = queries.fetchable_indicators(municipality, on=timezone.localdate())
    return [candidate.indicator for candidate in fetchable if candidate.is_due or not due]


def _fetch(
    municipality: str, indicator: Indicator, *, by: actions.Author, dry_run: bool, accept: str | None
) -> FetchResult | FailedFetch:
    """Fetch the figures of one indicator; return an error instead of raising it, so that the next one is fetched."""
    try:
        if indicator.draw is None:
            raise queries.NothingToFetch(indicator=indicator.key)
        return actions.fetch(
            municipality=municipality,
            indicator=indicator.key,
            register=register(indicator.draw.register_name, municipality),
            by=by,
            at=timezone.now(),
            dry_run=dry_run,
            accept=accept,
        )
    except KoblingError as error:
        return FailedFetch(indicator.key, str(localize(indicator.name)), error)


def _print_results(results: list[FetchResult | FailedFetch], *, dry_run: bool) -> None:
    for result in results:
        if isinstance(result, FailedFetch):
            for line in _failure_lines(result):
                click.echo(line, err=True)
        else:
            for line in _result_lines(result):
                click.echo(line)
    failed = sum(isinstance(result, FailedFetch) for result in results)
    if not results:
        click.echo(_("Nothing is due."))
    elif failed:
        values = {"drawn": len(results) - failed, "refused": failed}
        click.echo(_("%(drawn)d fetched, %(refused)d refused.") % values)
    if dry_run:
        click.echo(_("This was a trial run: nothing was changed."))


def _failure_lines(result: FailedFetch) -> list[str]:
    """Return why the figures of an indicator were not stored, and what to do, as lines."""
    name = f"{result.name} ({result.key})"
    if not isinstance(result.error, actions.UnlikelyFigures):
        return [f"{name}: {error_message(result.error)}", "  " + _("The former figures stand.")]
    return [
        *(f"{name}: {_('warning')}: {line}" for line in unlikely_lines(result.error.figures)),
        "  "
        + _("The former figures stand. If the new ones are right: kobling fetch %(key)s --accept-warnings")
        % {"key": result.key},
    ]


def _result_lines(result: FetchResult) -> list[str]:
    """Return the result of a fetch as lines: a summary, then the figures that the source has withdrawn or revised."""
    drawing = result.drawing
    name = f"{localize(result.indicator.name)} ({drawing.indicator})"
    location = f"{drawing.register_title}, {drawing.table}"
    details = [failed_drawing_message(drawing)] if drawing.refusal is not None else []
    details += figure_change_lines(result.diff, result.indicator, limit=MAX_LINES)
    details += [f"{_('warning')}: {line}" for line in unlikely_lines(result.unlikely)]
    if drawing.active is False:
        details.append(_("The source has stopped updating this table: find another."))
    summary = f"{name}, {location}: {outcome_name(drawing.outcome)} ({count_summary(result.diff)})"
    return [summary, *(f"  {line}" for line in details)]


def _result_json(result: FetchResult | FailedFetch) -> dict[str, Any]:
    """Return the result of a fetch as JSON."""
    if isinstance(result, FailedFetch):
        return {"indicator": result.key, "outcome": "refused", "refusal": error_message(result.error)}
    diff = result.diff
    return {
        "indicator": result.drawing.indicator,
        "outcome": result.drawing.outcome,
        "drawing": result.drawing.model_dump(mode="json"),
        "added": [[item.area, item.part, item.period.code, item.value] for item in diff.added],
        "revised": [[item.area, item.part, item.period.code, item.before, item.after] for item in diff.revisions],
        "restored": [[item.area, item.part, item.period.code, item.value] for item in diff.restored],
        "unchanged": diff.unchanged,
        "missing": [[item.area, item.part, item.period.code, item.why] for item in diff.missing],
        "withdrawn": [
            [item.figure.area, item.figure.part, item.figure.period.code, item.figure.value, item.sign]
            for item in diff.withdrawn
        ],
        "not_asked": [[item.area, item.part, item.period.code] for item in diff.untouched],
        "unlikely": unlikely_lines(result.unlikely),
    }


@click.group("register")
def register_() -> None:
    """Look for tables, and see what one of them holds."""


register_option = click.option(
    "--register", "register_name", default="statbank", show_default=True, help="The register's short name."
)


@register_.command()
@click.argument("words_", nargs=-1, required=True, metavar="WORD...")
@register_option
@format_option
def search(words_: tuple[str, ...], register_name: str, form: str) -> None:
    """List the tables that hold every WORD."""
    entries = register(register_name).search(" ".join(words_), language=_language())
    if form == "json":
        click.echo(json.dumps([_entry_json(entry) for entry in entries], ensure_ascii=False, indent=2))
        return
    if not entries:
        click.echo(_("No table holds these words. Try fewer of them, or the beginning of one."))
        return
    headings = [_("Table"), _("Latest"), _("Updated"), _("About")]
    click.echo(text_table(headings, [_entry_row(entry) for entry in entries[:MAX_LINES]]))
    if len(entries) > MAX_LINES:
        click.echo(_("… and %(count)d lines more") % {"count": len(entries) - MAX_LINES})


def _entry_row(entry: CatalogueEntry) -> list[str]:
    about = entry.text if entry.is_active else f"{entry.text} ({_('no longer updated')})"
    return [
        entry.code,
        entry.latest_period or "",
        format_short_day(entry.updated_at.date()) if entry.updated_at else "",
        about,
    ]


def _entry_json(entry: CatalogueEntry) -> dict[str, Any]:
    return {
        "code": entry.code,
        "text": entry.text,
        "unit": entry.unit,
        "updated": entry.updated_at and entry.updated_at.isoformat(),
        "first": entry.first_period,
        "latest": entry.latest_period,
        "active": entry.is_active,
        "variables": list(entry.variables),
    }


@register_.command("table")
@click.argument("code")
@register_option
@click.option("--values", "every", is_flag=True, help="List every value of every variable.")
@format_option
def table_(code: str, register_name: str, every: bool, form: str) -> None:  # noqa: FBT001
    """Show what table CODE holds: variables and values, each with the code that a definition names it by."""
    table = register(register_name).describe(code, language=_language())
    if form == "json":
        click.echo(json.dumps(_table_json(table), ensure_ascii=False, indent=2))
        return
    click.echo(f"{table.code}  {table.text}")
    if not table.is_active:
        click.echo(_("The source has stopped updating this table: find another."))
    for text in (table.note, table.documentation):
        if text:
            click.echo(text)
    for variable in table.variables:
        click.echo("")
        for line in _variable_lines(table, variable, every=every):
            click.echo(line)


def _variable_lines(table: RegisterTable, variable: Variable, *, every: bool) -> list[str]:
    """Return a variable and its values as lines: all values, or the first and the last of them."""
    facts = [_("time")] if variable.is_time else []
    facts += [_("may be left out")] if variable.is_optional else []
    total, count = _total(table, variable), len(variable.values)
    facts += [_("the total is %(code)s") % {"code": total}] if total else []
    facts.append(ngettext("%(count)d value", "%(count)d values", count) % {"count": count})
    shown = (
        variable.values if every or count <= MAX_LINES else (*variable.values[: MAX_LINES - 3], *variable.values[-2:])
    )
    width = max((len(value.code) for value in shown), default=0)
    lines = [f"  {value.code.ljust(width)}  {value.text}" for value in shown]
    if len(shown) < count:
        lines.insert(MAX_LINES - 3, "  " + _("… %(count)d more: --values") % {"count": count - len(shown)})
    return [f"{variable.code}  {variable.text} ({', '.join(facts)})", *lines]


def _total(table: RegisterTable, variable: Variable) -> str | None:
    """Return the code of the value that is the total of the others, or None where that is not clear."""
    # The import takes longer than most commands.
    from kobling.sources.statbank import find_total  # noqa: PLC0415

    try:
        return find_total(table, variable.code).code
    except RegisterError:
        return None


def _table_json(table: RegisterTable) -> dict[str, Any]:
    return {
        "code": table.code,
        "text": table.text,
        "unit": table.unit,
        "updated": table.updated_at and table.updated_at.isoformat(),
        "active": table.is_active,
        "note": table.note,
        "documentation": table.documentation,
        "variables": [
            {
                "code": variable.code,
                "text": variable.text,
                "time": variable.is_time,
                "may_be_left_out": variable.is_optional,
                "total": _total(table, variable),
                "values": [{"code": value.code, "text": value.text} for value in variable.values],
            }
            for variable in table.variables
        ],
    }


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "da"


DRAW = copy(fetch)
"""What `fetch` was called before; scripts go on working."""
DRAW.name, DRAW.hidden = "draw", True

COMMANDS = (fetch, DRAW, register_)
