"""The definitions of indicators can be shown and computed with."""

from kobling.rooms.folder.checks.context import CheckContext
from kobling.rooms.indicators.records import Measurement
from kobling.rooms.indicators.validation import ValidationContext, validate_definition


def check_indicators(look: CheckContext) -> None:
    """Refuse definitions that cannot be shown or reckoned."""
    measured: dict[str, list[Measurement]] = {}
    for one in () if Measurement in look.gaps.unread else look.facts.measurements:
        measured.setdefault(one.indicator, []).append(one)
    known = ValidationContext({indicator.key: indicator for indicator in look.facts.indicators}, measured)
    for indicator in look.facts.indicators:
        for fault in validate_definition(indicator, known):
            near = fault.code in {"unknown_area", "unknown_period", "variable_not_selected"}
            look.say(indicator, fault.path, fault.code, fault.found, fault.allowed, near=near)
