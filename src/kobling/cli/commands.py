"""The command `kobling` and its subcommands."""

import click
from django.conf import settings
from django.utils import translation

from kobling.cli import changes, folder, operations, registers, releases, status, users, worker
from kobling.cli.inspection import COMMANDS as INSPECTION
from kobling.cli.operation.commands import COMMANDS as OPERATION
from kobling.cli.shared.error_messages import ErrorHandlingGroup
from kobling.cli.survey.group import COMMANDS as SURVEY


@click.group(cls=ErrorHandlingGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--language", type=click.Choice(["da", "en"]), help="The language of what is said (KOBLING_LANGUAGE).")
@click.version_option(package_name="kobling", help="Show the version and exit.")
def kobling(language: str | None) -> None:
    """Keep a municipality's chain on."""
    translation.activate(language or settings.LANGUAGE_CODE)


for command in (
    *folder.COMMANDS,
    *changes.COMMANDS,
    *status.COMMANDS,
    *INSPECTION,
    *releases.COMMANDS,
    *operations.COMMANDS,
    *OPERATION,
    *users.COMMANDS,
    *registers.COMMANDS,
    *worker.COMMANDS,
    *SURVEY,
):
    kobling.add_command(command)
