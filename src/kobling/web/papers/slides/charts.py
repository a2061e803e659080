"""Charts that PowerPoint edits: the figures of a target, and how many goals have each status."""

from collections.abc import Iterable, Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from kobling.web.papers.native_chart import ChartSeries, NativeChart
from kobling.web.papers.slides.deck import clean, describe
from kobling.web.papers.slides.template import Box

MUTED, INK, ACCENT, EDGE, GRID = "566162", "16191A", "00566B", "5D94A5", "DDE3E4"


def add_figures(slide: Any, chart: NativeChart, box: Box) -> None:
    """Draw a target's figures over time, with the ends of their intervals, the target and the area's figures."""
    data = CategoryChartData(number_format=number_format(chart))
    data.categories = [cell_text(name) for name in chart.categories]
    drawn = [one for one in (chart.figures, chart.low, chart.high, chart.target, chart.area) if one is not None]
    for series in drawn:
        data.add_series(cell_text(series.name), series.values)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, box.left, box.top, box.width, box.height, data)
    describe(frame, f"{chart.title}. {chart.description}")
    made = frame.chart
    _dress(made, has_legend=len(drawn) > 1)
    _axes(made, chart)
    for series, given in zip(made.plots[0].series, drawn, strict=True):
        _dress_series(series, given, chart)


def _axes(made: Any, chart: NativeChart) -> None:
    values = made.value_axis
    values.minimum_scale, values.maximum_scale = chart.low_end, chart.high_end
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = RGBColor.from_string(GRID)
    values.format.line.fill.background()
    values.tick_labels.font.size = Pt(12)
    values.tick_labels.font.color.rgb = RGBColor.from_string(MUTED)
    values.tick_labels.number_format = number_format(chart, decimals=chart.axis_decimals)
    values.tick_labels.number_format_is_linked = False
    made.category_axis.tick_labels.font.size = Pt(12)
    made.category_axis.tick_labels.font.color.rgb = RGBColor.from_string(MUTED)
    made.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    made.category_axis.format.line.color.rgb = RGBColor.from_string("7B8788")


def _dress(made: Any, *, has_legend: bool) -> None:
    made.has_title = False
    made.font.size = Pt(12)
    made.has_legend = has_legend
    if has_legend:
        made.legend.position = XL_LEGEND_POSITION.BOTTOM
        made.legend.include_in_layout = False
        made.legend.font.size = Pt(12)
        made.legend.font.color.rgb = RGBColor.from_string(INK)


def _dress_series(series: Any, given: ChartSeries, chart: NativeChart) -> None:
    series.smooth = False
    if given is chart.figures:
        _line(series, ACCENT, width=2.75)
        _marker(series, XL_MARKER_STYLE.CIRCLE, 9, ACCENT)
        _labels(series, chart)
    elif given is chart.target:
        _line(series, INK, width=1.75, dash=MSO_LINE.DASH)
        _marker(series, XL_MARKER_STYLE.NONE)
        if sum(value is not None for value in given.values) == 1:
            _marker(series, XL_MARKER_STYLE.DASH, 14, INK)
    elif given is chart.area:
        _line(series, MUTED, width=1.5)
        _marker(series, XL_MARKER_STYLE.CIRCLE, 8, MUTED, is_hollow=True)
    else:
        series.format.line.fill.background()
        _marker(series, XL_MARKER_STYLE.DASH, 9, EDGE)


def _line(series: Any, colour: str, *, width: float, dash: Any = None) -> None:
    series.format.line.color.rgb = RGBColor.from_string(colour)
    series.format.line.width = Pt(width)
    if dash is not None:
        series.format.line.dash_style = dash


def _marker(series: Any, style: Any, size: int = 7, colour: str = "", *, is_hollow: bool = False) -> None:
    series.marker.style = style
    if colour:
        series.marker.size = size
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = RGBColor.from_string("FFFFFF" if is_hollow else colour)
        series.marker.format.line.color.rgb = RGBColor.from_string(colour)


def _labels(series: Any, chart: NativeChart) -> None:
    """Write the figures beside some dots, as the page has them."""
    for place, words in chart.labelled:
        label = series.points[place].data_label
        label.position = XL_LABEL_POSITION.ABOVE
        run = label.text_frame.paragraphs[0].add_run()
        run.text = clean(words)
        run.font.size, run.font.bold = Pt(13), True
        run.font.color.rgb = RGBColor.from_string(ACCENT)


def add_counts(
    slide: Any, counts: Sequence[tuple[str, int, str]], box: Box, *, name: str, description: Iterable[str]
) -> None:
    """Draw how many there are of each: a name, a number and a colour, from above."""
    data = CategoryChartData(number_format="0")
    data.categories = [cell_text(words) for words, _number, _colour in counts]
    data.add_series(cell_text(name), [number for _words, number, _colour in counts])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, box.left, box.top, box.width, box.height, data)
    describe(frame, f"{name}: {', '.join(description)}")
    made = frame.chart
    _dress(made, has_legend=False)
    made.category_axis.reverse_order = True
    made.category_axis.tick_labels.font.size = Pt(14)
    made.category_axis.format.line.fill.background()
    made.value_axis.visible = False
    made.value_axis.has_major_gridlines = False
    made.value_axis.minimum_scale = 0
    plot = made.plots[0]
    plot.gap_width, plot.has_data_labels, plot.vary_by_categories = 45, True, False
    plot.data_labels.font.size, plot.data_labels.font.bold = Pt(14), True
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    for place, (_words, _number, colour) in enumerate(counts):
        fill = plot.series[0].points[place].format.fill
        fill.solid()
        fill.fore_color.rgb = RGBColor.from_string(colour.removeprefix("#").upper())


def number_format(chart: NativeChart, decimals: int | None = None) -> str:
    """Return how an office program is to write the figures; separators are those of its own language."""
    shown = chart.decimals if decimals is None else decimals
    digits = "#,##0" + ("." + "0" * shown if shown else "")
    return f'{digits}" %"' if chart.is_percent else digits


def cell_text(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: the chart's data are cells of a workbook."""
    return clean(text).lstrip("=+@") if text[:1] in "=+@" else clean(text)
