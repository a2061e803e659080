"""The Django app of the municipality folder."""

from django.apps import AppConfig


class FolderConfig(AppConfig):
    """The app keeps the label `exchange`, its name before the package was renamed."""

    name = "kobling.rooms.folder"
    label = "exchange"
