"""The releases room."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """The releases room."""

    name = "kobling.rooms.releases"
    label = "releases"
