"""Tables of indicators and their measurements."""

from django.db import models

from kobling.rooms.sync import IdentifiedModel, MunicipalityModel


class Indicator(MunicipalityModel):
    """A reviewed definition of a series of figures."""

    name = models.JSONField()
    what = models.JSONField()
    why = models.JSONField(null=True)
    how = models.JSONField()
    sentence = models.JSONField(null=True)
    sentence_negative = models.JSONField(null=True)
    unit = models.CharField(max_length=30)
    parts = models.JSONField(null=True)
    decimals = models.PositiveSmallIntegerField(null=True)
    direction = models.CharField(max_length=10, null=True)
    collected_by = models.CharField(max_length=20)
    basis = models.CharField(max_length=20, null=True)
    source = models.JSONField()
    table = models.CharField(max_length=500, null=True)
    url = models.URLField(max_length=2000, null=True)
    licence = models.CharField(max_length=500, null=True)
    cadence = models.CharField(max_length=30)
    grace_days = models.PositiveIntegerField()
    next_publication = models.DateField(null=True)
    owner = models.JSONField(null=True)
    contact = models.JSONField(null=True)
    reviewed = models.DateField(null=True)
    next_review = models.DateField(null=True)
    derived = models.JSONField(null=True)
    draw = models.JSONField(null=True)
    notes = models.JSONField()
    sources = models.JSONField()


class Measurement(IdentifiedModel):
    """One value as fetched on one day. An empty `area` is the municipality itself; an empty `part` is the whole."""

    identity = ("indicator_id", "area", "part", "period", "drawn")

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="measurement_rows")
    area = models.CharField(max_length=500)
    part = models.CharField(max_length=500)
    period = models.CharField(max_length=30)
    value = models.FloatField()
    of = models.PositiveIntegerField(null=True)
    uncertainty = models.CharField(max_length=30)
    standard_error = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    n = models.PositiveIntegerField(null=True)
    asked = models.PositiveIntegerField(null=True)
    drawn = models.DateField()
    source = models.CharField(max_length=63, null=True)
    drawing = models.CharField(max_length=63, null=True)
    withdrawn = models.DateField(null=True)
    note = models.JSONField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "area", "part", "period", "drawn"), name="indicators_measurement_drawn"
            ),
        )
