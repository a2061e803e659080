"""The facts room."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    """The facts room."""

    name = "kobling.rooms.facts"
    label = "facts"
