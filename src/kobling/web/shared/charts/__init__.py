"""Charts as SVG, each with a text alternative and a data table.

The stylesheet is static/shared/charts.css; the colours it takes from the page are named at its top.
"""

from kobling.web.shared.charts.data_table import MeasurementRow, measurement_rows
from kobling.web.shared.charts.label_texts import area_heading
from kobling.web.shared.charts.render import (
    render_comparison_strip,
    render_comparison_timeline,
    render_goal_chart,
    render_sparkline,
)
from kobling.web.shared.charts.text_alternative import sign_notes

__all__ = [
    "MeasurementRow",
    "area_heading",
    "measurement_rows",
    "render_comparison_strip",
    "render_comparison_timeline",
    "render_goal_chart",
    "render_sparkline",
    "sign_notes",
]
