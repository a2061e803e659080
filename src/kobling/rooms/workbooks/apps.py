"""The Django app of the workbooks."""

from django.apps import AppConfig


class WorkbooksConfig(AppConfig):
    """The app of the workbooks; it stores nothing."""

    name = "kobling.rooms.workbooks"
    label = "workbooks"
