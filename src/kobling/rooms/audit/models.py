"""Table of the audit trail: append-only rows, each with the digest of the one before."""

from django.db import models


class Entry(models.Model):
    """One action: who did it, when, and to which subject."""

    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    details = models.TextField()
    """JSON with sorted keys, exactly as it was hashed."""
    previous = models.CharField(max_length=64, unique=True)
    """The digest of the previous entry; unique, so that the chain cannot fork."""
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("pk",)
