"""Measurements fit their indicator and their uncertainty, and stand once."""

from collections.abc import Mapping
from datetime import date

from kobling.core.units import Unit
from kobling.rooms.folder.checks.context import CheckContext
from kobling.rooms.indicators.records import COUNT_DERIVATIONS, Indicator, Measurement, Uncertainty, base_indicators

REQUIRED_COLUMNS: Mapping[Uncertainty, tuple[str, ...]] = {
    Uncertainty.FULL_COUNT: (),
    Uncertainty.SIMPLE_RANDOM_SAMPLE: ("n",),
    Uncertainty.STANDARD_ERROR: ("standard_error",),
    Uncertainty.INTERVAL: ("low", "high"),
    Uncertainty.UNKNOWN: (),
}
"""The columns each kind of uncertainty cannot do without."""

UNUSED_COLUMNS: Mapping[Uncertainty, tuple[str, ...]] = {
    Uncertainty.FULL_COUNT: ("standard_error", "low", "high", "n"),
    Uncertainty.SIMPLE_RANDOM_SAMPLE: ("standard_error", "low", "high"),
    Uncertainty.STANDARD_ERROR: ("low", "high"),
    Uncertainty.INTERVAL: (),
    Uncertainty.UNKNOWN: ("standard_error", "low", "high"),
}
"""The columns that would be passed over, and so mislead."""


def check_measurements(look: CheckContext) -> None:
    """Refuse figures that contradict their indicator, their uncertainty or one another."""
    indicators = {indicator.key: indicator for indicator in look.facts.indicators}
    seen: dict[tuple[str, str | None, str | None, date, date, date], Measurement] = {}
    derived: set[str] = set()
    counted = {
        key: indicator.key
        for indicator in look.facts.indicators
        if isinstance(indicator.derived, COUNT_DERIVATIONS)
        for key in base_indicators(indicator.derived).values()
    }
    for one in look.facts.measurements:
        indicator = indicators.get(one.indicator)
        if indicator is not None:
            _check_uncertainty(look, one, indicator)
            _check_parts(look, one, indicator)
        if indicator is not None and indicator.derived is not None and indicator.key not in derived:
            look.say(one, ("indicator",), "derived_is_measured", indicator.key)
            derived.add(indicator.key)
        if one.indicator in counted and one.value < 0:
            look.say(one, ("value",), "negative_count", f"{one.value:g}", (counted[one.indicator],))
        if one.drawn < one.period.start:
            look.say(one, ("drawn",), "drawn_too_early", one.drawn, (one.period.start,))
        identity = (one.indicator, one.area, one.part, one.period.start, one.period.end, one.drawn)
        if identity in seen:
            look.say(one, (), "repeated_measurement", "", (look.places.of(seen[identity]),))
        seen.setdefault(identity, one)


def _check_uncertainty(look: CheckContext, one: Measurement, indicator: Indicator) -> None:
    for field in REQUIRED_COLUMNS[one.uncertainty]:
        if getattr(one, field) is None:
            look.say(one, (field,), "uncertainty_needs", one.uncertainty, (field,))
    for field in UNUSED_COLUMNS[one.uncertainty]:
        if getattr(one, field) is not None:
            look.say(one, (field,), "uncertainty_has_no_use", one.uncertainty, (field,))
    if one.uncertainty is Uncertainty.SIMPLE_RANDOM_SAMPLE:
        whole = indicator.unit.share_scale
        if whole is None:
            look.say(one, ("uncertainty",), "sample_of_no_share", indicator.unit)
        elif not 0 <= one.value <= whole:
            look.say(one, ("value",), "outside_share", f"{one.value:g}", (f"{whole:g}",))
    if one.low is not None and one.high is not None and not one.low <= one.value <= one.high:
        look.say(one, ("value",), "outside_interval", f"{one.value:g}", (f"{one.low:g}", f"{one.high:g}"))


def _check_parts(look: CheckContext, one: Measurement, indicator: Indicator) -> None:
    if indicator.unit is not Unit.PARTS:
        if one.of is not None:
            look.say(one, ("of",), "of_without_parts", indicator.unit)
    elif one.of is None:
        look.say(one, ("of",), "parts_needs_of")
    elif not 0 <= one.value <= one.of:
        look.say(one, ("value",), "outside_parts", f"{one.value:g}", (one.of,))
