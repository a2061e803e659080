"""The change drafts room."""

from django.apps import AppConfig


class ChangeDraftsConfig(AppConfig):
    """The change drafts room."""

    name = "kobling.rooms.change_drafts"
    label = "change_drafts"
