"""`kobling doctor`: what is wrong with this installation, a line for each fault with what to do."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict

import click
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kobling.cli.operation.doctor import database_checks, machine_checks, settings_checks, worker_checks
from kobling.cli.operation.doctor.faults import Fault


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the faults for a program.")
def doctor(*, as_json: bool) -> None:
    """Find what is wrong with this installation, and what to do about it.

    Nothing is changed, and no names of persons are shown. The server may run meanwhile. The exit code is 1 where
    there is an error, and 0 where there is none or only a warning.
    """
    faults = tuple(find_faults())
    if as_json:
        click.echo(json.dumps([asdict(fault) for fault in faults], ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(map(_line, faults)) or _("Nothing is wrong."))
    if any(fault.weight == "error" for fault in faults):
        raise click.exceptions.Exit(1)


def find_faults() -> Iterator[Fault]:
    """Yield every fault; those of what the database holds where it answers and has the tables of this version."""
    yield from _run(*settings_checks.CHECKS, *machine_checks.CHECKS)
    for needed in (database_checks.reachable, database_checks.file_contents, database_checks.tables):
        faults = tuple(needed())
        yield from faults
        if any(fault.weight == "error" for fault in faults):
            return
    yield from _run(*machine_checks.DATABASE_CHECKS, *database_checks.CHECKS, *worker_checks.CHECKS)


def _run(*checks: Callable[[], Iterator[Fault]]) -> Iterator[Fault]:
    for check in checks:
        yield from check()


def _line(fault: Fault) -> str:
    name = pgettext("a fault", "Error") if fault.weight == "error" else pgettext("a fault", "Warning")
    return f"{name} ({fault.kind}): {fault.found} {fault.remedy}"


COMMANDS = (doctor,)
