"""The findings room."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    """The findings room."""

    name = "kobling.rooms.findings"
    label = "findings"
