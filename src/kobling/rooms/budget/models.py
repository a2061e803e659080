"""Tables of tracks, budgets and their lines."""

from django.db import models
from django.db.models.functions import Coalesce

from kobling.rooms.sync import IdentifiedModel, MunicipalityModel


class Track(MunicipalityModel):
    """A heading that money is expected from or spent under."""

    term = models.CharField(max_length=63)
    name = models.JSONField()
    what = models.JSONField(null=True)
    goals = models.JSONField()
    units = models.JSONField()
    note = models.JSONField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    sources = models.JSONField()


class Budget(MunicipalityModel):
    """A year's budget; its lines have a table of their own."""

    term = models.CharField(max_length=63)
    name = models.JSONField()
    year = models.PositiveSmallIntegerField()
    price_level = models.PositiveSmallIntegerField(null=True)
    adopted = models.DateField(null=True)
    decision = models.JSONField(null=True)
    sums = models.JSONField()
    remainders = models.JSONField()
    note = models.JSONField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    sources = models.JSONField()


class BudgetLine(IdentifiedModel):
    """One track's amounts in one year, in whole kroner."""

    identity = ("budget_id", "track", "committee", "unit", "year")

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="line_rows")
    order = models.PositiveIntegerField()
    track = models.CharField(max_length=63)
    committee = models.CharField(max_length=63, null=True)
    unit = models.CharField(max_length=63, null=True)
    year = models.PositiveSmallIntegerField()
    expected_low = models.BigIntegerField(null=True)
    expected_mid = models.BigIntegerField(null=True)
    expected_high = models.BigIntegerField(null=True)
    agreed = models.BigIntegerField(null=True)
    realised = models.BigIntegerField(null=True)
    note = models.JSONField(null=True)
    sources = models.JSONField()

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(
                "budget",
                "track",
                Coalesce("committee", models.Value("")),
                Coalesce("unit", models.Value("")),
                "year",
                name="budget_line_place",
            ),
        )
