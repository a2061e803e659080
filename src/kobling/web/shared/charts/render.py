"""Render whole charts for pages: an SVG element with a title, a description and a role for assistive technology."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from kobling.rooms.releases.area_comparison import Comparison
from kobling.rooms.releases.document import Indicator, Target
from kobling.web.shared import svg
from kobling.web.shared.charts import comparison_strip, comparison_timeline, single_value, sparkline, text_alternative
from kobling.web.shared.charts.series import current_points, has_target_path
from kobling.web.shared.charts.timeline import chart as timeline
from kobling.web.shared.formats import active_language, format_period
from kobling.web.shared.localization import LocalizedText, join_texts, localize
from kobling.web.shared.words import area_comparison


def render_goal_chart(target: Target, indicator: Indicator, *, name: str) -> SafeString:
    """Render a target's chart; empty where nothing is measured.

    name   the beginning of its ids; different for every chart on a page
    """
    points = current_points(indicator)
    if not points:
        return SafeString()
    texts = _texts(target, indicator, name)
    if len(points) == 1 and not has_target_path(target):
        return _svg(texts, *single_value.render(target, indicator), "chart-strip")
    content, height, margin = timeline.render(target, indicator)
    return _svg(texts, content, height, f"chart-time chart-margin-{margin}")


def render_sparkline(target: Target, indicator: Indicator, *, name: str) -> SafeString:
    """Render the sparkline of a card; empty where there are fewer than two measurements."""
    if len(current_points(indicator)) < 2:
        return SafeString()
    return _svg(_texts(target, indicator, name), *sparkline.render(target, indicator), "chart-spark")


def render_comparison_strip(comparison: Comparison, indicator: Indicator, *, name: str) -> SafeString:
    """Render the municipality among its neighbours, its group and all municipalities."""
    period = format_period(comparison.period)
    title = join_texts((localize(indicator.name), period, comparison_strip.title()), between=", ")
    description = area_comparison.position_sentence(comparison, indicator)
    texts = _ChartTexts(title, description, f"{name}-title", f"{name}-desc")
    return _svg(texts, *comparison_strip.render(comparison, indicator), "chart-among")


def render_comparison_timeline(comparison: Comparison, indicator: Indicator, *, name: str) -> SafeString:
    """Render the municipality over time beside the country and its group; empty where there is one period."""
    if len(comparison.series) < 2:
        return SafeString()
    first, last = comparison.series[0], comparison.series[-1]
    span = f"{format_period(first.period)}–{format_period(last.period)}"
    title = join_texts((localize(indicator.name), span), between=", ")
    content, height, margin = comparison_timeline.render(comparison, indicator)
    description = comparison_timeline.description(comparison, indicator)
    texts = _ChartTexts(title, description, f"{name}-title", f"{name}-desc")
    return _svg(texts, content, height, f"chart-time chart-margin-{margin}")


@dataclass(frozen=True)
class _ChartTexts:
    """A chart's title and description, and their ids on the page."""

    title: LocalizedText
    description: str
    title_id: str
    description_id: str


def _texts(target: Target, indicator: Indicator, name: str) -> _ChartTexts:
    title = text_alternative.title(target, indicator)
    return _ChartTexts(title, text_alternative.description(target, indicator), f"{name}-title", f"{name}-desc")


def _svg(texts: _ChartTexts, content: str, height: float, css_class: str) -> SafeString:
    lang = "da" if texts.title.has_danish and active_language() == "en" else None
    return svg.element(
        "svg",
        svg.element("title", str(texts.title), id=texts.title_id, lang=lang),
        svg.element("desc", texts.description, id=texts.description_id),
        content,
        class_=f"chart {css_class}",
        height=svg.em(height),
        role="img",
        aria_labelledby=texts.title_id,
        aria_describedby=texts.description_id,
    )
