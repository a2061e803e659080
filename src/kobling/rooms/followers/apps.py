"""The followers room."""

from django.apps import AppConfig


class FollowersConfig(AppConfig):
    """Readers who asked for a mail at each release."""

    name = "kobling.rooms.followers"
    label = "followers"
