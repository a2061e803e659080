"""The chart of a figure over time, with its uncertainty, its starting point, its target and the way there."""

from kobling.rooms.releases.document import Indicator, Target
from kobling.web.shared.charts import layers, svg
from kobling.web.shared.charts.beside import BASELINE, with_labels
from kobling.web.shared.charts.periods import periods
from kobling.web.shared.charts.plot import BOTTOM, plot


def draw(target: Target, indicator: Indicator) -> tuple[str, float, int]:
    """The chart's elements, the lowest layer first; how tall it is, and how much room its left side needs, in em."""
    chart, labels = with_labels(plot(target, indicator))
    named, wide_only = labels.shows(BASELINE)
    drawn = svg.joined(
        [
            *layers.grid(chart),
            *layers.columns(chart),
            *layers.stretched(chart),
            *layers.target_line(chart),
            *layers.uncertainty_bars(chart),
            *layers.dots(chart),
            *([layers.starting_point(chart, wide_only=wide_only)] if named else []),
            *periods(chart),
            *labels.drawn(),
        ]
    )
    return drawn, chart.bottom + BOTTOM, chart.margin
