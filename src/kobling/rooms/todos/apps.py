"""The to-dos room."""

from django.apps import AppConfig


class TodosConfig(AppConfig):
    """The to-dos room."""

    name = "kobling.rooms.todos"
    label = "todos"
