"""Help and usage in the active language.

Commands and options say what they do in English, where they are defined; `tools.translations` finds those texts as it
finds any other. Here they are put into the active language, when a command is run.
"""

import gettext as standard
import os
import sys
from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import Any, TypeVar

import click
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kobling.cli.help.paragraphs import paragraphs

C = TypeVar("C", bound=click.Command)
LANGUAGES = ("da", "en")
OPTIONS, COMMAND = gettext_noop("[OPTIONS]"), gettext_noop("COMMAND [ARGS]...")
"""Click's own signs in a line of usage, which it does not translate."""

# Click asks Python's gettext for its own words (kobling.cli.help.click_messages), and that asks the domain bound here.
standard.bindtextdomain("django", Path(__file__).parents[1] / "locale")
standard.textdomain("django")


def requested_language(arguments: Sequence[str], *, otherwise: str) -> str:
    """Return the language that `--language` asks for."""
    for here, after in zip(arguments, (*arguments, "")[1:], strict=True):
        said = after if here == "--language" else here.removeprefix("--language=")
        if said in LANGUAGES and here.startswith("--language"):
            return said
    return otherwise


def activate_language(language: str) -> None:
    """Say everything in a language from here on."""
    translation.activate(language)
    os.environ["LANGUAGE"] = language


class LocalizedGroup(click.Group):
    """A command with parts whose help is said in the language that is asked for, or else in the server's."""

    def main(self, args: Sequence[str] | None = None, *given: Any, **named: Any) -> Any:
        """Run a copy of the command that speaks it."""
        said = sys.argv[1:] if args is None else list(args)
        activate_language(requested_language(said, otherwise=settings.LANGUAGE_CODE))
        return super(LocalizedGroup, localize_command(self)).main(said, *given, **named)


def localize_command(command: C) -> C:
    """Return a command, with all that lie below it, whose help is said in the active language."""
    said = copy(command)
    said.help, said.epilog = localize_help(command.help), localize_help(command.epilog)
    said.options_metavar = localize_help(command.options_metavar)
    said.params = [_localize_parameter(one) for one in command.params]
    if isinstance(said, click.Group) and isinstance(command, click.Group):
        said.subcommand_metavar = localize_help(command.subcommand_metavar) or ""
        said.commands = {name: localize_command(one) for name, one in command.commands.items()}
    return said


def _localize_parameter(parameter: click.Parameter) -> click.Parameter:
    said = copy(parameter)
    if isinstance(said.type, click.Path):
        said.type = _localize_path_type(said.type)
    if isinstance(said, click.Option):
        said.help = localize_help(said.help)
        said.show_default = (
            localize_help(said.show_default) if isinstance(said.show_default, str) else said.show_default
        )
    return said


def _localize_path_type(path: click.Path) -> click.Path:
    """Return a kind of path that is called what it is in the active language."""
    said = copy(path)
    said.name = _("path") if path.file_okay and path.dir_okay else _("file") if path.file_okay else _("directory")
    return said


def localize_help(text: str | None) -> str | None:
    """Return a help text in the active language."""
    if not text:
        return text
    said = (f"\b\n{_(part)}" if kept else _(part) for part, kept in paragraphs(text))
    return "\n\n".join(said)
