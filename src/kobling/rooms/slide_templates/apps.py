"""The slide templates room."""

from django.apps import AppConfig


class SlideTemplatesConfig(AppConfig):
    """The slide templates room."""

    name = "kobling.rooms.slide_templates"
    label = "slide_templates"
