"""Table of what is done for the goals."""

from django.db import models

from kobling.rooms.keeping import Belonging


class Initiative(Belonging):
    """A project, experiment, lab or effort."""

    term = models.CharField(max_length=63)
    name = models.JSONField()
    kind = models.CharField(max_length=30)
    what = models.JSONField()
    owner = models.CharField(max_length=63, null=True)
    contributors = models.JSONField()
    goals = models.JSONField()
    goals_inferred = models.BooleanField()
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    outcome = models.JSONField(null=True)
    url = models.URLField(max_length=2000, null=True)
    sources = models.JSONField()
