"""The open data as a Django app."""

from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    """The app that gives Django the templates and translations of the open data."""

    name = "kobling.web.opendata"
    label = "opendata"
