"""Sizes that the charts share, in em; the stylesheet knows them too."""

from collections.abc import Iterable

from kobling.web.shared.charts.layout.label_placement import text_width

LINE_HEIGHT = 1.4
"""Room for a line of text above the plot or below it."""
TOP_MARGIN = 1.0
"""Room between the text above the plot and the plot."""
BOTTOM_MARGIN = 2.4
"""Room below the plot, for the names of periods."""
LEFT_MARGINS = (2, 3, 4, 5, 6, 7, 8)
"""Widths of the margin left of the plot that the stylesheet has classes for."""
INSET = 0.04
"""Empty room at each side of the plot, as a share of the width."""


def left_margin(tick_labels: Iterable[str]) -> int:
    """Return the narrowest margin in which the numbers beside the gridlines have room."""
    needed = max(map(text_width, tick_labels)) + 0.8
    return next((width for width in LEFT_MARGINS if width >= needed), LEFT_MARGINS[-1])
