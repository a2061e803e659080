"""The table of deputies. What waits is computed, and has no table."""

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
