"""The audit room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit trail as a Django app."""

    name = "kobling.rooms.audit"
    label = "audit"
