"""The agreements room."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """The agreements room."""

    name = "kobling.rooms.agreements"
    label = "agreements"
