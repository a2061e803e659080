"""The municipalities by their addresses."""

from dataclasses import dataclass

from django.db import models

from kobling.core.errors import KoblingError
from kobling.rooms.municipality.models import Municipality as MunicipalityRow


@dataclass(eq=False)
class UnknownMunicipality(KoblingError):
    """No municipality has that slug or code."""

    found: str
    """The name that was looked up."""
    known: tuple[str, ...]
    """The slugs there are."""


def slugs() -> tuple[str, ...]:
    """Return every municipality's slug, in alphabetical order."""
    return tuple(MunicipalityRow.objects.order_by("slug").values_list("slug", flat=True))


def pk_of(name: str) -> int:
    """Return the row number of the municipality with this slug or code. Raises UnknownMunicipality."""
    pk = MunicipalityRow.objects.filter(models.Q(slug=name) | models.Q(code=name)).values_list("pk", flat=True).first()
    if pk is None:
        raise UnknownMunicipality(found=name, known=slugs())
    return pk


def slug_of(name: str) -> str:
    """Return the slug of the municipality with this slug or code. Raises UnknownMunicipality."""
    return MunicipalityRow.objects.values_list("slug", flat=True).get(pk=pk_of(name))


def code_of(pk: int) -> str:
    """Return the code of the municipality with this row number."""
    return MunicipalityRow.objects.values_list("code", flat=True).get(pk=pk)


@dataclass(frozen=True)
class Address:
    """The addresses of one municipality."""

    code: str
    slug: str
    host: str | None
    """A host name that shows only this municipality."""


def addresses() -> tuple[Address, ...]:
    """Return the addresses of every municipality, by slug."""
    return tuple(Address(*row) for row in MunicipalityRow.objects.order_by("slug").values_list("code", "slug", "host"))
