"""The council room."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    """The council room."""

    name = "kobling.rooms.council"
    label = "council"
