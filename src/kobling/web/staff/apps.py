"""The staff pages as an app."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """The staff pages."""

    name = "kobling.web.staff"
    label = "staff"
