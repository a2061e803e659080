"""The command line, as an app so that its words are translated."""

from django.apps import AppConfig


class CliConfig(AppConfig):
    """The command line."""

    name = "kobling.cli"
    label = "cli"
