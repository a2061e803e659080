"""The chart of a figure over time, with its uncertainty, its baseline, its target and the path to the target."""

from kobling.rooms.releases.document import Indicator, Target
from kobling.web.shared import svg
from kobling.web.shared.charts.layout.sizes import BOTTOM_MARGIN
from kobling.web.shared.charts.timeline import layers
from kobling.web.shared.charts.timeline.labels import BASELINE, with_labels
from kobling.web.shared.charts.timeline.period_axis import period_axis
from kobling.web.shared.charts.timeline.plot import timeline_plot


def render(target: Target, indicator: Indicator) -> tuple[str, float, int]:
    """Return the chart's elements, the lowest layer first; its height and its left margin, in em."""
    plot, labels = with_labels(timeline_plot(target, indicator))
    is_baseline_labelled, wide_only = labels.visibility(BASELINE)
    content = svg.join_elements(
        [
            *layers.grid(plot),
            *layers.columns(plot),
            *layers.stretched(plot),
            *layers.target_line(plot),
            *layers.uncertainty_bars(plot),
            *layers.dots(plot),
            *([layers.baseline_circle(plot, wide_only=wide_only)] if is_baseline_labelled else []),
            *period_axis(plot),
            *labels.render(),
        ]
    )
    return content, plot.bottom + BOTTOM_MARGIN, plot.left_margin
