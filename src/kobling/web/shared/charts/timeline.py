"""The chart of a figure over time, with its uncertainty, its starting point, its target and the way there."""

from kobling.web.shared.charts import layers, svg
from kobling.web.shared.charts.beside import labels
from kobling.web.shared.charts.periods import periods
from kobling.web.shared.charts.plot import BOTTOM, Plot


def height(chart: Plot) -> float:
    """How tall the chart is, in em."""
    return chart.bottom + BOTTOM


def draw(chart: Plot) -> str:
    """The chart's elements, the lowest layer first."""
    return svg.joined(
        [
            *layers.grid(chart),
            *layers.columns(chart),
            *layers.stretched(chart),
            *layers.target_line(chart),
            *layers.uncertainty_bars(chart),
            *layers.dots(chart),
            *periods(chart),
            *labels(chart).drawn(),
        ]
    )
