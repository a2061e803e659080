"""The charts of the goals as files: SVG, and the same picture as PNG."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import resvg_py
from django.utils.translation import gettext as _

from kobling.rooms.releases.document import Goal, Indicator, Target
from kobling.web.public import assets
from kobling.web.public.addresses import ChartRoute, has_chart
from kobling.web.public.components.target_texts import target_heading, target_message
from kobling.web.public.page_context import PageContext
from kobling.web.public.release_lookup import ReleaseLookup
from kobling.web.public.responses import SiteFile
from kobling.web.shared import words
from kobling.web.shared.charts import render_goal_chart, sign_notes
from kobling.web.shared.charts.picture import Picture, PictureTexts, render_picture
from kobling.web.shared.charts.stylesheet import ChartStylesheet
from kobling.web.shared.charts.text_alternative import title
from kobling.web.shared.formats import format_day
from kobling.web.shared.localization import join_texts, localize

FONT_FILES = [str(assets.HERE / "vendor" / f"IBMPlexSans-{weight}.ttf") for weight in ("Regular", "SemiBold")]
"""The whole fonts of the pages as TrueType. No other is used, so that a picture is the same on every machine."""
CONTENT_TYPES = {"svg": "image/svg+xml", "png": "image/png"}

MAX_CACHED_PNGS = 64
"""One takes longer to render than the pages it is linked from, and is the same in many releases; of some 80 kB each."""


@dataclass(frozen=True)
class SharedPicture:
    """The picture that a link to a page is shown with elsewhere (Open Graph)."""

    url: str
    """Whole, since others fetch it."""
    width: int
    height: int
    alt: str


def chart_file(page: PageContext, route: ChartRoute) -> SiteFile:
    """Return the chart of a goal's target as a file, in the active language."""
    goal = page.lookup.goals[route.goal]
    target = next(target for target in goal.targets if target.key == route.target)
    picture = _picture(page, goal, target)
    body = picture.svg.encode() if route.format == "svg" else render_png(picture)
    return SiteFile(content_type=CONTENT_TYPES[route.format], body=body)


def shared_picture(page: PageContext, goal: Goal) -> SharedPicture | None:
    """Return the chart of the goal's first target that has one; None without, or where the root is not known."""
    target = next((target for target in goal.targets if has_chart(goal, target)), None)
    indicator = page.lookup.indicator(target) if target else None
    if target is None or indicator is None or not page.root:
        return None
    picture, route = _picture(page, goal, target), ChartRoute(goal.key, target.key, page.route.language, "png")
    return SharedPicture(
        url=page.url_of_own(page.lookup.addresses.chart_address(route)),
        width=picture.width,
        height=picture.height,
        alt=str(title(target, indicator)),
    )


@lru_cache(maxsize=MAX_CACHED_PNGS)
def render_png(picture: Picture) -> bytes:
    """Return the picture as PNG, in its own size."""
    return resvg_py.svg_to_bytes(svg_string=picture.svg, skip_system_fonts=True, font_files=FONT_FILES)


def _picture(page: PageContext, goal: Goal, target: Target) -> Picture:
    """Draw the chart as the goal's page does, and write its words around it."""
    lookup = page.lookup.seen_from(goal)
    indicator = lookup.indicator(target)
    if indicator is None:
        raise LookupError("a target without an indicator has no chart")
    texts = PictureTexts(
        heading=_heading(lookup, goal, target, indicator),
        caption=str(title(target, indicator)),
        notes=sign_notes(target, indicator),
        origin=tuple(_origin(page, goal, indicator)),
    )
    chart = render_goal_chart(target, indicator, name="chart")
    return render_picture(chart, texts, page_stylesheet(), language=page.route.language)


def _heading(lookup: ReleaseLookup, goal: Goal, target: Target, indicator: Indicator) -> str:
    if len(goal.targets) == 1:
        return str(words.goal_message(goal, lookup.indicators, lookup.on))
    heading = words.as_sentence(target_heading(target, indicator)) if target.text else ""
    return str(join_texts((heading, target_message(lookup, goal, target) or "")))


def _origin(page: PageContext, goal: Goal, indicator: Indicator) -> Iterator[str]:
    """Yield the goal, the source of the figures, the release with its day, the address, and the pages' own notice."""
    document = page.document
    municipality = document.municipality
    yield _("Goal: %(goal)s") % {"goal": localize(goal.wording.text)}
    if goal.ended:
        yield words.ended_sentence(goal)
    source = str(localize(indicator.source))
    if indicator.table:
        source = f"{source}, {_('table %(table)s') % {'table': indicator.table}}"
    yield _("Source: %(source)s") % {"source": source}
    yield _("%(name)s. Release %(number)s, figures as at %(day)s.") % {
        "name": localize(municipality.name),
        "number": document.number,
        "day": format_day(document.as_of),
    }
    if page.root:
        yield page.root + page.lookup.addresses.address_of("goal", goal.key, page.route.language)
    if municipality.notice:
        yield str(localize(municipality.notice))


@cache
def page_stylesheet() -> ChartStylesheet:
    """Return the styles of the pages' charts."""
    own = assets.HERE / "assets" / "kobling.css"
    return ChartStylesheet(assets.CHARTS.read_text("utf-8") + own.read_text("utf-8"))
