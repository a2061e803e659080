"""The public pages as a Django app."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The app that gives Django the templates and translations of the public pages."""

    name = "kobling.web.public"
    label = "public"
