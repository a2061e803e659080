"""The text alternative of a chart: its title and description, for readers who do not see it, and notes on its signs."""

from django.utils.translation import gettext as _

from kobling.core.status import Kind
from kobling.rooms.releases.document import Indicator, Point, Target
from kobling.web.shared.charts.label_texts import area_heading, target_label
from kobling.web.shared.charts.series import current_points, has_target_path, withdrawn_points
from kobling.web.shared.formats import format_number, format_period
from kobling.web.shared.localization import LocalizedText, join_texts, localize
from kobling.web.shared.words import figures, targets, uncertainty

MAX_POINTS_LISTED = 8
"""More points than this are summed up in the description; the table beside the chart has them all."""


def title(target: Target, indicator: Indicator) -> LocalizedText:
    """Return the chart's title: the indicator's name and the periods."""
    points = current_points(indicator)
    first, last = format_period(points[0].period), format_period(points[-1].period)
    when = last if len(points) == 1 else _("%(first)s to %(last)s") % {"first": first, "last": last}
    return join_texts((localize(indicator.name), when), between=", ")


def description(target: Target, indicator: Indicator) -> str:
    """Describe every point while they are few, else the first, latest, lowest and highest; then the target."""
    points, decimals = current_points(indicator), targets.figure_decimals(target, indicator)
    if len(points) > MAX_POINTS_LISTED:
        sentences = [_("%(number)s measurements.") % {"number": format_number(len(points))}]
        sentences += [_("The first: %(point)s.") % {"point": _point(points[0], indicator, decimals)}]
        sentences += [_("The latest: %(point)s.") % {"point": _point(points[-1], indicator, decimals)}]
        sentences += [_("The lowest: %(point)s.") % {"point": _point(min(points, key=_by_value), indicator, decimals)}]
        sentences += [_("The highest: %(point)s.") % {"point": _point(max(points, key=_by_value), indicator, decimals)}]
    else:
        sentences = [f"{_point(point, indicator, decimals)}." for point in points]
    sentences += [
        _("Withdrawn by the source: %(point)s.") % {"point": _point(point, indicator, decimals)}
        for point in withdrawn_points(indicator)
    ]
    sentences += filter(None, [uncertainty.condition(indicator, *points)])
    return " ".join([*sentences, *_area_sentence(target, indicator), *_target_sentence(target, indicator)])


def _by_value(point: Point) -> float:
    return point.value


def _point(point: Point, indicator: Indicator, decimals: int) -> str:
    """`2019: 59 %, mellem 56 og 62 ud af 100`."""
    value = f"{format_period(point.period)}: {figures.point_amount(point, indicator, decimals=decimals)}"
    if point.low is None or point.high is None or uncertainty.is_full_count(point):
        return value
    interval = f"{value}, {uncertainty.span(point.low, point.high, indicator)}"
    return f"{interval}, {_('%(n)s answered') % {'n': format_number(point.n)}}" if point.n else interval


def _target_sentence(target: Target, indicator: Indicator) -> list[str]:
    if target.kind is Kind.RELATIVE_TO_AREA and not target.value:
        return []
    label = target_label(target, indicator)
    return [f"{label}."] if label else []


def _area_sentence(target: Target, indicator: Indicator) -> list[str]:
    """`Hele landet, 2023: 55,1; 2024: 54,8.`; of many figures the first and the latest."""
    points = target.area_series
    if not points:
        return []
    listed = points if len(points) <= MAX_POINTS_LISTED else (points[0], points[-1])
    decimals = targets.figure_decimals(target, indicator)
    amounts = (figures.point_amount(point, indicator, decimals=decimals) for point in listed)
    values = (f"{format_period(point.period)}: {amount}" for point, amount in zip(listed, amounts, strict=True))
    return [f"{area_heading(target)}, {'; '.join(values)}."]


def sign_notes(target: Target, indicator: Indicator) -> tuple[str, ...]:
    """Explain the signs in the chart, one sentence for each that it has."""
    area = figures.area_name(target.area or "")
    has_former_values = any(point.superseded for point in indicator.points)
    signs = (
        (_has_interval(current_points(indicator)), _uncertainty_note(indicator)),
        (has_target_path(target), _("The dashed line is the straight path from the starting point to the target.")),
        (len(target.area_series) > 1, _("The line with hollow dots is %(area)s.") % {"area": area}),
        (has_former_values, _("A hollow dot is a former figure that has been corrected.")),
        (withdrawn_points(indicator), _("A dashed circle is a figure that its source has withdrawn.")),
    )
    return tuple(note for is_shown, note in signs if is_shown)


def _uncertainty_note(indicator: Indicator) -> str:
    if any(uncertainty.is_sampled(point, indicator) for point in indicator.points):
        return _(
            "Had we asked everyone, the figure would very likely lie within the shaded area, if those who did not "
            "answer are like those who did."
        )
    return _("According to the source, the figure lies within the shaded area.")


def _has_interval(points: tuple[Point, ...]) -> bool:
    return any(point.low is not None and not uncertainty.is_full_count(point) for point in points)
