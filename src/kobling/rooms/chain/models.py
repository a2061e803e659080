"""Tables of the chain: vision, themes, goals with their wordings and targets, stories."""

from django.db import models

from kobling.rooms.sync import IdentifiedModel, MunicipalityModel


class Vision(MunicipalityModel):
    """The council's statement."""

    term = models.CharField(max_length=63)
    name = models.JSONField()
    outward = models.JSONField(null=True)
    inward = models.JSONField(null=True)
    decision = models.JSONField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    sources = models.JSONField()


class Theme(MunicipalityModel):
    """A heading under the vision."""

    term = models.CharField(max_length=63)
    slug = models.JSONField()
    name = models.JSONField()
    statement = models.JSONField(null=True)
    cross_cutting = models.BooleanField(default=True)
    decision = models.JSONField(null=True)
    ended_by = models.JSONField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    sources = models.JSONField()


class Goal(MunicipalityModel):
    """A goal of the council; its wordings and targets have tables of their own."""

    term = models.CharField(max_length=63)
    slug = models.JSONField()
    former_slugs = models.JSONField()
    overall = models.BooleanField()
    themes = models.JSONField()
    short = models.JSONField()
    ended_by = models.JSONField(null=True)
    responsible = models.CharField(max_length=63, null=True)
    committees = models.JSONField()
    context = models.JSONField()
    missing = models.JSONField(null=True)
    notes = models.JSONField()
    sources = models.JSONField()


class Wording(IdentifiedModel):
    """One version of a goal's wording."""

    identity = ("goal_id", "order")

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="wording_rows")
    order = models.PositiveIntegerField()
    text = models.JSONField()
    exact = models.BooleanField()
    decision = models.JSONField(null=True)
    note = models.JSONField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    sources = models.JSONField()

    class Meta:
        ordering = ("order",)
        constraints = (models.UniqueConstraint(fields=("goal", "order"), name="chain_wording_order"),)


class Target(IdentifiedModel):
    """The number, kind and year that would make a goal reached."""

    identity = ("goal_id", "key")

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="target_rows")
    key = models.CharField(max_length=63)
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    direction = models.CharField(max_length=10)
    value = models.FloatField(null=True)
    deadline = models.DateField(null=True)
    indicator = models.CharField(max_length=63, null=True)
    area = models.CharField(max_length=500, null=True)
    baseline = models.CharField(max_length=30, null=True)
    minimum_change = models.FloatField()
    max_age_days = models.PositiveIntegerField(null=True)
    text = models.JSONField(null=True)
    decision = models.JSONField(null=True)
    wanted = models.JSONField(null=True)
    note = models.JSONField(null=True)
    judgements = models.JSONField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    sources = models.JSONField()

    class Meta:
        ordering = ("order",)
        constraints = (models.UniqueConstraint(fields=("goal", "key"), name="chain_target_key"),)


class Story(MunicipalityModel):
    """A short everyday account."""

    goals = models.JSONField()
    date = models.DateField()
    title = models.JSONField()
    text = models.JSONField()
    sources = models.JSONField()
