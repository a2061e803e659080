"""The budget room."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """The budget room."""

    name = "kobling.rooms.budget"
    label = "budget"
