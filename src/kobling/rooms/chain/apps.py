"""The chain room."""

from django.apps import AppConfig


class ChainConfig(AppConfig):
    """The chain room."""

    name = "kobling.rooms.chain"
    label = "chain"
