"""The messages room."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Messages to accounts and followers, and what became of each."""

    name = "kobling.rooms.messages"
    label = "messages"
