"""Tables of the municipality, its terms, its organisation and the documents its facts come from."""

from django.db import models

from kobling.rooms.sync import IdentifiedModel, MunicipalityModel


class Municipality(IdentifiedModel):
    """The tenant. Texts are `{"da": ..., "en": ...}` here and in every table."""

    identity = ("code",)

    code = models.CharField(max_length=3, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.JSONField()
    region = models.JSONField(null=True)
    seats = models.PositiveSmallIntegerField(null=True)
    host = models.CharField(max_length=253, null=True, unique=True)
    confidence = models.FloatField()
    notice = models.JSONField(null=True)
    about = models.JSONField(null=True)
    contact = models.JSONField(null=True)
    beside = models.JSONField(null=True)
    notes = models.JSONField()
    publish = models.JSONField(default=dict)
    synonyms = models.JSONField(default=list)


class Source(MunicipalityModel):
    """A document that facts were taken from."""

    title = models.JSONField()
    url = models.URLField(max_length=2000, null=True)
    date = models.CharField(max_length=500, null=True)
    note = models.JSONField(null=True)


class Term(MunicipalityModel):
    """A council term."""

    start = models.DateField()
    end = models.DateField()


class Body(MunicipalityModel):
    """The council or a committee."""

    name = models.JSONField()
    kind = models.CharField(max_length=30)
    note = models.JSONField(null=True)
    ended_by = models.JSONField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    sources = models.JSONField()


class Unit(MunicipalityModel):
    """A node of the administration's tree."""

    name = models.JSONField()
    kind = models.CharField(max_length=30)
    parent = models.CharField(max_length=63, null=True)
    serves = models.JSONField()
    note = models.JSONField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    sources = models.JSONField()


class Leader(MunicipalityModel):
    """An office that leads a unit."""

    title = models.JSONField()
    level = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=63, null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    sources = models.JSONField()
