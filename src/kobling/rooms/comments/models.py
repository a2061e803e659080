"""Tables of comments and of what has happened to each. Rows are only added; a text may be emptied."""

from django.db import models


class Comment(models.Model):
    """A comment: what it is about, and what it replies to."""

    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    about_kind = models.CharField(max_length=30)
    about_key = models.CharField(max_length=63)
    reply_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("municipality", "number"), name="comments_comment_number"),)
        indexes = (models.Index(fields=("municipality", "about_kind", "about_key"), name="comments_comment_about"),)


class Event(models.Model):
    """Something that happened to a comment."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="events")
    what = models.CharField(max_length=10)
    """A value of CommentEventKind."""
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    text = models.TextField(null=True)
    """Accounts in it by key."""

    class Meta:
        ordering = ("pk",)
