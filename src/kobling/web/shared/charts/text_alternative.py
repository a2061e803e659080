"""What a chart says to those who do not see it, and the words in it."""

from django.utils.translation import gettext as _

from kobling.core.status import Direction, Kind
from kobling.core.units import Unit
from kobling.rooms.releases.document import Indicator, Point, Target
from kobling.web.shared.charts.layout.axes import ValueAxis
from kobling.web.shared.charts.layout.label_placement import NARROWEST_CHART, text_width
from kobling.web.shared.formats import (
    PERCENTAGES,
    active_language,
    decimals_of,
    format_by_deadline,
    format_number,
    format_period,
)
from kobling.web.shared.localization import LocalizedText, join_texts, localize
from kobling.web.shared.words import figures

MAX_POINTS_LISTED = 8
"""More points than this are summed up in the description; the table beside the chart has them all."""


def title(target: Target, indicator: Indicator) -> LocalizedText:
    """The chart's name: what is measured, and when."""
    points = current_points(indicator)
    first, last = format_period(points[0].period), format_period(points[-1].period)
    when = last if len(points) == 1 else _("%(first)s to %(last)s") % {"first": first, "last": last}
    return join_texts((localize(indicator.name), when), between=", ")


def description(target: Target, indicator: Indicator) -> str:
    """Every point in words while they are few, else the ones that stand out; then the target."""
    points = current_points(indicator)
    if len(points) > MAX_POINTS_LISTED:
        told = [_("%(number)s measurements.") % {"number": format_number(len(points))}]
        told += [_("The first: %(point)s.") % {"point": _point(points[0], indicator)}]
        told += [_("The latest: %(point)s.") % {"point": _point(points[-1], indicator)}]
        told += [_("The lowest: %(point)s.") % {"point": _point(min(points, key=_by_value), indicator)}]
        told += [_("The highest: %(point)s.") % {"point": _point(max(points, key=_by_value), indicator)}]
    else:
        told = [f"{_point(one, indicator)}." for one in points]
    return " ".join([*told, *_level_in_words(target, indicator)])


def _by_value(point: Point) -> float:
    return point.value


def _point(point: Point, indicator: Indicator) -> str:
    """`2019: 59 %, mellem 56 og 62 ud af 100`."""
    value = f"{format_period(point.period)}: {figures.point_amount(point, indicator)}"
    if point.low is None or point.high is None or figures.is_full_count(point):
        return value
    return f"{value}, {figures.span(point.low, point.high, indicator)}"


def _level_in_words(target: Target, indicator: Indicator) -> list[str]:
    label = target_label(target, indicator)
    return [f"{label}."] if label else []


def target_label(target: Target, indicator: Indicator) -> str:
    """What stands at the target line: `Målet: 80 % i 2025`; empty where there is no level."""
    level = target.assessment.level
    if level is None:
        return ""
    decimals = decimals_of(level.value) if target.kind in {Kind.THRESHOLD, Kind.RECURRING} else None
    words = (
        figures.amount(level.value, indicator, decimals=decimals)
        if indicator.unit in PERCENTAGES
        else format_number(level.value, indicator.decimals if decimals is None else decimals)
    )
    if target.kind is Kind.RELATIVE_TO_AREA and not target.value:
        return f"{figures.capitalize(figures.area_name(target.area or ''))}: {words}"
    if target.deadline is None:
        return _("Target: %(level)s") % {"level": words}
    return _("Target: %(level)s %(in_2025)s") % {"level": words, "in_2025": format_by_deadline(target.deadline)}


def direction_label(target: Target, indicator: Indicator) -> str:
    """For a target that is a direction: `Målet: færre`."""
    return _("Target: %(wanted)s") % {"wanted": figures.wanted_direction(target, indicator)}


def value_label(point: Point, indicator: Indicator) -> str:
    """What stands beside a dot: the value, without a unit that the axis names."""
    if indicator.unit in PERCENTAGES or indicator.unit is Unit.PARTS:
        return figures.point_amount(point, indicator) if indicator.unit in PERCENTAGES else format_number(point.value)
    return format_number(point.value, indicator.decimals)


def unit_label(indicator: Indicator) -> str:
    """What the axis counts, where its numbers do not say it themselves."""
    if indicator.unit is Unit.PARTS and indicator.parts:
        words = indicator.parts.da if active_language() == "da" else indicator.parts.en
        return figures.capitalize(words or "")
    names = {
        Unit.PERCENTAGE_POINTS: _("Percentage points"),
        Unit.PERSONS: _("People"),
        Unit.KRONER: _("Kroner"),
        Unit.PER_1000: _("Per 1,000 inhabitants"),
        Unit.TONNES: _("Tonnes"),
        Unit.DAYS: _("Days"),
        Unit.YEARS: _("Years"),
        Unit.INDEX: _("Points"),
        Unit.PERCENT_PER_YEAR: _("Growth in a year"),
    }
    return names.get(indicator.unit, "")


def notes(target: Target, indicator: Indicator) -> tuple[str, ...]:
    """What the signs in the chart mean, one sentence for each that it has."""
    corrected = any(one.superseded for one in indicator.points)
    signs = (
        (_has_interval(current_points(indicator)), _uncertainty_note(indicator)),
        (has_target_path(target), _("The dashed line is the straight way from the starting point to the target.")),
        (corrected, _("A hollow dot is a former figure that has been corrected.")),
    )
    return tuple(words for shown, words in signs if shown)


def _uncertainty_note(indicator: Indicator) -> str:
    if indicator.collected_by == "survey":
        return _("Had we asked everyone, the figure would very likely lie within the shaded area.")
    return _("The figure very likely lies within the shaded area.")


def _has_interval(points: tuple[Point, ...]) -> bool:
    return any(one.low is not None and not figures.is_full_count(one) for one in points)


def has_target_path(target: Target) -> bool:
    """Whether there is a straight way from the baseline to the target at the deadline."""
    level, baseline = target.assessment.level, target.baseline
    if level is None or baseline is None or target.deadline is None or target.kind is Kind.RECURRING:
        return False
    short = level.value - baseline.value if target.direction is Direction.UP else baseline.value - level.value
    return short > 0 and target.deadline > baseline.period.end


def current_points(indicator: Indicator) -> tuple[Point, ...]:
    """The points that nothing later has replaced, oldest first."""
    return tuple(one for one in indicator.points if not one.superseded)


def captions(axis: ValueAxis, indicator: Indicator) -> tuple[str, ...]:
    """What the axis counts, and where it begins if that is not zero: on one line if there is room, else on two."""
    words = [unit_label(indicator), "" if axis.begins_at_zero else _axis_note(axis.low, indicator)]
    both = ", ".join(one for one in words if one)
    lines = [both] if text_width(both) < NARROWEST_CHART else words
    return tuple(figures.capitalize(one) for one in lines if one)


def _axis_note(low: float, indicator: Indicator) -> str:
    shown = (
        figures.amount(low, indicator, decimals=decimals_of(low))
        if indicator.unit in PERCENTAGES
        else format_number(low, decimals_of(low))
    )
    return _("the axis begins at %(low)s") % {"low": shown}
