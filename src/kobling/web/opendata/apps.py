"""The open data."""

from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    """The open data."""

    name = "kobling.web.opendata"
    label = "opendata"
