"""The indicators room."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """The indicators room."""

    name = "kobling.rooms.indicators"
    label = "indicators"
