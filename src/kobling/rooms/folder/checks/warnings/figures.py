"""Question figures that lie far from their series, or cannot be of their unit."""

from collections.abc import Iterator
from itertools import groupby

from kobling.core.basis import Basis
from kobling.core.plausibility import COUNTED_UNITS, far_values
from kobling.core.units import Unit
from kobling.rooms.folder.checks.warnings.context import WarningContext, plain, plain_range
from kobling.rooms.indicators.queries import measurement_order
from kobling.rooms.indicators.records import Indicator, Measurement, Uncertainty

_PERIOD_LENGTHS = (1, 7, 31, 92, 184, 366)
"""The most days of a day, week, month, quarter, half-year and year; longer periods are of one kind."""

_CONTRADICTIONS = {
    Basis.SAMPLE: Uncertainty.FULL_COUNT,
    Basis.ALL_PEOPLE: Uncertainty.SIMPLE_RANDOM_SAMPLE,
    Basis.ALL_THINGS: Uncertainty.SIMPLE_RANDOM_SAMPLE,
}
"""What the figures of an indicator of a basis cannot be: a sample is no full count, and a full count no sample."""


def question_basis(context: WarningContext) -> None:
    """Warn of every indicator whose own figures contradict its basis."""
    uncertainties = {(one.indicator, one.uncertainty) for one in context.facts.measurements if one.area is None}
    for indicator in context.facts.indicators:
        contradiction = _CONTRADICTIONS.get(indicator.basis) if indicator.basis is not None else None
        if contradiction is not None and (indicator.key, contradiction) in uncertainties:
            context.warn(indicator, ("basis",), "basis_contradicted", indicator.basis, (contradiction,))


def question_figures(context: WarningContext) -> None:
    """Warn of every figure that is far from its series, or impossible in its unit; superseded figures are history."""
    indicators = {indicator.key: indicator for indicator in context.facts.indicators}
    for series in current_series(context.facts.measurements):
        indicator = indicators[series[0].indicator]
        far = _question_series(context, series, indicator)
        for index, measurement in enumerate(series):
            code = None if index in far else unit_warning(measurement.value, indicator.unit)
            if code is not None:
                context.warn(measurement, ("value",), code, measurement.value)


def current_series(measurements: tuple[Measurement, ...]) -> Iterator[list[Measurement]]:
    """Yield the newest figure of every period, by indicator, area, part and length of period, in the order of time."""
    newest = {
        (one.indicator, one.area or "", one.part or "", one.period): one
        for one in sorted(measurements, key=measurement_order)
    }
    in_force = [one for one in newest.values() if one.withdrawn is None]
    by_length = sorted(in_force, key=lambda one: (*_series_key(one), one.period))
    for _, series in groupby(by_length, key=_series_key):
        yield list(series)


def _series_key(measurement: Measurement) -> tuple[str, str, str, int]:
    days = (measurement.period.end - measurement.period.start).days + 1
    length = next((index for index, most in enumerate(_PERIOD_LENGTHS) if days <= most), len(_PERIOD_LENGTHS))
    return measurement.indicator, measurement.area or "", measurement.part or "", length


def _question_series(context: WarningContext, series: list[Measurement], indicator: Indicator) -> set[int]:
    """Warn of the figures that are far from their series, and return their indices."""
    far = far_values([measurement.value for measurement in series], indicator.unit)
    for value in far:
        suggestion = "" if value.suggestion is None else plain(value.suggestion)
        context.warn(
            series[value.index],
            ("value",),
            "far_from_series",
            series[value.index].value,
            (plain_range((value.low, value.high)),),
            suggestion=suggestion,
        )
    return {value.index for value in far}


def unit_warning(value: float, unit: Unit) -> str | None:
    """Return the code of the warning for a value that is unlikely in its unit; None if it is not."""
    if unit is Unit.PERCENT and not 0 <= value <= 100:
        return "percent_out_of_range"
    if unit in COUNTED_UNITS and value < 0:
        return "count_below_zero"
    if unit in COUNTED_UNITS and value != int(value):
        return "count_with_fraction"
    return None
