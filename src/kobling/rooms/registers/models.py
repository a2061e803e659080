"""Append-only table of the raw responses of registers."""

from django.db import models


class Answer(models.Model):
    """One raw response of a source, byte for byte; equal responses are stored once."""

    sha256 = models.CharField(max_length=64, unique=True)
    """Checksum of the uncompressed response."""
    packed = models.BinaryField()
    """The response, compressed by zlib."""
    content_type = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    """Bytes of the uncompressed response."""
