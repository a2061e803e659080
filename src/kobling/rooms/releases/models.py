"""Tables of releases, and of those who may read one under embargo. The database itself refuses to change a release."""

from django.db import models


class Release(models.Model):
    """A frozen snapshot of a municipality's goals."""

    municipality = models.SlugField(max_length=80)
    """The slug, not a foreign key: a release outlives the rooms it was made from, and is independent of them."""
    number = models.PositiveIntegerField()
    as_of = models.DateField()
    host = models.CharField(max_length=253, null=True)
    """The host name that shows only this municipality, as the newest release has it."""
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    rule_version = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField(null=True)
    """The number of the newest change of the facts that it may hold; not known of releases made before it was kept."""
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=200, null=True)
    embargo_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ("municipality", "number")
        constraints = (
            models.UniqueConstraint(fields=("municipality", "number"), name="releases_release_number"),
            models.CheckConstraint(
                condition=models.Q(approved_at__isnull=True, approved_by__isnull=True)
                | models.Q(approved_at__isnull=False, approved_by__isnull=False),
                name="releases_release_approved_by_somebody",
            ),
        )


class Reader(models.Model):
    """An account that may read a release while it is under embargo."""

    municipality = models.SlugField(max_length=80)
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    """Of the document that may be read: another draft of the same number has readers of its own."""
    account = models.CharField(max_length=8)
    """Its key."""

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("municipality", "number", "sha256", "account"), name="releases_reader_account"
            ),
        )


class Reading(models.Model):
    """That an account opened a release under embargo on a day, the first time that day; append-only."""

    municipality = models.SlugField(max_length=80)
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    account = models.CharField(max_length=8)
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("municipality", "number", "sha256", "account", "day"), name="releases_reading_day"
            ),
        )
