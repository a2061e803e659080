"""The stored municipalities, each with its terms, organisation and sources."""

from dataclasses import dataclass

from django.db import models

from kobling.core.errors import KoblingError
from kobling.rooms.municipality.models import Body as BodyRow
from kobling.rooms.municipality.models import Leader as LeaderRow
from kobling.rooms.municipality.models import Municipality as MunicipalityRow
from kobling.rooms.municipality.models import Source as SourceRow
from kobling.rooms.municipality.models import Term as TermRow
from kobling.rooms.municipality.models import Unit as UnitRow
from kobling.rooms.municipality.records import Body, Leader, Municipality, Source, Term, Unit
from kobling.rooms.records import Text
from kobling.rooms.sync import record_of


@dataclass(eq=False)
class UnknownMunicipality(KoblingError):
    """No municipality has that slug or code."""

    found: str
    """The name that was looked up."""
    known: tuple[str, ...]
    """The slugs there are."""


@dataclass(frozen=True)
class MunicipalityProfile:
    """A municipality with its terms, organisation and sources."""

    municipality: Municipality
    terms: tuple[Term, ...]
    bodies: tuple[Body, ...]
    units: tuple[Unit, ...]
    sources: tuple[Source, ...]
    leaders: tuple[Leader, ...] = ()


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


def notice_of(name: str) -> Text | None:
    """Return the notice shown on every page of the municipality with this slug or code, such as that it is made up."""
    notice = MunicipalityRow.objects.values_list("notice", flat=True).get(pk=pk_of(name))
    return Text.model_validate(notice) if notice else None


def profile(name: str) -> MunicipalityProfile:
    """Return the profile of the municipality with this slug or code."""
    row = MunicipalityRow.objects.get(pk=pk_of(name))
    return MunicipalityProfile(
        municipality=record_of(Municipality, row),
        terms=tuple(record_of(Term, term) for term in TermRow.objects.filter(municipality=row)),
        bodies=tuple(record_of(Body, body) for body in BodyRow.objects.filter(municipality=row)),
        units=tuple(record_of(Unit, unit) for unit in UnitRow.objects.filter(municipality=row)),
        sources=tuple(record_of(Source, source) for source in SourceRow.objects.filter(municipality=row)),
        leaders=tuple(record_of(Leader, leader) for leader in LeaderRow.objects.filter(municipality=row)),
    )
