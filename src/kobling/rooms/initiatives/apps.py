"""The initiatives room."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """The initiatives room."""

    name = "kobling.rooms.initiatives"
    label = "initiatives"
