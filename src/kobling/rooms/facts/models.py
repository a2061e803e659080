"""Tables of the facts: change sets and the versions they make, the present derived from them, and figures.

All are append-only in the database, but for the tables of the present.
"""

from django.db import models


class ChangeSet(models.Model):
    """One change of the facts, by one person at one time, all or nothing. Its number is the revision it made."""

    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    origin = models.CharField(max_length=20)
    """Where the change came from; a value of Origin."""
    reason = models.TextField(null=True)
    undoes = models.PositiveIntegerField(null=True)
    """The number of the change set that this one took back."""
    accepted = models.TextField()
    """JSON: the warnings that were accepted."""
    previous = models.CharField(max_length=64)
    """The digest of the municipality's change set before this one."""
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("municipality", "number")
        constraints = (models.UniqueConstraint(fields=("municipality", "number"), name="facts_changeset_number"),)


class StoredFact(models.Model):
    """Abstract base of what is stored of a fact."""

    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=63)
    revision = models.PositiveIntegerField()
    """The number of the change set that made it."""
    position = models.TextField()
    """See positions.py; empty for a kind that is not ordered by hand."""
    shape = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True


class Version(StoredFact):
    """A fact as one change set left it."""

    body = models.TextField(null=True)
    """See bodies.py; None where the fact was removed."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("municipality", "kind", "key", "revision"), name="facts_version_revision"),
        )


class Fact(StoredFact):
    """A fact as it is now: the newest of its versions, unless that removed it."""

    body = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("municipality", "kind", "key"), name="facts_fact_key"),)


class Reference(models.Model):
    """A present fact that names another one; derived from the facts, to answer which facts name one."""

    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=63)
    to_kind = models.CharField(max_length=30)
    to_key = models.CharField(max_length=63)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("municipality", "to_kind", "to_key", "kind", "key"), name="facts_reference_pair"
            ),
        )
        indexes = (models.Index(fields=("municipality", "kind", "key"), name="facts_reference_from"),)


class Measurement(models.Model):
    """One figure as fetched on one day. An empty `area` is the municipality itself; an empty `part` is the whole."""

    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=63)
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
    added = models.PositiveIntegerField()
    """The number of the change set that added it."""
    removed = models.PositiveIntegerField(null=True)
    """The number of the change set that took it back, or put another in its place."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("municipality", "indicator", "area", "part", "period", "drawn"),
                condition=models.Q(removed__isnull=True),
                name="facts_measurement_present",
            ),
        )
        indexes = (models.Index(fields=("municipality", "indicator"), name="facts_measurement_series"),)


class Drawing(models.Model):
    """One fetch of an indicator's figures from a register."""

    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, related_name="+")
    key = models.CharField(max_length=63)
    indicator = models.CharField(max_length=63)
    register_name = models.CharField(max_length=100)
    register_title = models.CharField(max_length=500)
    table = models.CharField(max_length=100)
    query = models.TextField()
    day = models.DateField()
    at = models.DateTimeField()
    updated = models.DateTimeField(null=True)
    request_ids = models.JSONField()
    sha256s = models.JSONField()
    active = models.BooleanField(null=True)
    outcome = models.CharField(max_length=10)
    refusal = models.JSONField(null=True)
    by = models.CharField(max_length=500)
    added = models.PositiveIntegerField()
    """The number of the change set that added it."""

    class Meta:
        ordering = ("indicator", "at", "key")
        constraints = (models.UniqueConstraint(fields=("municipality", "key"), name="facts_drawing_key"),)
