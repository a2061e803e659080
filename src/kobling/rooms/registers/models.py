"""Append-only tables of drawings (fetches from a register) and of the raw responses."""

from django.db import models

from kobling.rooms.sync import IdentifiedModel


class Drawing(IdentifiedModel):
    """One fetch of an indicator's figures."""

    identity = ("key",)

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

    class Meta:
        ordering = ("indicator", "at", "key")
        constraints = (models.UniqueConstraint(fields=("municipality", "key"), name="registers_drawing_key"),)


class Answer(models.Model):
    """One raw response of a source, byte for byte; equal responses are stored once."""

    sha256 = models.CharField(max_length=64, unique=True)
    """Checksum of the uncompressed response."""
    packed = models.BinaryField()
    """The response, compressed by zlib."""
    content_type = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    """Bytes of the uncompressed response."""
