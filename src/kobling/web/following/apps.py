"""Following the barometer, as a Django app."""

from django.apps import AppConfig


class FollowingConfig(AppConfig):
    """The app that gives Django the templates and translations of following."""

    name = "kobling.web.following"
    label = "following"
