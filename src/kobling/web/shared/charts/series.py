"""The measurements and the target that a chart shows."""

from kobling.core.status import Direction, Kind
from kobling.core.units import Unit
from kobling.rooms.releases.document import Indicator, Point, Target
from kobling.web.shared.charts.layout.axes import known_values


def current_points(indicator: Indicator) -> tuple[Point, ...]:
    """Return the points that no later value has replaced, oldest first."""
    return tuple(point for point in indicator.points if not point.superseded)


def has_target_path(target: Target) -> bool:
    """Return True if a straight line leads from the baseline to the target at the deadline."""
    level, baseline = target.assessment.level, target.baseline
    if level is None or baseline is None or target.deadline is None or target.kind is Kind.RECURRING:
        return False
    distance = level.value - baseline.value if target.direction is Direction.UP else baseline.value - level.value
    return distance > 0 and target.deadline > baseline.period.end


def count_of_parts(target: Target, indicator: Indicator) -> float | None:
    """Return how many parts there are, for a count of parts; else None."""
    if indicator.unit is not Unit.PARTS:
        return None
    return max(known_values([target.parts, *(point.of for point in indicator.points)]), default=None)
