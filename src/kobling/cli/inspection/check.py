"""`kobling check`: inspect the chain, and print the findings."""

from datetime import datetime
from pathlib import Path

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from kobling.cli.inspection.output_formats import FORMATTERS
from kobling.cli.inspection.report import Report, print_error, read_source
from kobling.cli.shared.accounts import acting_as
from kobling.cli.shared.error_messages import error_message
from kobling.cli.shared.options import by_option, day_or_today, municipality_option, on_option, requested_municipality
from kobling.core.chain import RULES_BY_CODE, Severity
from kobling.core.errors import KoblingError
from kobling.rooms.findings.actions import inspect
from kobling.rooms.findings.queries import inspect_facts

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
NEVER = "never"


folder_argument = click.argument("folder", required=False, type=click.Path(path_type=Path))
select_option = click.option(
    "--select",
    metavar="CODES",
    help="Rules or the beginnings of their codes, such as D2,D302; all where left out.",
)


@click.command(
    epilog="""\b
Exit codes:
  0  nothing at or above the level of --fail-on
  1  findings at or above it
  2  the command was not understood, or the chain cannot be read
"""
)
@folder_argument
@click.option("--database", is_flag=True, help="Inspect what is kept, and keep the run: kobling findings.")
@municipality_option
@on_option
@select_option
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATTERS)),
    default="text",
    show_default=True,
    help="text to read; json; sarif 2.1.0 for code scanning; github for annotations in a workflow.",
)
@click.option(
    "--fail-on",
    type=click.Choice([*(severity.value for severity in SEVERITIES), NEVER]),
    default=Severity.NOTE.value,
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@by_option
@click.pass_context
def check(
    ctx: click.Context,
    folder: Path | None,
    database: bool,  # noqa: FBT001  (click hands a flag over like this)
    municipality: str | None,
    on: datetime | None,
    select: str | None,
    form: str,
    fail_on: str,
    by: str,
) -> None:
    """Show where the chain is broken, in FOLDER or in what is kept.

    The same facts on the same day give the same findings: the seed of D302's rewirings is always 302.
    """
    if database == (folder is not None):
        raise click.UsageError(_("Inspect either a FOLDER or what is kept: --database"))
    codes = None if select is None else tuple(code.strip().upper() for code in select.split(","))
    try:
        if folder is None:
            report = _inspect_database(municipality, on, codes, by)
        else:
            source = read_source(folder, "")
            report = Report(source, inspect_facts(source.facts, on=day_or_today(on), select=codes))
    except KoblingError as error:
        print_error(error, error_message(error))
        ctx.exit(2)
    click.echo(FORMATTERS[form](report))
    ctx.exit(int(_has_failed(report, fail_on)))


def _inspect_database(municipality: str | None, on: datetime | None, codes: tuple[str, ...] | None, by: str) -> Report:
    slug = requested_municipality(municipality)
    with acting_as(by) as account:
        run, inspection = inspect(municipality=slug, on=day_or_today(on), by=account, at=timezone.now(), select=codes)
    return Report(read_source(None, slug), inspection, run)


def _has_failed(report: Report, fail_on: str) -> bool:
    if fail_on == NEVER:
        return False
    failing = SEVERITIES[: SEVERITIES.index(Severity(fail_on)) + 1]
    return any(RULES_BY_CODE[finding.code].severity in failing for finding in report.inspection.findings)
