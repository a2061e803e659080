"""Charts: our own SVG, in words for those who do not see it, in colours that follow the page.

The stylesheet is static/shared/charts.css; it names the colours it takes at the top.
"""

from kobling.web.shared.charts.pictures import among_chart, goal_chart, sparkline, together_chart
from kobling.web.shared.charts.table import Row, chart_table
from kobling.web.shared.charts.telling import notes as chart_notes

__all__ = ["Row", "among_chart", "chart_notes", "chart_table", "goal_chart", "sparkline", "together_chart"]
