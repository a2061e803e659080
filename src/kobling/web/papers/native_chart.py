"""The figures of a target's chart for an office program's own chart: series over periods, with the target's level."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kobling.core.periods import Period
from kobling.rooms.releases.document import Indicator, Point, Target
from kobling.web.shared.charts.label_texts import area_heading, axis_captions, target_label, value_label
from kobling.web.shared.charts.series import current_points, drawn_level, value_axis
from kobling.web.shared.charts.text_alternative import description, title
from kobling.web.shared.formats import PERCENTAGES, format_period
from kobling.web.shared.localization import LocalizedText
from kobling.web.shared.words.targets import figure_decimals
from kobling.web.shared.words.uncertainty import is_full_count

MAX_YEARS = 60
"""Categories of a chart in which every year from the first to the last has a place."""
MAX_LABELS = 6
"""Figures that are written beside their dots; of more, the first and the last."""


@dataclass(frozen=True)
class ChartSeries:
    """One line of the chart: a value for every category, None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class NativeChart:
    """A chart as data."""

    title: LocalizedText
    description: str
    """Its text alternative."""
    categories: tuple[str, ...]
    figures: ChartSeries
    low: ChartSeries | None
    high: ChartSeries | None
    """The ends of the figures' intervals, where one has an interval."""
    target: ChartSeries | None
    area: ChartSeries | None
    decimals: int
    is_percent: bool
    labelled: tuple[tuple[int, str], ...]
    """The places of the figures that are written beside their dots, and how."""
    low_end: float
    high_end: float
    """The ends of the page's axis."""
    axis_decimals: int
    captions: tuple[str, ...]
    """What the axis counts, and where it begins if that is not zero."""


def native_chart(target: Target, indicator: Indicator) -> NativeChart | None:
    """Return a target's figures as a chart; None where nothing is measured."""
    points = current_points(indicator)
    if not points:
        return None
    periods = _periods(target, points)
    values = {point.period: point for point in points}
    level, axis = drawn_level(target, indicator), value_axis(target, indicator)
    decimals = figure_decimals(target, indicator)
    has_interval = any(point.low is not None and not is_full_count(point) for point in points)
    return NativeChart(
        title=title(target, indicator),
        description=description(target, indicator),
        categories=tuple(format_period(period) for period in periods),
        figures=_series(_("The figure"), periods, {period: point.value for period, point in values.items()}),
        low=_series(_("Lower end of the interval"), periods, _ends(values, "low")) if has_interval else None,
        high=_series(_("Upper end of the interval"), periods, _ends(values, "high")) if has_interval else None,
        target=None
        if level is None
        else _series(target_label(target, indicator), periods, dict.fromkeys(periods, level)),
        area=_series(area_heading(target), periods, {point.period: point.value for point in target.area_series})
        if target.area_series
        else None,
        decimals=decimals,
        is_percent=indicator.unit in PERCENTAGES,
        labelled=tuple(
            (place, value_label(values[periods[place]], indicator, decimals))
            for place in _labelled([index for index, period in enumerate(periods) if period in values])
        ),
        low_end=axis.low,
        high_end=axis.high,
        axis_decimals=axis.decimals,
        captions=axis_captions(axis, indicator),
    )


def _series(name: str, periods: tuple[Period, ...], values: dict[Period, float]) -> ChartSeries:
    return ChartSeries(name, tuple(values.get(period) for period in periods))


def _ends(points: dict[Period, Point], end: str) -> dict[Period, float]:
    return {
        period: value
        for period, point in points.items()
        if (value := getattr(point, end)) is not None and not is_full_count(point)
    }


def _labelled(places: list[int]) -> tuple[int, ...]:
    return tuple(places) if len(places) <= MAX_LABELS else (places[0], places[-1])


def _periods(target: Target, points: tuple[Point, ...]) -> tuple[Period, ...]:
    """Return the periods of the figures; every year from the first to the target's, where all are years."""
    own = sorted({point.period for point in (*points, *target.area_series)})
    if any(not period.code.isdigit() for period in own):
        return tuple(own)
    last = max(own[-1].start.year, target.deadline.year if target.deadline else 0)
    years = range(own[0].start.year, last + 1)
    if len(years) > MAX_YEARS:
        return tuple(own)
    return tuple(Period.parse(f"{year:04}") for year in years)
