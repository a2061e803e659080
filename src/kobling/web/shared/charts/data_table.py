"""The data of a chart as rows of a table."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kobling.rooms.releases.document import Indicator, Point, Target
from kobling.web.shared.formats import (
    decimals_to_distinguish,
    format_day,
    format_number,
    format_period,
    format_short_day,
)
from kobling.web.shared.localization import LocalizedText, localize
from kobling.web.shared.words import figures, targets, uncertainty
from kobling.web.shared.words.vocabulary import basis_name, uncertainty_name


@dataclass(frozen=True)
class MeasurementRow:
    """One measurement as text; the empty string where something is not known or does not apply."""

    period: str
    value: str
    interval: str
    """`56,2–61,8`, in the value's unit."""
    uncertainty: str
    """The kind of sampling error; without one, what the figure rests on."""
    n: str
    """The number of people who answered, and were asked: `1.165 af 2.500`."""
    fetched: str
    """The day it was fetched from its source."""
    area: str
    """The figure of the area that the target compares with, of the same period."""
    area_withdrawn: str
    """The day the source was seen to have withdrawn the area's figure of the period; empty where it has not."""
    note: LocalizedText | None
    is_superseded: bool
    """True if a value that was fetched later has replaced it."""
    withdrawn: str
    """The day its source was seen to have withdrawn it, or a figure it was calculated from; empty where it has not, or
    has given it again."""
    is_baseline: bool
    """True if change is counted from it."""
    point: Point


def measurement_rows(target: Target, indicator: Indicator) -> tuple[MeasurementRow, ...]:
    """Return every measurement, the oldest first."""
    decimals = targets.figure_decimals(target, indicator)
    area = {point.period: figures.point_amount(point, indicator, decimals=decimals) for point in target.area_series}
    return tuple(_row(point, target, indicator, decimals, area.get(point.period, "")) for point in indicator.points)


def _is_lost(point: Point, indicator: Indicator) -> bool:
    """Return whether a value is withdrawn, and no later one stands in its place: at most one from older figures."""
    others = (other for other in indicator.points if other.period == point.period and other is not point)
    return point.withdrawn is not None and all(other.drawn <= point.drawn for other in others)


def _row(point: Point, target: Target, indicator: Indicator, decimals: int, area: str) -> MeasurementRow:
    is_lost = _is_lost(point, indicator)
    of_area = next((one.withdrawn for one in target.area_withdrawn if one.period == point.period), None)
    return MeasurementRow(
        period=format_period(point.period),
        value=figures.point_amount(point, indicator, decimals=decimals),
        interval=_interval(point, indicator),
        uncertainty=_how_counted(point, indicator),
        n=_answers(point),
        fetched=format_short_day(point.drawn),
        area=area,
        area_withdrawn=format_day(of_area) if of_area else "",
        note=localize(point.note) if point.note else None,
        is_superseded=point.superseded and not is_lost,
        withdrawn=format_day(point.withdrawn) if point.withdrawn and (point.is_withdrawn or is_lost) else "",
        is_baseline=point == target.baseline,
        point=point,
    )


def _answers(point: Point) -> str:
    if point.n is None:
        return ""
    n = format_number(point.n)
    return n if point.asked is None else _("%(n)s of %(asked)s") % {"n": n, "asked": format_number(point.asked)}


def _how_counted(point: Point, indicator: Indicator) -> str:
    basis = uncertainty.rests_on(indicator)
    if point.uncertainty == "full_count" and basis is not None:
        return basis_name(basis)
    return uncertainty_name(point.uncertainty)


def _interval(point: Point, indicator: Indicator) -> str:
    if point.low is None or point.high is None or uncertainty.is_full_count(point):
        return ""
    decimals = decimals_to_distinguish(max(indicator.decimals, 1), point.low, point.high)
    return f"{format_number(point.low, decimals)}–{format_number(point.high, decimals)}"
