"""Check the definitions of indicators."""

from kobling.records.indicators import Measurement
from kobling.rooms.folder.checks.context import CheckContext
from kobling.rooms.indicators.validation import ValidationContext, validate_definition


def check_indicators(context: CheckContext) -> None:
    """Report definitions that cannot be shown or computed."""
    series: dict[str, list[Measurement]] = {}
    for measurement in () if Measurement in context.gaps.incomplete_types else context.facts.measurements:
        series.setdefault(measurement.indicator, []).append(measurement)
    known = ValidationContext({indicator.key: indicator for indicator in context.facts.indicators}, series)
    for indicator in context.facts.indicators:
        for fault in validate_definition(indicator, known):
            suggest = fault.code in {"unknown_area", "unknown_period", "variable_not_selected"}
            context.report(indicator, fault.path, fault.code, fault.found, fault.allowed, suggest=suggest)
