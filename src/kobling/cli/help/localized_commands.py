"""Help and usage in the active language.

Help texts are written in English where commands and options are defined; `tools.translations` finds those texts as it
finds any other. Here they are translated into the active language, when a command is run.
"""

import gettext as standard
import os
import sys
from collections.abc import Sequence
from copy import copy
from functools import cache
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
"""Click's own placeholders in a line of usage, which it does not translate."""

# Click looks its own messages up with Python's gettext, in the domain bound here (see click_messages).
standard.bindtextdomain("django", Path(__file__).parents[1] / "locale")
standard.textdomain("django")


def requested_language(arguments: Sequence[str], *, default: str) -> str:
    """Return the language given by `--language`, or the default."""
    for argument, following in zip(arguments, (*arguments, "")[1:], strict=True):
        language = following if argument == "--language" else argument.removeprefix("--language=")
        if language in LANGUAGES and argument.startswith("--language"):
            return language
    return default


def activate_language(language: str) -> None:
    """Translate everything into a language from here on."""
    translation.activate(language)
    os.environ["LANGUAGE"] = language


class LocalizedGroup(click.Group):
    """A group of commands whose help is in the requested language, or else in the server's."""

    def main(self, args: Sequence[str] | None = None, *extra: Any, **options: Any) -> Any:
        """Run a translated copy of the group."""
        arguments = sys.argv[1:] if args is None else list(args)
        language = requested_language(arguments, default=settings.LANGUAGE_CODE)
        activate_language(language)
        return super(LocalizedGroup, _localized_group(self, language)).main(arguments, *extra, **options)


@cache
def _localized_group(group: LocalizedGroup, language: str) -> LocalizedGroup:
    """Return a copy of a group with help in a language, which is the active one."""
    del language
    return localize_command(group)


def localize_command(command: C) -> C:
    """Return a copy of a command and its subcommands, with help in the active language."""
    localized = copy(command)
    localized.help, localized.epilog = localize_help(command.help), localize_help(command.epilog)
    localized.options_metavar = localize_help(command.options_metavar)
    localized.params = [_localize_parameter(parameter) for parameter in command.params]
    if isinstance(localized, click.Group) and isinstance(command, click.Group):
        localized.subcommand_metavar = localize_help(command.subcommand_metavar) or ""
        localized.commands = {name: localize_command(subcommand) for name, subcommand in command.commands.items()}
    return localized


def _localize_parameter(parameter: click.Parameter) -> click.Parameter:
    localized = copy(parameter)
    if isinstance(localized.type, click.Path):
        localized.type = _localize_path_type(localized.type)
    if isinstance(localized, click.Option):
        localized.help = localize_help(localized.help)
        localized.show_default = (
            localize_help(localized.show_default) if isinstance(localized.show_default, str) else localized.show_default
        )
    return localized


def _localize_path_type(path: click.Path) -> click.Path:
    """Return a path type whose name in messages is in the active language."""
    localized = copy(path)
    localized.name = _("path") if path.file_okay and path.dir_okay else _("file") if path.file_okay else _("directory")
    return localized


def localize_help(text: str | None) -> str | None:
    """Return a help text in the active language."""
    if not text:
        return text
    parts = (f"\b\n{_(part)}" if is_verbatim else _(part) for part, is_verbatim in paragraphs(text))
    return "\n\n".join(parts)
