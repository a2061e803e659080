"""The stored indicators and measurements."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from kobling.core.errors import KoblingError
from kobling.rooms.indicators.models import Indicator as IndicatorRow
from kobling.rooms.indicators.models import Measurement as MeasurementRow
from kobling.rooms.indicators.records import Indicator, Measurement
from kobling.rooms.sync import record_of


@dataclass(eq=False)
class UnknownIndicator(KoblingError):
    """A municipality has no indicator with that key."""

    found: str
    known: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """One municipality's indicators and all their measurements, superseded ones included."""

    indicators: tuple[Indicator, ...]
    measurements: tuple[Measurement, ...]
    """By indicator, area, part, period, then by the day drawn."""


def figures(municipality: int) -> Figures:
    """Return the indicators and measurements of the municipality with this row number."""
    return Figures(
        definitions(municipality), _measurements(MeasurementRow.objects.filter(indicator__municipality=municipality))
    )


def definitions(municipality: int) -> tuple[Indicator, ...]:
    """Return the indicators of the municipality with this row number, by key."""
    rows = IndicatorRow.objects.filter(municipality=municipality).order_by("key")
    return tuple(record_of(Indicator, row) for row in rows)


def definition(municipality: int, key: str) -> Indicator:
    """Return the indicator with this key. Raises UnknownIndicator."""
    row = IndicatorRow.objects.filter(municipality=municipality, key=key).first()
    if row is None:
        known = IndicatorRow.objects.filter(municipality=municipality).order_by("key").values_list("key", flat=True)
        raise UnknownIndicator(found=key, known=tuple(known))
    return record_of(Indicator, row)


def measurements(municipality: int, indicator: str) -> tuple[Measurement, ...]:
    """Return all measurements of an indicator, superseded ones included."""
    return _measurements(MeasurementRow.objects.filter(indicator__municipality=municipality, indicator__key=indicator))


def _measurements(rows: "models.QuerySet[MeasurementRow]") -> tuple[Measurement, ...]:
    columns = [name for name in Measurement.model_fields if name != "indicator"]
    records = (_measurement(**row) for row in rows.values("indicator__key", *columns))
    return tuple(sorted(records, key=measurement_order))


def _measurement(*, indicator__key: str, area: str, part: str, **columns: Any) -> Measurement:
    places = {"indicator": indicator__key, "area": area or None, "part": part or None}
    return Measurement.model_validate(columns | places)


def measurement_order(measurement: Measurement) -> tuple[object, ...]:
    """Return the sort key of a measurement."""
    period = measurement.period
    return (
        measurement.indicator,
        measurement.area or "",
        measurement.part or "",
        period.end,
        period.start,
        measurement.drawn,
    )
