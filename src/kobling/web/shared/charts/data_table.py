"""The same numbers as the chart, as rows of a table."""

from dataclasses import dataclass

from kobling.rooms.releases.document import Indicator, Point, Target
from kobling.web.shared.formats import decimals_to_distinguish, format_number, format_period, format_short_day
from kobling.web.shared.localization import LocalizedText, localize
from kobling.web.shared.words import figures
from kobling.web.shared.words.vocabulary import uncertainty_name


@dataclass(frozen=True)
class MeasurementRow:
    """One measurement in words; the empty word where something is not known or does not apply."""

    period: str
    value: str
    interval: str
    """`56,2–61,8`, in the value's unit."""
    uncertainty: str
    """What is known of the sampling error."""
    n: str
    """How many answered."""
    drawn: str
    """The day it was drawn from its source."""
    note: LocalizedText | None
    superseded: bool
    """Whether a later drawn value has replaced it."""
    baseline: bool
    """Whether change is counted from it."""
    latest: bool
    """Whether the status rests on it."""
    point: Point


def measurement_rows(target: Target, indicator: Indicator) -> tuple[MeasurementRow, ...]:
    """Every measurement, the oldest first."""
    return tuple(_row(one, target, indicator) for one in indicator.points)


def _row(point: Point, target: Target, indicator: Indicator) -> MeasurementRow:
    return MeasurementRow(
        period=format_period(point.period),
        value=figures.point_amount(point, indicator),
        interval=_interval(point, indicator),
        uncertainty=uncertainty_name(point.uncertainty),
        n="" if point.n is None else format_number(point.n),
        drawn=format_short_day(point.drawn),
        note=localize(point.note) if point.note else None,
        superseded=point.superseded,
        baseline=point == target.baseline,
        latest=point == target.latest,
        point=point,
    )


def _interval(point: Point, indicator: Indicator) -> str:
    if point.low is None or point.high is None or figures.is_full_count(point):
        return ""
    decimals = decimals_to_distinguish(max(indicator.decimals, 1), point.low, point.high)
    return f"{format_number(point.low, decimals)}–{format_number(point.high, decimals)}"
