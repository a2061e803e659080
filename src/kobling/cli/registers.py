"""`kobling draw | register`: figures that draw themselves, and the tables they can be drawn from."""

import json
from dataclasses import dataclass
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kobling.cli.shared.error_messages import error_message
from kobling.cli.shared.options import by_option, municipality_option, requested_municipality
from kobling.cli.shared.text_table import text_table
from kobling.core.errors import KoblingError
from kobling.rooms.indicators.records import Indicator
from kobling.rooms.registers import actions, queries
from kobling.rooms.registers.actions import FetchResult
from kobling.rooms.registers.configuration import register
from kobling.rooms.registers.figure_diff import FigureRevision
from kobling.sources.registers import CatalogueEntry, RegisterError, Variable
from kobling.sources.registers import RegisterTable as Described
from kobling.web.shared.formats import decimals_to_distinguish, format_number, format_period, format_short_day
from kobling.web.shared.localization import localize
from kobling.web.staff.words import outcome_name

MAX_LINES = 20
"""How many revisions, tables or values are listed; the rest is counted."""

format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to tell it."
)


@dataclass(frozen=True)
class FailedFetch:
    """An indicator that nothing was drawn for."""

    key: str
    name: str
    refusal: KoblingError


@click.command(
    epilog="""\b
Exit codes:
  0  everything that was asked for is drawn, or nothing was due
  1  something was refused; its former figures stand, and the others are drawn
  2  the command was not understood
"""
)
@click.argument("indicators", nargs=-1, metavar="[INDICATOR]...")
@click.option("--all", "every", is_flag=True, help="Draw every indicator that says what to draw.")
@click.option("--due", is_flag=True, help="Draw those whose next figure may have come; what a scheduler runs.")
@click.option("--dry-run", is_flag=True, help="Ask the registers and show what would change; change nothing.")
@municipality_option
@format_option
@by_option
@click.pass_context
def draw(
    ctx: click.Context,
    indicators: tuple[str, ...],
    every: bool,  # noqa: FBT001  (click hands a flag over like this)
    due: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
    municipality: str | None,
    form: str,
    by: str,
) -> None:
    """Draw the figures of INDICATORs anew from their registers; former figures are kept."""
    if (bool(indicators), every, due).count(True) != 1:
        raise click.UsageError(_("Say which: INDICATOR, --all or --due"))
    slug = requested_municipality(municipality)
    asked = [queries.definition(slug, key) for key in indicators] or _indicators_to_fetch(slug, due=due)
    told = [_fetch(slug, one, by=by, dry_run=dry_run) for one in asked]
    if form == "json":
        click.echo(json.dumps([_result_json(one) for one in told], ensure_ascii=False, indent=2))
    else:
        _print_results(told, dry_run=dry_run)
    ctx.exit(int(any(isinstance(one, FailedFetch) for one in told)))


def _indicators_to_fetch(municipality: str, *, due: bool) -> list[Indicator]:
    found = queries.fetchable_indicators(municipality, on=timezone.localdate())
    return [one.indicator for one in found if one.is_due or not due]


def _fetch(municipality: str, one: Indicator, *, by: str, dry_run: bool) -> FetchResult | FailedFetch:
    """Draw one; what stops it is told, and the next one drawn."""
    try:
        if one.draw is None:
            raise queries.NothingToFetch(indicator=one.key)
        return actions.fetch(
            municipality=municipality,
            indicator=one.key,
            register=register(one.draw.register_name),
            by=by,
            at=timezone.now(),
            dry_run=dry_run,
        )
    except KoblingError as refusal:
        return FailedFetch(one.key, str(localize(one.name)), refusal)


def _print_results(told: list[FetchResult | FailedFetch], *, dry_run: bool) -> None:
    for one in told:
        if isinstance(one, FailedFetch):
            click.echo(f"{one.name} ({one.key}): {error_message(one.refusal)}", err=True)
            click.echo("  " + _("The former figures stand."), err=True)
        else:
            for line in _result_lines(one):
                click.echo(line)
    refused = sum(isinstance(one, FailedFetch) for one in told)
    if not told:
        click.echo(_("Nothing is due."))
    elif refused:
        values = {"drawn": len(told) - refused, "refused": refused}
        click.echo(_("%(drawn)d drawn, %(refused)d refused.") % values)
    if dry_run:
        click.echo(_("This was a rehearsal: nothing was changed."))


def _result_lines(drew: FetchResult) -> list[str]:
    """Return what a drawing did: a line for all of it, then what has been changed by the source."""
    done, of = drew.diff, drew.drawing
    counts = [
        (ngettext("%(count)d new", "%(count)d new", len(done.added)), len(done.added)),
        (ngettext("%(count)d revised", "%(count)d revised", len(done.revisions)), len(done.revisions)),
        (ngettext("%(count)d as before", "%(count)d as before", done.unchanged), done.unchanged),
        (ngettext("%(count)d without a number", "%(count)d without a number", len(done.missing)), len(done.missing)),
        (ngettext("%(count)d no longer given", "%(count)d no longer given", len(done.withdrawn)), len(done.withdrawn)),
    ]
    told = ", ".join(said % {"count": count} for said, count in counts if count)
    name = str(localize(drew.indicator.name))
    place = f"{of.register_title}, {of.table}"
    lines = [f"{name} ({of.indicator}), {place}: {outcome_name(of.outcome)} ({told})"]
    lines += [f"  {_revision_line(one, drew)}" for one in done.revisions[:MAX_LINES]]
    if len(done.revisions) > MAX_LINES:
        lines.append("  " + _("… and %(count)d lines more") % {"count": len(done.revisions) - MAX_LINES})
    if of.active is False:
        lines.append("  " + _("The source has stopped updating this table: find another."))
    return lines


def _revision_line(one: FigureRevision, drew: FetchResult) -> str:
    decimals = decimals_to_distinguish(drew.indicator.decimals, one.before, one.after)
    place = " ".join(part for part in (format_period(one.period), one.area, one.part) if part)
    apart = format_number(round(one.after - one.before, 9), decimals, signed=True)
    return f"{place}: {format_number(one.before, decimals)} → {format_number(one.after, decimals)} ({apart})"


def _result_json(one: FetchResult | FailedFetch) -> dict[str, Any]:
    """Return what a program wants to know of a drawing."""
    if isinstance(one, FailedFetch):
        return {"indicator": one.key, "outcome": "refused", "refusal": error_message(one.refusal)}
    done = one.diff
    return {
        "indicator": one.drawing.indicator,
        "outcome": one.drawing.outcome,
        "drawing": one.drawing.model_dump(mode="json"),
        "added": [[item.area, item.part, item.period.code, item.value] for item in done.added],
        "revised": [[item.area, item.part, item.period.code, item.before, item.after] for item in done.revisions],
        "unchanged": done.unchanged,
        "missing": [[item.area, item.part, item.period.code, item.why] for item in done.missing],
        "gone": [[item.area, item.part, item.period.code] for item in done.withdrawn],
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
    found = register(register_name).search(" ".join(words_), language=_language())
    if form == "json":
        click.echo(json.dumps([_entry_as_json(one) for one in found], ensure_ascii=False, indent=2))
        return
    if not found:
        click.echo(_("No table holds these words. Try fewer of them, or the beginning of one."))
        return
    heads = [_("Table"), _("Latest"), _("Updated"), _("About")]
    click.echo(text_table(heads, [_entry_row(one) for one in found[:MAX_LINES]]))
    if len(found) > MAX_LINES:
        click.echo(_("… and %(count)d lines more") % {"count": len(found) - MAX_LINES})


def _entry_row(one: CatalogueEntry) -> list[str]:
    about = one.text if one.is_active else f"{one.text} ({_('no longer updated')})"
    return [one.code, one.latest_period or "", format_short_day(one.updated_at.date()) if one.updated_at else "", about]


def _entry_as_json(one: CatalogueEntry) -> dict[str, Any]:
    return {
        "code": one.code,
        "text": one.text,
        "unit": one.unit,
        "updated": one.updated_at and one.updated_at.isoformat(),
        "first": one.first_period,
        "latest": one.latest_period,
        "active": one.is_active,
        "variables": list(one.variables),
    }


@register_.command("table")
@click.argument("code")
@register_option
@click.option("--values", "every", is_flag=True, help="List every value of every variable.")
@format_option
def table_(code: str, register_name: str, every: bool, form: str) -> None:  # noqa: FBT001
    """Show what table CODE holds: variables and values, each with the code that a definition names it by."""
    found = register(register_name).describe(code, language=_language())
    if form == "json":
        click.echo(json.dumps(_table_as_json(found), ensure_ascii=False, indent=2))
        return
    click.echo(f"{found.code}  {found.text}")
    if not found.is_active:
        click.echo(_("The source has stopped updating this table: find another."))
    for line in (found.note, found.documentation):
        if line:
            click.echo(line)
    for variable in found.variables:
        click.echo("")
        for line in _variable_lines(found, variable, every=every):
            click.echo(line)


def _variable_lines(found: Described, variable: Variable, *, every: bool) -> list[str]:
    """Return a variable and its values: all, or the first and the last of them."""
    what = [_("time")] if variable.is_time else []
    what += [_("may be left out")] if variable.is_optional else []
    total, count = _total(found, variable), len(variable.values)
    what += [_("the total is %(code)s") % {"code": total}] if total else []
    what.append(ngettext("%(count)d value", "%(count)d values", count) % {"count": count})
    shown = (
        variable.values if every or count <= MAX_LINES else (*variable.values[: MAX_LINES - 3], *variable.values[-2:])
    )
    width = max((len(value.code) for value in shown), default=0)
    lines = [f"  {value.code.ljust(width)}  {value.text}" for value in shown]
    if len(shown) < count:
        lines.insert(MAX_LINES - 3, "  " + _("… %(count)d more: --values") % {"count": count - len(shown)})
    return [f"{variable.code}  {variable.text} ({', '.join(what)})", *lines]


def _total(found: Described, variable: Variable) -> str | None:
    """Return the code of the value that is the sum of the others, where exactly one can be."""
    # What reads tables takes longer to import than most commands to run.
    from kobling.sources.statbank import find_total  # noqa: PLC0415

    try:
        return find_total(found, variable.code).code
    except RegisterError:
        return None


def _table_as_json(found: Described) -> dict[str, Any]:
    return {
        "code": found.code,
        "text": found.text,
        "unit": found.unit,
        "updated": found.updated_at and found.updated_at.isoformat(),
        "active": found.is_active,
        "note": found.note,
        "documentation": found.documentation,
        "variables": [
            {
                "code": one.code,
                "text": one.text,
                "time": one.is_time,
                "may_be_left_out": one.is_optional,
                "total": _total(found, one),
                "values": [{"code": value.code, "text": value.text} for value in one.values],
            }
            for one in found.variables
        ],
    }


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "da"


COMMANDS = (draw, register_)
