"""The comments room."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    """The comments room."""

    name = "kobling.rooms.comments"
    label = "comments"
