"""Tables of decisions, priorities, joint meetings and policies."""

from django.db import models

from kobling.rooms.sync import MunicipalityModel


class TakenDecision(MunicipalityModel):
    """A decision that stands on its own."""

    term = models.CharField(max_length=63)
    body = models.CharField(max_length=63)
    date = models.DateField()
    item = models.CharField(max_length=500, null=True)
    case = models.CharField(max_length=500, null=True)
    url = models.URLField(max_length=2000, null=True)
    what = models.JSONField()
    themes = models.JSONField()
    goals = models.JSONField()
    policies = models.JSONField()
    initiatives = models.JSONField()
    sources = models.JSONField()


class Priority(MunicipalityModel):
    """A committee takes a goal up for a year."""

    term = models.CharField(max_length=63)
    committee = models.CharField(max_length=63)
    goal = models.CharField(max_length=63)
    year = models.PositiveSmallIntegerField()
    rank = models.PositiveIntegerField(null=True)
    decision = models.JSONField(null=True)
    note = models.JSONField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    sources = models.JSONField()


class JointMeeting(MunicipalityModel):
    """Two or more bodies met about named goals."""

    term = models.CharField(max_length=63)
    date = models.DateField()
    bodies = models.JSONField()
    goals = models.JSONField()
    what = models.JSONField(null=True)
    decision = models.JSONField(null=True)
    url = models.URLField(max_length=2000, null=True)
    sources = models.JSONField()


class Policy(MunicipalityModel):
    """A document in force, or replaced."""

    term = models.CharField(max_length=63)
    name = models.JSONField()
    themes = models.JSONField()
    goals = models.JSONField()
    decision = models.JSONField(null=True)
    replaced_by = models.JSONField(null=True)
    note = models.JSONField(null=True)
    url = models.URLField(max_length=2000, null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    sources = models.JSONField()
