"""The labels of a chart over time, each beside what it names."""

from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _

from kobling.core.status import Direction, Kind
from kobling.rooms.releases.document import Point
from kobling.web.shared.charts import telling
from kobling.web.shared.charts.labels import Anchor, Label, Placing, anchor_at
from kobling.web.shared.charts.plot import TOP, Place, Plot
from kobling.web.shared.words.figures import is_full_count

ALONG = (0.5, 0.65, 0.35, 0.8)
"""Where along the way to the target its name may stand."""
SIDES: tuple[tuple[Anchor, float], ...] = (("end", 1.0), ("start", 0.0), ("middle", 0.5))
"""Where along a level its name may stand."""


def labels(chart: Plot) -> Placing:
    """The latest value, the target, the starting point, then what else there is room for."""
    placing = Placing((chart.top - TOP, chart.bottom + 0.6))
    placing.keep_free((chart.place(one) for one in chart.points), size=0.35)
    placing.keep_free(_on_lines(chart), size=0.1)
    placing.keep_free(_in_uncertainty(chart), size=0.4)
    placing.place(*_beside(chart, chart.points[-1], "chart-value chart-latest"))
    placing.place(*_target(chart))
    for one in _named_points(chart):
        words = telling.value_label(one, chart.indicator)
        if one == chart.target.baseline and not chart.columns:
            words = _("Starting point: %(value)s") % {"value": words}
        placing.place(*_beside(chart, one, "chart-value", words))
    placing.place(*_way(chart))
    return placing


def _named_points(chart: Plot) -> Iterator[Point]:
    """The starting point, then, where they are few, the others but the latest, the newest first."""
    baseline, others = chart.target.baseline, chart.points[:-1]
    if baseline in others and baseline is not None:
        yield baseline
    if chart.few:
        yield from (one for one in reversed(others) if one != baseline)


# What labels must not cover


def _in_uncertainty(chart: Plot) -> Iterator[Place]:
    """Places inside the uncertainty of every point."""
    for one in chart.points:
        if one.low is not None and one.high is not None and not is_full_count(one):
            for step in range(5):
                yield chart.place(one, one.low + (one.high - one.low) * (0.1 + step / 5))


def _on_lines(chart: Plot) -> Iterator[Place]:
    """Places along all lines, close enough together that no label slips between them."""
    lines = [(chart.place(one), chart.place(next_one)) for one, next_one in pairwise(chart.points)]
    if chart.columns:
        lines = [(chart.place(one), chart.place(one, 0)) for one in chart.points]
    if chart.way:
        lines.append(chart.way)
    if chart.level is not None:
        height = chart.height(chart.level)
        lines.append(((0.0, height), (1.0, height)))
    for (x1, y1), (x2, y2) in lines:
        steps = max(2, round(abs(x2 - x1) * 60), round(abs(y2 - y1) * 4))
        for step in range(steps + 1):
            yield x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps


# Where labels may stand


def _beside(chart: Plot, point: Point, kind: str, words: str = "") -> list[Label]:
    """Above a point and its uncertainty, below it, or to a side.

    A column's value stands at the other side of the zero line, where no target line is in its way.
    """
    words = words or telling.value_label(point, chart.indicator)
    share, middle = chart.place(point)
    high = chart.height(point.value if point.high is None else point.high)
    low = chart.height(point.value if point.low is None else point.low)
    if chart.columns:
        high, low = min(high, chart.height(0)), max(low, chart.height(0))
    above, below = high - 0.8, low + 1.45
    order = (below, above) if chart.columns and point.value > 0 else (above, below)
    anchors: dict[Anchor, None] = dict.fromkeys(("middle", anchor_at(share), "start", "end"))
    upright = [Label(words, share, y, anchor, kind) for anchor in anchors for y in order]
    if chart.columns:
        return upright
    return [*upright, *(Label(words, share, middle + 0.33, side, kind, way) for side, way in _LEFT_RIGHT)]


_LEFT_RIGHT: tuple[tuple[Anchor, float], ...] = (("start", 0.8), ("end", -0.8))


def _target(chart: Plot) -> list[Label]:
    """At the target line, by the right end if there is room, above it rather than below; or which way is better."""
    kind = "chart-value chart-target-label"
    if chart.level is not None:
        words, line = telling.target_label(chart.target, chart.indicator), chart.height(chart.level)
        return [Label(words, share, line + off, anchor, kind) for anchor, share in SIDES for off in (-0.45, 1.25)]
    if chart.target.kind is not Kind.DIRECTION_ONLY:
        return []
    up = chart.target.direction is Direction.UP
    words = f"{'↑' if up else '↓'} {telling.direction_label(chart.target, chart.indicator)}"
    height = chart.top + 1.2 if up else chart.bottom - 0.5
    return [Label(words, share, height, anchor, kind) for anchor, share in reversed(SIDES)]


def _way(chart: Plot) -> list[Label]:
    """Along the way to the target, on the side it leaves free."""
    if not chart.way:
        return []
    (x1, y1), (x2, y2) = chart.way
    above, below = (-0.6, 1.1)
    rising: tuple[tuple[Anchor, float], ...] = (("end", above), ("start", below))
    falling: tuple[tuple[Anchor, float], ...] = (("start", above), ("end", below))
    words, kind = _("the way to the target"), "chart-value chart-path-label"
    return [
        Label(words, x1 + (x2 - x1) * along, y1 + (y2 - y1) * along + off, anchor, kind)
        for along in ALONG
        for anchor, off in (rising if y2 < y1 else falling)
    ]
