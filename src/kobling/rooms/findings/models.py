"""Tables of runs, of the findings that are worked with, and of what happened to each."""

from django.db import models


class Run(models.Model):
    """One inspection of one municipality; only ever added."""

    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    day = models.DateField()
    """The day the chain was inspected on."""
    facts = models.CharField(max_length=64)
    """The fingerprint of everything that was known."""
    seed = models.BigIntegerField()
    rules = models.JSONField()
    """The codes of the rules that were asked."""
    found = models.JSONField()
    """Every finding as it was found."""
    moved = models.BooleanField()
    """Whether it changed what is open, answered and cleared."""

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("municipality", "number"), name="findings_run_number"),)


class Finding(models.Model):
    """What one rule finds at one thing, through all runs."""

    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=10)
    subject_kind = models.CharField(max_length=30)
    subject_key = models.CharField(max_length=1200)
    state = models.CharField(max_length=10)
    found = models.JSONField()
    """The finding as it was last found."""
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("municipality", "number"), name="findings_finding_number"),)


class Event(models.Model):
    """One thing that happened to a finding; only ever added."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="events")
    what = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(null=True)
    fingerprint = models.CharField(max_length=64)
    """The facts behind the finding as they were then."""

    class Meta:
        ordering = ("pk",)
