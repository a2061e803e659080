"""`kobling findings`: list, show and answer the findings of the inspection, and undo an inspection."""

import textwrap
from collections.abc import Iterator, Mapping

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kobling.cli.inspection.report import Report, read_source
from kobling.cli.shared.accounts import acting_as
from kobling.cli.shared.options import VISIBLE_TEXT, by_option, municipality_option, requested_municipality
from kobling.cli.shared.text_table import text_table
from kobling.core.chain import RULES_BY_CODE
from kobling.rooms.findings import actions, queries
from kobling.rooms.findings.records import FindingEvent, FindingState, TrackedFinding
from kobling.rooms.people.queries import names as account_names
from kobling.web.shared.formats import format_day, format_short_day
from kobling.web.shared.words.accounts import account_name
from kobling.web.shared.words.inspection import finding_text, severity_name
from kobling.web.staff.words import event_name, state_name

ALL = "all"


@click.group()
def findings() -> None:
    """List, show and answer what the inspection has found."""


@findings.command("list")
@click.option(
    "--state",
    type=click.Choice([*(state.value for state in FindingState), ALL]),
    default=FindingState.OPEN.value,
    show_default=True,
    help="Which of them to list.",
)
@municipality_option
def list_(state: str, municipality: str | None) -> None:
    """List the findings: number, rule, what it points at, and since when."""
    slug = requested_municipality(municipality)
    tracked = queries.findings(slug, state=None if state == ALL else FindingState(state))
    last = queries.newest_run(slug)
    if last is None:
        click.echo(_("Nothing has been inspected yet. Begin with: kobling check --database"))
        return
    report = _current_report(slug)
    headings = [_("No."), _("Rule"), _("Severity"), pgettext("since when", "Since"), _("State"), _("Concerns")]
    if tracked:
        click.echo(text_table(headings, [_finding_row(report, finding) for finding in tracked], numbers={0}))
    else:
        click.echo(_("There are none."))
    click.echo(_("Last inspected on %(day)s: run %(number)s.") % {"day": format_day(last.day), "number": last.number})


@findings.command()
@click.argument("number", type=int)
@municipality_option
def show(number: int, municipality: str | None) -> None:
    """Show finding NUMBER: what is missing, the evidence, since when, what resolves it, and what has happened to it."""
    slug = requested_municipality(municipality)
    for line in _finding_lines(_current_report(slug), queries.finding(slug, number)):
        click.echo(line)


@findings.command()
@click.argument("number", type=int)
@click.option("--reason", type=VISIBLE_TEXT, required=True, help="Why it is not a fault.")
@municipality_option
@by_option
def answer(number: int, reason: str, municipality: str | None, by: str) -> None:
    """Say why finding NUMBER is not a fault; it opens again when the facts behind it change."""
    slug = requested_municipality(municipality)
    with acting_as(by) as account:
        actions.answer(municipality=slug, finding=number, reason=reason, by=account, at=timezone.now())
    click.echo(_("Finding %(number)s is answered. It opens again if the facts behind it change.") % {"number": number})


@findings.command()
@click.argument("run", type=int)
@municipality_option
@by_option
def undo(run: int, municipality: str | None, by: str) -> None:
    """Undo inspection RUN, the newest one: every finding is as before it, and what it found first is cleared."""
    slug = requested_municipality(municipality)
    with acting_as(by) as account:
        actions.undo_inspection(municipality=slug, run=run, by=account, at=timezone.now())
    click.echo(_("Run %(number)d is undone. The findings are as before it.") % {"number": run})


def _current_report(municipality: str) -> Report:
    """Return a report of the current facts, for their names; it is not stored."""
    source = read_source(None, municipality)
    return Report(source, queries.inspect_facts(source.facts, on=timezone.localdate(), select=("D101",)))


def _finding_row(report: Report, tracked: TrackedFinding) -> tuple[str, ...]:
    rule = RULES_BY_CODE[tracked.finding.code]
    severity, since = severity_name(rule.severity), format_short_day(tracked.since)
    name = textwrap.shorten(report.name(tracked.finding.subject), 70, placeholder=" …")
    return str(tracked.number), f"{rule.code} {rule.name}", severity, since, state_name(tracked.state), name


def _finding_lines(report: Report, tracked: TrackedFinding) -> Iterator[str]:
    rule = RULES_BY_CODE[tracked.finding.code]
    yield f"{tracked.number}. {rule.code} {rule.name} ({severity_name(rule.severity)}): {state_name(tracked.state)}"
    yield report.name(tracked.finding.subject)
    yield finding_text(tracked.finding)
    yield from (f"  + {line}" for line in report.evidence(tracked.finding))
    yield _("Since %(day)s") % {"day": format_day(tracked.since)}
    for title, words in ((_("Why it matters"), rule.why), (_("What resolves it"), rule.clears)):
        yield from ("", title, *textwrap.wrap(_(words), 100, initial_indent="  ", subsequent_indent="  "))
    yield from ("", _("What has happened to it"))
    names = account_names()
    for event in tracked.events:
        yield from _event_lines(event, names)


def _event_lines(event: FindingEvent, names: Mapping[str, str | None]) -> Iterator[str]:
    run = _("run %(number)s") % {"number": event.run} if event.run is not None else ""
    parts = (format_day(timezone.localdate(event.at)), event_name(event.what), account_name(event.by, names), run)
    yield "  " + ", ".join(part for part in parts if part)
    if event.reason:
        yield from textwrap.wrap(event.reason, 100, initial_indent="    ", subsequent_indent="    ")
