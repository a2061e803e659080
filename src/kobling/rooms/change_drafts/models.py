"""Tables of change drafts, of those they are shared with, and of what has happened to them."""

from django.db import models


class ChangeDraft(models.Model):
    """A change of facts that is not applied yet."""

    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    author = models.CharField(max_length=8)
    """The key of an account."""
    state = models.CharField(max_length=10)
    """A value of DraftState."""
    origin = models.CharField(max_length=20)
    """Where the change comes from; a value of Origin."""
    title = models.TextField()
    """What it is about, and why."""
    contents = models.TextField()
    """See contents.py."""
    change_set = models.PositiveIntegerField(null=True)
    """The number of the change set that applied it."""

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("municipality", "number"), name="change_drafts_number"),)


class Reader(models.Model):
    """An account that a change draft is shared with."""

    draft = models.ForeignKey(ChangeDraft, models.PROTECT, related_name="readers")
    account = models.CharField(max_length=8)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("draft", "account"), name="change_drafts_reader_account"),)


class Event(models.Model):
    """Something that happened to a change draft; append-only."""

    draft = models.ForeignKey(ChangeDraft, models.PROTECT, related_name="events")
    what = models.CharField(max_length=10)
    """A value of DraftEventKind."""
    at = models.DateTimeField()
    by = models.CharField(max_length=8)
    reason = models.TextField(null=True)
    answers = models.TextField(null=True)
    """JSON: what was unlikely when it was sent for approval, each with why it is right; None where nothing was."""

    class Meta:
        ordering = ("pk",)
