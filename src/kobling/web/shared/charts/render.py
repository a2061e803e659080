"""Whole charts, as pages take them in."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from kobling.rooms.releases.comparison import Comparison
from kobling.rooms.releases.document import Indicator, Target
from kobling.web.shared import svg
from kobling.web.shared.charts import comparison_strip, comparison_timeline, single_value, sparkline, text_alternative
from kobling.web.shared.charts.timeline import chart
from kobling.web.shared.formats import active_language, format_period
from kobling.web.shared.localization import LocalizedText, join_texts, localize
from kobling.web.shared.words import area_comparison


def render_goal_chart(target: Target, indicator: Indicator, *, name: str) -> SafeString:
    """Draw a target's chart; nothing where nothing is measured.

    name   what its ids begin with; different for every chart on a page
    """
    points = text_alternative.current_points(indicator)
    if not points:
        return SafeString()
    if len(points) == 1 and not text_alternative.has_target_path(target):
        return _picture(_named(target, indicator, name), *single_value.render(target, indicator), "chart-strip")
    content, height, margin = chart.render(target, indicator)
    return _picture(_named(target, indicator, name), content, height, f"chart-time chart-margin-{margin}")


def render_sparkline(target: Target, indicator: Indicator, *, name: str) -> SafeString:
    """Draw the small line for a card; nothing where there are fewer than two measurements."""
    if len(text_alternative.current_points(indicator)) < 2:
        return SafeString()
    content = sparkline.render(target, indicator)
    return _picture(_named(target, indicator, name), content, sparkline.HEIGHT, "chart-spark")


def render_comparison_strip(comparison: Comparison, indicator: Indicator, *, name: str) -> SafeString:
    """Draw the municipality among its neighbours, its group and all municipalities."""
    title = join_texts(
        (localize(indicator.name), format_period(comparison.period), comparison_strip.title()), between=", "
    )
    named = _Named(title, area_comparison.position_sentence(comparison, indicator), f"{name}-title", f"{name}-desc")
    return _picture(named, *comparison_strip.render(comparison, indicator), "chart-among")


def render_comparison_timeline(comparison: Comparison, indicator: Indicator, *, name: str) -> SafeString:
    """Draw the municipality over time beside the country and its group; nothing where there is one period."""
    if len(comparison.series) < 2:
        return SafeString()
    first, last = comparison.series[0], comparison.series[-1]
    title = join_texts(
        (localize(indicator.name), f"{format_period(first.period)}–{format_period(last.period)}"), between=", "
    )
    content, height, margin = comparison_timeline.render(comparison, indicator)
    named = _Named(title, comparison_timeline.description(comparison, indicator), f"{name}-title", f"{name}-desc")
    return _picture(named, content, height, f"chart-time chart-margin-{margin}")


@dataclass(frozen=True)
class _Named:
    """A chart's name and its description, and the ids they have on the page."""

    title: LocalizedText
    about: str
    title_id: str
    about_id: str


def _named(target: Target, indicator: Indicator, name: str) -> _Named:
    told = text_alternative.title(target, indicator), text_alternative.description(target, indicator)
    return _Named(*told, f"{name}-title", f"{name}-desc")


def _picture(named: _Named, content: str, height: float, kind: str) -> SafeString:
    foreign = "da" if named.title.danish and active_language() == "en" else None
    return svg.element(
        "svg",
        svg.element("title", str(named.title), id=named.title_id, lang=foreign),
        svg.element("desc", named.about, id=named.about_id),
        content,
        class_=f"chart {kind}",
        height=svg.em(height),
        role="img",
        aria_labelledby=named.title_id,
        aria_describedby=named.about_id,
    )
