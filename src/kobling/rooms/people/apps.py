"""The people room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users and their roles."""

    name = "kobling.rooms.people"
    label = "people"
