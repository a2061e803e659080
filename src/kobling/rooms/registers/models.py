"""Tables of drawings and of raw answers: rows that are only ever added."""

from django.db import models

from kobling.rooms.sync import IdentifiedModel


class Drawing(IdentifiedModel):
    """One time that an indicator's figures were asked for."""

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
    """One raw answer of a source, byte for byte, kept once however often it was given."""

    sha256 = models.CharField(max_length=64, unique=True)
    """Of the answer itself, not of what is kept of it."""
    packed = models.BinaryField()
    """The answer, compressed by zlib."""
    content_type = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    """Bytes of the answer itself."""
