"""The Django app that carries the shared words' translations, template tags and stylesheet."""

from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "kobling.web.shared"
    label = "web_shared"
