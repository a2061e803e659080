"""The measurements and the target that a chart shows, and the axis that has room for them."""

from datetime import date

from kobling.core.status import Direction, Kind, path_end
from kobling.core.units import Unit
from kobling.rooms.releases.document import Indicator, Point, Target
from kobling.web.shared.charts.layout.axes import ValueAxis, choose_value_axis, known_values
from kobling.web.shared.words.targets import shown_level


def current_points(indicator: Indicator) -> tuple[Point, ...]:
    """Return the points that no later value has replaced and no source has withdrawn, oldest first."""
    return tuple(point for point in indicator.points if point.in_force)


def withdrawn_points(indicator: Indicator) -> tuple[Point, ...]:
    """Return the points that their source has withdrawn, and has not given again since, oldest first."""
    return tuple(point for point in indicator.points if point.is_withdrawn)


def drawn_level(target: Target, indicator: Indicator) -> float | None:
    """Return the level of the target as its label has it, so that a line lies at the number beside it."""
    level = shown_level(target, indicator)
    return None if level is None else level.number


def has_target_path(target: Target) -> bool:
    """Return True if a straight line leads from the baseline to the target."""
    return target_path_end(target) is not None


def target_path_end(target: Target) -> date | None:
    """Return the day on which the line from the baseline is at the target, as the status rule has it; None without."""
    level, baseline = target.assessment.level, target.baseline
    if level is None or baseline is None or target.deadline is None or target.kind is Kind.RECURRING:
        return None
    if baseline.withdrawn:
        return None
    distance = level.value - baseline.value if target.direction is Direction.UP else baseline.value - level.value
    end = path_end(target.deadline, (target.latest or baseline).period, target.assessment.rule_version)
    return end if distance > 0 and end > baseline.period.end else None


def count_of_parts(target: Target, indicator: Indicator) -> float | None:
    """Return how many parts there are, for a count of parts; else None."""
    if indicator.unit is not Unit.PARTS:
        return None
    return max(known_values([target.parts, *(point.of for point in indicator.points)]), default=None)


def value_axis(target: Target, indicator: Indicator) -> ValueAxis:
    """Return the axis of a target's charts, large and small: every measurement, the target and its area are on it."""
    values = known_values(value for point in indicator.points for value in (point.value, point.low, point.high))
    values += known_values([drawn_level(target, indicator)])
    values += [point.value + above for point in target.area_series for above in (0.0, target.value or 0.0)]
    most = count_of_parts(target, indicator)
    return choose_value_axis(values, indicator, most=most, minimum_change=target.minimum_change)
