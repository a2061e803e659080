"""The chart of a figure over time, with its uncertainty, its starting point, its target and the way there."""

from kobling.rooms.releases.document import Indicator, Target
from kobling.web.shared import svg
from kobling.web.shared.charts.timeline import layers
from kobling.web.shared.charts.timeline.labels import BASELINE, with_labels
from kobling.web.shared.charts.timeline.period_axis import period_axis
from kobling.web.shared.charts.timeline.plot import BOTTOM_MARGIN, timeline_plot


def render(target: Target, indicator: Indicator) -> tuple[str, float, int]:
    """The chart's elements, the lowest layer first; how tall it is, and how much room its left side needs, in em."""
    chart, labels = with_labels(timeline_plot(target, indicator))
    named, wide_only = labels.shows(BASELINE)
    drawn = svg.join_elements(
        [
            *layers.grid(chart),
            *layers.columns(chart),
            *layers.stretched(chart),
            *layers.target_line(chart),
            *layers.uncertainty_bars(chart),
            *layers.dots(chart),
            *([layers.starting_point(chart, wide_only=wide_only)] if named else []),
            *period_axis(chart),
            *labels.drawn(),
        ]
    )
    return drawn, chart.bottom + BOTTOM_MARGIN, chart.margin
