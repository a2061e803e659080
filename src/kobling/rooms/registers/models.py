"""Tables of the raw responses of registers, which are append-only, and of the files of figures that are handed in."""

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


class FigureFile(models.Model):
    """A file of figures that was handed in, and what its columns are; the next file of the same takes its place."""

    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    """What the file was called where it came from."""
    packed = models.BinaryField()
    """The file, compressed by zlib."""
    sha256 = models.CharField(max_length=64)
    """Checksum of the file."""
    size = models.PositiveBigIntegerField()
    """Bytes of the file."""
    extract = models.TextField(null=True)
    """JSON of an ExtractDefinition; None where the columns are not known yet."""
    at = models.DateTimeField()
    by = models.CharField(max_length=8)
    """The key of an account."""

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("municipality", "number"), name="registers_file_number"),)
