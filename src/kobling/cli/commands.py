"""The command and its parts."""

import click
from django.conf import settings
from django.utils import translation

from kobling.cli import chain, folder, people, registers, releases, site
from kobling.cli.inspection import COMMANDS as INSPECTION
from kobling.cli.refusals import Refusing
from kobling.cli.survey.group import COMMANDS as SURVEY


@click.group(cls=Refusing, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--language", type=click.Choice(["da", "en"]), help="The language of what is said (KOBLING_LANGUAGE).")
@click.version_option(package_name="kobling", help="Show the version and exit.")
def kobling(language: str | None) -> None:
    """Keep a municipality's chain on."""
    translation.activate(language or settings.LANGUAGE_CODE)


for command in (
    *folder.COMMANDS,
    *chain.COMMANDS,
    *INSPECTION,
    *releases.COMMANDS,
    *site.COMMANDS,
    *people.COMMANDS,
    *registers.COMMANDS,
    *SURVEY,
):
    kobling.add_command(command)
