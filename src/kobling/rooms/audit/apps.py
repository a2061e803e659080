"""The audit room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did what."""

    name = "kobling.rooms.audit"
    label = "audit"
