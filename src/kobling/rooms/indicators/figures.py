"""Figures together: indicators with all their measurements, and the order of measurements."""

from dataclasses import dataclass

from kobling.core.errors import KoblingError
from kobling.records.indicators import Indicator, Measurement


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
