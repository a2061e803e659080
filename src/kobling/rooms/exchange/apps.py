"""The exchange room."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The exchange room."""

    name = "kobling.rooms.exchange"
    label = "exchange"
