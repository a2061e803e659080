"""Table of releases. The database itself refuses to change one (see the migrations)."""

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
