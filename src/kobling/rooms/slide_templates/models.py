"""Table of the templates for slides, one for each municipality that has handed one in."""

from django.db import models


class SlideTemplate(models.Model):
    """A PowerPoint file, as it was checked."""

    municipality = models.OneToOneField("municipality.Municipality", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    """Of the file, as it was handed in."""
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
