"""The stored facts: as they are now, and as they were known at an earlier revision."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone

from kobling.core.errors import KoblingError
from kobling.core.periods import Period
from kobling.records.base import Record, Text
from kobling.records.drawings import Drawing
from kobling.records.facts import MunicipalityFacts
from kobling.records.indicators import Indicator, Measurement
from kobling.records.municipality import Municipality
from kobling.rooms.facts.bodies import parse, stored_kind
from kobling.rooms.facts.figures import MAX_NAMED, drawings_of, measurements_of, present_measurements
from kobling.rooms.facts.kinds import KIND_NAMED, KIND_OF, KINDS, MUNICIPALITY, FactKind, batches
from kobling.rooms.facts.models import ChangeSet as ChangeSetRow
from kobling.rooms.facts.models import Drawing as DrawingRow
from kobling.rooms.facts.models import Fact as FactRow
from kobling.rooms.facts.models import Measurement as MeasurementRow
from kobling.rooms.facts.models import Reference as ReferenceRow
from kobling.rooms.facts.models import Version as VersionRow
from kobling.rooms.indicators.figures import UnknownIndicator, measurement_order
from kobling.rooms.municipality import queries as municipalities

SHORT_DIGEST_LENGTH = 12
FIGURE_IDENTITY = ("indicator", "area", "part", "period", "drawn")
"""The columns that identify a figure."""


class OwnFigure(NamedTuple):
    """How new the municipality's own figures of an indicator are."""

    period: Period
    """The newest one that any of them is of."""
    drawn: date
    """The last day on which one was taken from its source."""


@dataclass(eq=False)
class NotKnownYet(KoblingError):
    """What is known at the end of a day is not known before that day has come."""

    found: date


@dataclass(eq=False)
class NotKnownThen(KoblingError):
    """The facts of a day are not known: changes are kept from a later day on."""

    found: date
    first: date
    """The first day at whose end the facts are known."""


def revision(municipality: int) -> int:
    """Return the number of the newest change set of the municipality with this row number; 0 before the first."""
    newest = ChangeSetRow.objects.filter(municipality=municipality).aggregate(newest=models.Max("number"))["newest"]
    return newest or 0


def is_revision(municipality: int, number: int, digest: str) -> bool:
    """Return whether a change set has this number and the beginning of a digest, as `short_digest` gives it."""
    is_known = ChangeSetRow.objects.filter(municipality=municipality, number=number).exists()
    return is_known and short_digest(municipality, number) == digest


def records(municipality: int, *kinds: FactKind) -> dict[str, tuple[Any, ...]]:
    """Return the present facts of these kinds by the name of their list, in the municipality's order."""
    rows = FactRow.objects.filter(municipality=municipality, kind__in=[kind.name for kind in kinds])
    return _parsed(kinds, _in_order(rows))


def _in_order(rows: "models.QuerySet[FactRow]") -> Iterable[tuple[str, int, str]]:
    return rows.order_by("position", "key").values_list("kind", "shape", "body")


def _parsed(kinds: Iterable[FactKind], rows: Iterable[tuple[str, int, str]]) -> dict[str, tuple[Any, ...]]:
    by_kind: dict[str, list[tuple[int, str]]] = {kind.name: [] for kind in kinds}
    for kind, shape, body in rows:
        by_kind[stored_kind(kind).name].append((shape, body))
    return {KIND_NAMED[name].list_name: parse(KIND_NAMED[name], bodies) for name, bodies in by_kind.items()}


def records_named(municipality: int, names: Collection[tuple[FactKind, str]]) -> dict[tuple[FactKind, str], Record]:
    """Return those of these facts that are present, each by its kind and key."""
    found: dict[tuple[FactKind, str], Record] = {}
    for kind, keys in batches(names, most=MAX_NAMED):
        rows = FactRow.objects.filter(municipality=municipality, kind=kind.name, key__in=keys)
        stored = list(rows.values_list("key", "shape", "body"))
        read = parse(kind, [(shape, body) for _key, shape, body in stored])
        found |= {(kind, key): record for (key, _shape, _body), record in zip(stored, read, strict=True)}
    return found


def named_by(municipality: int, kind: FactKind, key: str) -> tuple[tuple[FactKind, str], ...]:
    """Return the present facts that name one, each by its kind and key; by kind in the order of KINDS, then by key."""
    rows = ReferenceRow.objects.filter(municipality=municipality, to_kind=kind.name, to_key=key)
    found = set(rows.values_list("kind", "key"))
    return tuple((one, name) for one in KINDS for name in sorted(name for of, name in found if of == one.name))


def positions(municipality: int) -> dict[tuple[str, str], str]:
    """Return the position of every present fact, by the name of its kind and its key."""
    rows = FactRow.objects.filter(municipality=municipality).values_list("kind", "key", "position")
    return {(kind, key): position for kind, key, position in rows}


def facts_of(municipality: int, *, series: Collection[str] | None = None) -> MunicipalityFacts:
    """Return all present facts of the municipality with this row number.

    series   the keys of the indicators whose figures are read; all where it is left out
    """
    return facts_and_revision(municipality, series=series)[0]


def facts_and_revision(municipality: int, *, series: Collection[str] | None = None) -> tuple[MunicipalityFacts, int]:
    """Return the facts as `facts_of` does, and the number of the change set that left them so.

    They are read anew where another process has changed them between the first table and the last.
    """
    while True:
        number = revision(municipality)
        facts = _facts(
            _parsed(KINDS, _in_order(FactRow.objects.filter(municipality=municipality))),
            present_measurements(municipality, series),
            DrawingRow.objects.filter(municipality=municipality),
        )
        if revision(municipality) == number:
            return facts, number


def indicators_with_sources(municipality: int, sources: Collection[str]) -> set[str]:
    """Return the keys of the indicators with a present figure from one of these sources."""
    rows = MeasurementRow.objects.filter(municipality=municipality, removed__isnull=True, source__in=sources)
    return set(rows.values_list("indicator", flat=True)) if sources else set()


def facts_at(municipality: int, number: int) -> MunicipalityFacts:
    """Return all facts as the change set with this number left them."""
    known = VersionRow.objects.filter(municipality=municipality, revision__lte=number)
    newest = known.filter(
        kind=models.OuterRef("kind"), key=models.OuterRef("key"), revision__gt=models.OuterRef("revision")
    )
    rows = known.filter(~models.Exists(newest)).order_by("position", "key").values_list("kind", "shape", "body")
    return _facts(
        _parsed(KINDS, ((kind, shape, body) for kind, shape, body in rows if body is not None)),
        measurements_of(
            MeasurementRow.objects.filter(municipality=municipality, added__lte=number).filter(
                models.Q(removed__isnull=True) | models.Q(removed__gt=number)
            )
        ),
        DrawingRow.objects.filter(municipality=municipality, added__lte=number),
    )


def _facts(
    lists: Mapping[str, tuple[Any, ...]],
    measurements: tuple[Measurement, ...],
    drawings: "models.QuerySet[DrawingRow]",
) -> MunicipalityFacts:
    (municipality,) = lists[MUNICIPALITY.list_name]
    known = {indicator.key for indicator in lists["indicators"]}
    return MunicipalityFacts(
        **{name: of_kind for name, of_kind in lists.items() if name != MUNICIPALITY.list_name},
        municipality=municipality,
        measurements=measurements,
        drawings=drawings_of(drawings.filter(indicator__in=known)),
    )


def municipality_facts(municipality: str) -> MunicipalityFacts:
    """Return all present facts of the municipality with this slug or code. Raises UnknownMunicipality."""
    return facts_of(municipalities.pk_of(municipality))


def municipality_facts_known_on(municipality: str, day: date) -> MunicipalityFacts:
    """Return all facts as they were known at the end of a day: by the day they were stored, not by their own days.

    Raises UnknownMunicipality, NotKnownYet and NotKnownThen.
    """
    pk = municipalities.pk_of(municipality)
    return facts_at(pk, revision_on(pk, day))


def municipality_record(municipality: int) -> Municipality:
    """Return the record of the municipality with this row number."""
    record: Municipality
    (record,) = records(municipality, MUNICIPALITY)[MUNICIPALITY.list_name]
    return record


def notice_of(municipality: str) -> Text | None:
    """Return the notice shown on every page of the municipality with this slug or code, such as that it is made up."""
    return municipality_record(municipalities.pk_of(municipality)).notice


def definitions(municipality: int) -> tuple[Indicator, ...]:
    """Return the indicators of the municipality with this row number, by key."""
    return tuple(sorted(records(municipality, KIND_OF[Indicator])["indicators"], key=lambda indicator: indicator.key))


def definition(municipality: int, key: str) -> Indicator:
    """Return the indicator with this key. Raises UnknownIndicator."""
    known = {indicator.key: indicator for indicator in definitions(municipality)}
    if key not in known:
        raise UnknownIndicator(found=key, known=tuple(known))
    return known[key]


def measurements(municipality: int, indicator: str | None = None) -> tuple[Measurement, ...]:
    """Return all present measurements of a municipality, or of one indicator, superseded ones included; in order."""
    found = present_measurements(municipality, None if indicator is None else [indicator])
    return tuple(sorted(found, key=measurement_order))


def newest_own_figures(municipality: int) -> dict[str, OwnFigure]:
    """Return how new the municipality's own figures of each indicator are, by its key; none of one without figures."""
    rows = MeasurementRow.objects.filter(municipality=municipality, removed__isnull=True)
    own = rows.filter(area="", withdrawn__isnull=True).values("indicator", "period").order_by()
    periods: dict[str, Period] = {}
    found: dict[str, OwnFigure] = {}
    for indicator, code, drawn in own.annotate(newest=models.Max("drawn")).values_list("indicator", "period", "newest"):
        period = periods[code] = periods.get(code) or Period.parse(code)
        former = found.get(indicator, OwnFigure(period, drawn))
        found[indicator] = OwnFigure(max(former.period, period), max(former.drawn, drawn))
    return found


def drawings(municipality: int, indicator: str | None = None) -> tuple[Drawing, ...]:
    """Return the drawings of a municipality's indicators, or of one of them, by indicator, then by time."""
    known = [one.key for one in definitions(municipality) if indicator in {None, one.key}]
    return drawings_of(DrawingRow.objects.filter(municipality=municipality, indicator__in=known))


def all_drawings(municipality: int) -> tuple[Drawing, ...]:
    """Return every drawing of a municipality, also of indicators that have been removed since."""
    return drawings_of(DrawingRow.objects.filter(municipality=municipality))


def newest_digest(municipality: int) -> str:
    """Return the digest of the newest change set: as long as it is the same, so are the facts; empty before any."""
    digests = (
        ChangeSetRow.objects.filter(municipality=municipality).order_by("-number").values_list("digest", flat=True)
    )
    return digests.first() or ""


def short_digest(municipality: int, number: int) -> str:
    """Return as much of the digest of a change set as distinguishes it from that of another Kobling."""
    digest = ChangeSetRow.objects.values_list("digest", flat=True).get(municipality=municipality, number=number)
    return digest[:SHORT_DIGEST_LENGTH]


def known_keys(municipality: int, kind: FactKind) -> tuple[str, ...]:
    """Return the keys of all facts of a kind, also of those removed, in alphabetical order."""
    rows = VersionRow.objects.filter(municipality=municipality, kind=kind.name)
    return tuple(sorted(set(rows.values_list("key", flat=True))))


def revision_on(municipality: int, day: date) -> int:
    """Return the number of the last change set made by the end of a day. Raises NotKnownYet and NotKnownThen."""
    if day > timezone.localdate():
        raise NotKnownYet(found=day)
    rows = ChangeSetRow.objects.filter(municipality=municipality).order_by("number").values_list("number", "at")
    days = [(number, timezone.localdate(at)) for number, at in rows]
    numbers = [number for number, made in days if made <= day]
    if not numbers:
        raise NotKnownThen(found=day, first=days[0][1])
    return max(numbers)
