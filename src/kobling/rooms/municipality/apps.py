"""The municipality room."""

from django.apps import AppConfig


class MunicipalityConfig(AppConfig):
    """The municipality room."""

    name = "kobling.rooms.municipality"
    label = "municipality"
