"""Tables of agreements and commitments."""

from django.db import models

from kobling.rooms.sync import MunicipalityModel


class Agreement(MunicipalityModel):
    """A goal-and-frame agreement."""

    term = models.CharField(max_length=63)
    name = models.JSONField()
    units = models.JSONField()
    bodies = models.JSONField()
    goals = models.JSONField()
    own_goals = models.JSONField()
    frame = models.BigIntegerField(null=True)
    budget = models.CharField(max_length=63, null=True)
    signed = models.DateField(null=True)
    dialogue_meetings = models.JSONField()
    decision = models.JSONField(null=True)
    note = models.JSONField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    sources = models.JSONField()


class Commitment(MunicipalityModel):
    """A leader's commitment."""

    term = models.CharField(max_length=63)
    level = models.PositiveSmallIntegerField()
    leader = models.CharField(max_length=63, null=True)
    theme = models.CharField(max_length=63, null=True)
    goal = models.CharField(max_length=63, null=True)
    text = models.JSONField()
    handed_on_from = models.CharField(max_length=63, null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    sources = models.JSONField()
