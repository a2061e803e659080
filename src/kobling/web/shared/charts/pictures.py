"""Whole charts, as pages take them in."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from kobling.rooms.releases.comparison import Comparison
from kobling.rooms.releases.document import Indicator, Target
from kobling.web.shared.bilingual import Said, bilingual, joined
from kobling.web.shared.charts import among, strip, svg, telling, timeline, together
from kobling.web.shared.charts import sparkline as spark
from kobling.web.shared.formats import language, period
from kobling.web.shared.words import compared


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


def among_chart(comparison: Comparison, indicator: Indicator, *, name: str) -> SafeString:
    """Draw the municipality among its neighbours, its group and all municipalities."""
    title = joined((bilingual(indicator.name), period(comparison.period), among.title()), between=", ")
    named = _Named(title, compared.where(comparison, indicator), f"{name}-title", f"{name}-desc")
    return _picture(named, *among.draw(comparison, indicator), "chart-among")


def together_chart(comparison: Comparison, indicator: Indicator, *, name: str) -> SafeString:
    """Draw the municipality over time beside the country and its group; nothing where there is one period."""
    if len(comparison.series) < 2:
        return SafeString()
    first, last = comparison.series[0], comparison.series[-1]
    title = joined((bilingual(indicator.name), f"{period(first.period)}–{period(last.period)}"), between=", ")
    content, height, margin = together.draw(comparison, indicator)
    named = _Named(title, together.description(comparison, indicator), f"{name}-title", f"{name}-desc")
    return _picture(named, content, height, f"chart-time chart-margin-{margin}")


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
