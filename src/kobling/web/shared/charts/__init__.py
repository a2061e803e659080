"""Charts: our own SVG, in words for those who do not see it, in colours that follow the page.

The stylesheet is static/shared/charts.css; it names the colours it takes at the top.
"""

from kobling.web.shared.charts.data_table import MeasurementRow, measurement_rows
from kobling.web.shared.charts.render import (
    render_comparison_strip,
    render_comparison_timeline,
    render_goal_chart,
    render_sparkline,
)
from kobling.web.shared.charts.text_alternative import notes as chart_notes

__all__ = [
    "MeasurementRow",
    "chart_notes",
    "measurement_rows",
    "render_comparison_strip",
    "render_comparison_timeline",
    "render_goal_chart",
    "render_sparkline",
]
