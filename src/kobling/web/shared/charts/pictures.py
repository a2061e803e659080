"""Whole charts, as pages take them in."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from kobling.rooms.releases.document import Indicator, Target
from kobling.web.shared.bilingual import Said
from kobling.web.shared.charts import sparkline as spark
from kobling.web.shared.charts import strip, svg, telling, timeline
from kobling.web.shared.formats import language


def goal_chart(target: Target, indicator: Indicator, *, name: str) -> SafeString:
    """Draw a target's chart; nothing where nothing is measured.

    name   what its ids begin with; different for every chart on a page
    """
    points = telling.current(indicator)
    if not points:
        return SafeString()
    if len(points) == 1 and not telling.has_path(target):
        return _picture(_named(target, indicator, name), *strip.draw(target, indicator), "chart-strip")
    content, height, margin = timeline.draw(target, indicator)
    return _picture(_named(target, indicator, name), content, height, f"chart-time chart-margin-{margin}")


def sparkline(target: Target, indicator: Indicator, *, name: str) -> SafeString:
    """Draw the small line for a card; nothing where there are fewer than two measurements."""
    if len(telling.current(indicator)) < 2:
        return SafeString()
    return _picture(_named(target, indicator, name), spark.draw(target, indicator), spark.HEIGHT, "chart-spark")


@dataclass(frozen=True)
class _Named:
    """A chart's name and its description, and the ids they have on the page."""

    title: Said
    about: str
    title_id: str
    about_id: str


def _named(target: Target, indicator: Indicator, name: str) -> _Named:
    told = telling.title(target, indicator), telling.description(target, indicator)
    return _Named(*told, f"{name}-title", f"{name}-desc")


def _picture(named: _Named, content: str, height: float, kind: str) -> SafeString:
    foreign = "da" if named.title.danish and language() == "en" else None
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
