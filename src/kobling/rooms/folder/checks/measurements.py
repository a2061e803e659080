"""Check that measurements fit their indicator and their uncertainty, and that none is repeated."""

from collections.abc import Mapping
from datetime import date

from kobling.core.units import Unit
from kobling.records.indicators import COUNT_DERIVATIONS, Indicator, Measurement, Uncertainty, base_indicators
from kobling.rooms.folder.checks.context import CheckContext

REQUIRED_COLUMNS: Mapping[Uncertainty, tuple[str, ...]] = {
    Uncertainty.FULL_COUNT: (),
    Uncertainty.SIMPLE_RANDOM_SAMPLE: ("n",),
    Uncertainty.STANDARD_ERROR: ("standard_error",),
    Uncertainty.INTERVAL: ("low", "high"),
    Uncertainty.UNKNOWN: (),
}
"""The columns that each kind of uncertainty needs."""

UNUSED_COLUMNS: Mapping[Uncertainty, tuple[str, ...]] = {
    Uncertainty.FULL_COUNT: ("standard_error", "low", "high", "n", "asked"),
    Uncertainty.SIMPLE_RANDOM_SAMPLE: ("standard_error", "low", "high"),
    Uncertainty.STANDARD_ERROR: ("low", "high"),
    Uncertainty.INTERVAL: (),
    Uncertainty.UNKNOWN: ("standard_error", "low", "high"),
}
"""The columns that each kind of uncertainty would ignore; they would mislead."""


def check_measurements(context: CheckContext) -> None:
    """Report measurements that contradict their indicator, their uncertainty or one another."""
    indicators = {indicator.key: indicator for indicator in context.facts.indicators}
    first_measurements: dict[tuple[str, str | None, str | None, date, date, date], Measurement] = {}
    reported: set[str] = set()
    counted_by = {
        key: indicator.key
        for indicator in context.facts.indicators
        if isinstance(indicator.derived, COUNT_DERIVATIONS)
        for key in base_indicators(indicator.derived).values()
    }
    for measurement in context.facts.measurements:
        indicator = indicators.get(measurement.indicator)
        if indicator is not None:
            _check_uncertainty(context, measurement, indicator)
            _check_parts(context, measurement, indicator)
        if indicator is not None and indicator.derived is not None and indicator.key not in reported:
            context.report(measurement, ("indicator",), "derived_is_measured", indicator.key)
            reported.add(indicator.key)
        if measurement.indicator in counted_by and measurement.value < 0:
            context.report(
                measurement,
                ("value",),
                "negative_count",
                f"{measurement.value:g}",
                (counted_by[measurement.indicator],),
            )
        if measurement.drawn < measurement.period.start:
            context.report(measurement, ("drawn",), "drawn_too_early", measurement.drawn, (measurement.period.start,))
        if measurement.withdrawn is not None and measurement.withdrawn < measurement.drawn:
            context.report(
                measurement, ("withdrawn",), "withdrawn_too_early", measurement.withdrawn, (measurement.drawn,)
            )
        identity = (
            measurement.indicator,
            measurement.area,
            measurement.part,
            measurement.period.start,
            measurement.period.end,
            measurement.drawn,
        )
        if identity in first_measurements:
            context.report(
                measurement, (), "repeated_measurement", "", (context.locations.locate(first_measurements[identity]),)
            )
        first_measurements.setdefault(identity, measurement)


def _check_uncertainty(context: CheckContext, measurement: Measurement, indicator: Indicator) -> None:
    for field in REQUIRED_COLUMNS[measurement.uncertainty]:
        if getattr(measurement, field) is None:
            context.report(measurement, (field,), "uncertainty_needs", measurement.uncertainty, (field,))
    for field in UNUSED_COLUMNS[measurement.uncertainty]:
        if getattr(measurement, field) is not None:
            context.report(measurement, (field,), "uncertainty_has_no_use", measurement.uncertainty, (field,))
    if measurement.asked is not None and measurement.n is not None and measurement.asked < measurement.n:
        context.report(measurement, ("asked",), "fewer_asked", measurement.asked, (measurement.n,))
    if measurement.uncertainty is Uncertainty.SIMPLE_RANDOM_SAMPLE:
        scale = indicator.unit.share_scale
        if scale is None:
            context.report(measurement, ("uncertainty",), "sample_of_no_share", indicator.unit)
        elif not 0 <= measurement.value <= scale:
            context.report(measurement, ("value",), "outside_share", f"{measurement.value:g}", (f"{scale:g}",))
    if (
        measurement.low is not None
        and measurement.high is not None
        and not measurement.low <= measurement.value <= measurement.high
    ):
        context.report(
            measurement,
            ("value",),
            "outside_interval",
            f"{measurement.value:g}",
            (f"{measurement.low:g}", f"{measurement.high:g}"),
        )


def _check_parts(context: CheckContext, measurement: Measurement, indicator: Indicator) -> None:
    if indicator.unit is not Unit.PARTS:
        if measurement.of is not None:
            context.report(measurement, ("of",), "of_without_parts", indicator.unit)
    elif measurement.of is None:
        context.report(measurement, ("of",), "parts_needs_of")
    elif not 0 <= measurement.value <= measurement.of:
        context.report(measurement, ("value",), "outside_parts", f"{measurement.value:g}", (measurement.of,))
