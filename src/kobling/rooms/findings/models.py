"""Tables of inspection runs, of findings, of the events of each finding, and of whom it was given to."""

from django.db import models


class Run(models.Model):
    """One stored run of the rules on a municipality's chain of a day; append-only."""

    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    day = models.DateField()
    """The day the chain was inspected on."""
    facts = models.CharField(max_length=64)
    """The fingerprint of all facts inspected."""
    seed = models.BigIntegerField()
    rules = models.JSONField()
    """The codes of the rules that were run."""
    found = models.JSONField()
    """The findings of the run, as JSON."""
    moved = models.BooleanField()
    """Whether the states of findings follow this run."""

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("municipality", "number"), name="findings_run_number"),)


class UndoneRun(models.Model):
    """The undoing of a run; append-only. A run is undone once."""

    run = models.OneToOneField(Run, models.PROTECT, related_name="undone")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("pk",)


class Finding(models.Model):
    """One finding of one rule about one subject, tracked through all runs."""

    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=10)
    subject_kind = models.CharField(max_length=30)
    subject_key = models.CharField(max_length=1200)
    state = models.CharField(max_length=10)
    found = models.JSONField()
    """The finding as JSON, as it was last found."""
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("municipality", "number"), name="findings_finding_number"),)


class Event(models.Model):
    """One change of a finding's state or facts; append-only."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="events")
    what = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(null=True)
    fingerprint = models.CharField(max_length=64)
    """The fingerprint of the facts behind the finding at that time."""

    class Meta:
        ordering = ("pk",)


class Assignee(models.Model):
    """That a finding was given to an account, or to none any more; append-only. The newest row holds."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="assignees")
    account = models.CharField(max_length=8, null=True)
    """Its key; None where it was taken from the former one."""
    due = models.DateField(null=True)
    note = models.TextField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("account",), name="findings_assignee_account"),)
