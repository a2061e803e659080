"""A picture of how many goals have each status: what a link to any page without a chart is shown with elsewhere."""

import re
from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kobling.web.public.addresses import OVERVIEW_TEMPLATES
from kobling.web.public.components.chart_files import SharedPicture, page_stylesheet, render_png
from kobling.web.public.components.status_icons import render_status_icon
from kobling.web.public.page_context import PageContext
from kobling.web.public.responses import SiteFile
from kobling.web.shared import svg, words
from kobling.web.shared.charts.layout.label_placement import wrap_text
from kobling.web.shared.charts.picture import FONTS, Picture
from kobling.web.shared.formats import format_day
from kobling.web.shared.localization import localize

WIDTH, HEIGHT = 1200, 630
"""In pixels: the shape that links are shown in."""
MARGIN = 72
ROWS = 6
"""Statuses in a column; there are twelve."""
ROW_HEIGHT, COLUMN_WIDTH, ICON = 52, 540, 36
TITLE, TEXT, NOTE = 52, 34, 24
"""Sizes of letters."""


def overview_file(page: PageContext) -> SiteFile:
    """Return the picture as PNG, in the active language."""
    return SiteFile(content_type="image/png", body=render_png(overview_picture(page)))


def shared_overview(page: PageContext) -> SharedPicture | None:
    """Return the picture for a page's link; None where the root is not known."""
    if not page.root:
        return None
    address = OVERVIEW_TEMPLATES[page.route.language]
    alt = f"{_name(page)}. {_title()}: {', '.join(map(str, _counts(page)))}. {_release(page)}"
    return SharedPicture(page.url_of_own(address), WIDTH, HEIGHT, alt)


def overview_picture(page: PageContext) -> Picture:
    """Return the counts of the goals by status, with icons, and which release they are of."""
    background = svg.element("rect", width=WIDTH, height=HEIGHT, fill=_colour("chart-background"))
    content = svg.element(
        "svg",
        background,
        *_text(_name(page), 90, TEXT, colour="chart-muted"),
        *_text(_title(), 150, TITLE, weight="600"),
        *_rows(page),
        *_text(_release(page), 544, NOTE, colour="chart-muted"),
        *_text(_notice(page), 576, NOTE, colour="chart-muted", lines=2),
        xmlns="http://www.w3.org/2000/svg",
        width=WIDTH,
        height=HEIGHT,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        lang=page.route.language,
        font_family=FONTS,
    )
    return Picture(content, WIDTH, HEIGHT)


def _rows(page: PageContext) -> Iterator[SafeString]:
    for place, count in enumerate(_counts(page)):
        column, row = divmod(place, ROWS)
        x, y = MARGIN + column * COLUMN_WIDTH, 188 + row * ROW_HEIGHT
        tone = {"reached": "positive", "against": "negative"}.get(words.TONES[count.status], words.TONES[count.status])
        yield _icon(render_status_icon(count.status), x, y, _colour(tone))
        yield from _text(str(count), y + 30, TEXT, x=x + ICON + 20, width=COLUMN_WIDTH - ICON - 40)


def _icon(icon: str, x: int, y: int, colour: str) -> SafeString:
    """Return the icon of a page at its place: its own colour, and the hole in that of the background."""
    hole = f'fill="none" stroke="{_colour("chart-background")}" stroke-width="2.4"'
    drawn = re.sub(r'class="hole"', hole, icon).replace("currentColor", colour)
    return SafeString(
        re.sub(r"^<svg [^>]*>", f'<svg x="{x}" y="{y}" width="{ICON}" height="{ICON}" viewBox="0 0 20 20">', drawn)
    )


def _text(
    text: str,
    y: int,
    size: int,
    *,
    x: int = MARGIN,
    width: int = WIDTH - 2 * MARGIN,
    colour: str = "chart-text",
    weight: str | None = None,
    lines: int = 1,
) -> Iterator[SafeString]:
    """Yield a text on so many lines; where it is too long for them, it ends in an ellipsis."""
    written = wrap_text(text, width / size) if text else []
    for place, line in enumerate(written[:lines]):
        is_cut = place == lines - 1 and len(written) > lines
        shown = f"{line} …" if is_cut else line
        top = y + place * size * 1.3
        yield svg.element(
            "text", shown, x=x, y=svg.pixels(top), font_size=size, font_weight=weight, fill=_colour(colour)
        )


def _colour(name: str) -> str:
    return page_stylesheet().resolve(f"var(--{name})")


def _counts(page: PageContext) -> tuple[words.StatusCount, ...]:
    return words.status_counts(goal.status for goal in page.lookup.counted)


def _title() -> str:
    return _("Progress on the council's goals")


def _name(page: PageContext) -> str:
    return str(localize(page.document.municipality.name))


def _release(page: PageContext) -> str:
    values = {"number": page.document.number, "day": format_day(page.document.as_of)}
    return _("Release %(number)s, figures as at %(day)s.") % values


def _notice(page: PageContext) -> str:
    notice = page.document.municipality.notice
    return str(localize(notice)) if notice else ""
