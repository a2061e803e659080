"""Tables of deputies, and of the secret addresses of calendars. What waits is computed, and has no table."""

from django.db import models


class Deputy(models.Model):
    """That an account sees what waits for another one, in one municipality, from one day to another."""

    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, related_name="+")
    account = models.CharField(max_length=8)
    """The key of the account that is away."""
    deputy = models.CharField(max_length=8)
    """The key of the account that acts for it."""
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("municipality", "account"), name="todos_deputy_account"),)


class CalendarAddress(models.Model):
    """That the calendar of an account in one municipality can be read by who knows its secret address."""

    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, related_name="+")
    account = models.CharField(max_length=8)
    """Its key."""
    token_hash = models.CharField(max_length=64, unique=True)
    """Of the secret part of the address, which is not kept."""
    made = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("municipality", "account"), name="todos_calendar_account"),)
