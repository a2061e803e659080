"""`kobling …`: the same queries and actions as the web, from the command line."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured


def main() -> None:
    """Run `kobling`.

    Exit codes: 0 done · 1 refused, with the reason in words · 2 the command was not understood.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    _let_the_asked_language_count()
    try:
        django.setup()
    except ImproperlyConfigured as refusal:
        sys.exit(f"kobling: {refusal}")
    from kobling.cli.commands import kobling  # noqa: PLC0415  (its tables exist once Django has started)

    kobling(prog_name="kobling")


def _let_the_asked_language_count() -> None:
    """Read `--language` before Django starts, so that every word is said in it."""
    for place, word in enumerate(sys.argv[1:-1], start=1):
        if word == "--language":
            os.environ["KOBLING_LANGUAGE"] = sys.argv[place + 1]
