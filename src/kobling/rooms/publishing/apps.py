"""The publishing room."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """The publishing room."""

    name = "kobling.rooms.publishing"
    label = "publishing"
