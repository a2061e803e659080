"""What is measured, as it is kept."""

from dataclasses import dataclass

from kobling.rooms.indicators.models import Indicator as IndicatorRow
from kobling.rooms.indicators.models import Measurement as MeasurementRow
from kobling.rooms.indicators.records import Indicator, Measurement
from kobling.rooms.keeping import record_of


@dataclass(frozen=True)
class Figures:
    """One municipality's indicators and every value that was ever drawn for them."""

    indicators: tuple[Indicator, ...]
    measurements: tuple[Measurement, ...]
    """By indicator, area, part, period, then by the day drawn."""


def figures(municipality: int) -> Figures:
    """Return the indicators and measurements of the municipality with this row number."""
    rows = MeasurementRow.objects.filter(indicator__municipality=municipality).select_related("indicator")
    measurements = [
        record_of(Measurement, row, indicator=row.indicator.key, area=row.area or None, part=row.part or None)
        for row in rows
    ]
    return Figures(
        indicators=tuple(
            record_of(Indicator, row) for row in IndicatorRow.objects.filter(municipality=municipality).order_by("key")
        ),
        measurements=tuple(sorted(measurements, key=in_order)),
    )


def in_order(measurement: Measurement) -> tuple[object, ...]:
    """Return what measurements are ordered by."""
    period = measurement.period
    return (
        measurement.indicator,
        measurement.area or "",
        measurement.part or "",
        period.end,
        period.start,
        measurement.drawn,
    )
