"""`kobling …`: the same queries and actions as the web, from the command line."""

import io
import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured


def main() -> None:
    """Run `kobling`.

    Exit codes: 0 success · 1 error, with a message · 2 invalid usage.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    _set_language()
    _print_anything()
    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.exit(f"kobling: {error}")
    from kobling.cli.commands import kobling  # noqa: PLC0415  (its tables exist once Django has started)

    kobling(prog_name="kobling")


def _print_anything() -> None:
    """Let a character that the terminal cannot show be written as its escape, as in a folder named in Latin-1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _set_language() -> None:
    """Set the language from `--language` before Django starts, so that every text is translated."""
    for index, word in enumerate(sys.argv[1:-1], start=1):
        if word == "--language":
            os.environ["KOBLING_LANGUAGE"] = sys.argv[index + 1]
