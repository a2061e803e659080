"""The texts in a chart: labels of the target and the values, and captions of the axis."""

from django.utils.translation import gettext as _

from kobling.core.status import Kind
from kobling.core.units import Unit
from kobling.rooms.releases.document import Indicator, Point, Target
from kobling.web.shared.charts.layout.axes import ValueAxis
from kobling.web.shared.charts.layout.label_placement import NARROWEST_CHART, text_width
from kobling.web.shared.formats import PERCENTAGES, active_language, decimals_of, format_by_deadline, format_number
from kobling.web.shared.words import figures, targets


def target_label(target: Target, indicator: Indicator) -> str:
    """Return the label of the target line: `Målet: 80 % i 2025`; empty where there is no level."""
    level = targets.shown_level(target, indicator)
    if level is None:
        return ""
    words = level.words if indicator.unit in PERCENTAGES else format_number(level.number, level.decimals)
    if target.kind is Kind.RELATIVE_TO_AREA and not target.value:
        return area_label(target, indicator)
    if target.deadline is None:
        return _("Target: %(level)s") % {"level": words}
    return _("Target: %(level)s %(in_2025)s") % {"level": words, "in_2025": format_by_deadline(target.deadline)}


def area_label(target: Target, indicator: Indicator) -> str:
    """Return the label of the area that the target compares with: `Hele landet: 54,8`; empty without its figures."""
    points = target.area_series
    if not points:
        return ""
    return f"{area_heading(target)}: {value_label(points[-1], indicator, targets.figure_decimals(target, indicator))}"


def area_heading(target: Target) -> str:
    """Return the name of the area that the target compares with: `Hele landet`."""
    return figures.capitalize(figures.area_name(target.area or ""))


def direction_label(target: Target, indicator: Indicator) -> str:
    """Return the label of a target that is a direction: `Målet: færre`."""
    return _("Target: %(wanted)s") % {"wanted": targets.wanted_direction(target, indicator)}


def value_label(point: Point, indicator: Indicator, decimals: int) -> str:
    """Return the text beside a dot: the value, without a unit that the axis names."""
    if indicator.unit in PERCENTAGES:
        return figures.point_amount(point, indicator, decimals=decimals)
    return format_number(point.value, decimals)


def unit_label(indicator: Indicator) -> str:
    """Return the unit of the axis; empty where its numbers have the unit already."""
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


def axis_captions(axis: ValueAxis, indicator: Indicator) -> tuple[str, ...]:
    """Return the unit of the axis, and its beginning if that is not zero: on one line if there is room, else on two."""
    words = [unit_label(indicator), axis_note(axis, indicator)]
    both = ", ".join(caption for caption in words if caption)
    lines = [both] if text_width(both) < NARROWEST_CHART else words
    return tuple(figures.capitalize(line) for line in lines if line)


def axis_note(axis: ValueAxis, indicator: Indicator) -> str:
    """Return where the axis begins: `aksen begynder ved 40 %`; empty where zero is on it."""
    if axis.has_zero:
        return ""
    decimals = decimals_of(axis.low)
    is_share = indicator.unit in PERCENTAGES
    shown = figures.amount(axis.low, indicator, decimals=decimals) if is_share else format_number(axis.low, decimals)
    return _("the axis begins at %(low)s") % {"low": shown}
