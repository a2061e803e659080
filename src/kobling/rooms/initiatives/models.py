"""Table of initiatives."""

from django.db import models

from kobling.rooms.sync import MunicipalityModel


class Initiative(MunicipalityModel):
    """A project, experiment, lab or effort."""

    term = models.CharField(max_length=63)
    name = models.JSONField()
    kind = models.CharField(max_length=30)
    what = models.JSONField()
    owner = models.CharField(max_length=63, null=True)
    contributors = models.JSONField()
    goals = models.JSONField()
    goals_inferred = models.BooleanField()
    hypothesis = models.JSONField(null=True)
    measure = models.JSONField(null=True)
    effect_after_days = models.PositiveIntegerField(null=True)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    ending = models.JSONField(null=True)
    outcome = models.JSONField(null=True)
    decision = models.JSONField(null=True)
    url = models.URLField(max_length=2000, null=True)
    sources = models.JSONField()
