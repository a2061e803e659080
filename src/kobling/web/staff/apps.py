"""The staff pages as a Django app."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """The app that gives Django the templates and translations of the staff pages."""

    name = "kobling.web.staff"
    label = "staff"
