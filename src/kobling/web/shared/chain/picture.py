"""The picture of the chain as an SVG of its own: for a slide, an agenda or a wall.

Everything is set by attributes, so that it looks the same in a browser, in a word processor and in print; it is drawn
on white, in lines, shapes and words that need no colour.
"""

import textwrap
from collections.abc import Iterator, Mapping

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kobling.core.chain import DOWN_LEVELS, UP_LEVELS, Level, Strength
from kobling.web.shared.chain import icons
from kobling.web.shared.chain.display import NodeUrl
from kobling.web.shared.chain.table import LEVELS, ChainRow, ChainTable, ThemeGroup
from kobling.web.shared.formats import format_day
from kobling.web.shared.localization import localize
from kobling.web.shared.svg import element, join_elements
from kobling.web.shared.words.inspection import level_name, strength_name

NAMES, COLUMN, TURN, EDGE = 340, 84, 28, 24
"""How wide, in pixels: a goal's name, a level, the space before the way up, and the margin."""
HEAD, THEME, ROW, FOOT = 128, 44, 46, 60
"""How tall: title and names of levels, a theme's name, a goal, and the explanation."""
WIDTH = EDGE + NAMES + COLUMN * len(LEVELS) + TURN + EDGE
LINE, LETTERS = 17, 48
"""From one line of a name to the next, and how many letters it has at most."""
INK, QUIET, RULE, WHOLE, THIN = "#16191a", "#566162", "#c3cccd", "#00566b", "#7d5700"
COLOURS = {Strength.WHOLE: WHOLE, Strength.THIN: THIN, Strength.MISSING: QUIET}
STROKES: Mapping[Strength, dict[str, object]] = {
    Strength.WHOLE: {"stroke_width": 5},
    Strength.THIN: {"stroke_width": 2, "stroke_dasharray": "4 5"},
}
"""What leads to a link; nothing leads to a missing one, nor on from it."""


def render_chain_svg(table: ChainTable, *, title: str, link: NodeUrl | None = None) -> SafeString:
    """Draw every goal's chain, in the active language.

    title   what it is a picture of: the municipality
    link    where a goal's name leads to, if anywhere
    """
    height = HEAD + sum(THEME + ROW * len(group.rows) for group in table.groups) + FOOT
    name = _("%(title)s: the chain of every goal, as of %(day)s") % {"title": title, "day": format_day(table.day)}
    return element(
        "svg",
        element("title", name),
        element("desc", _("Every goal is a line; every link of its chain is whole, thin or missing.")),
        element("rect", width=WIDTH, height=height, fill="#fff"),
        _text(name, EDGE, 36, font_size=20, font_weight=600),
        *_heads(),
        *_groups(table, link),
        *_legend(height),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH,
        height=height,
        # With places that are links it is more than a picture.
        role="group" if link else "img",
        font_family="'IBM Plex Sans', 'Segoe UI', Arial, sans-serif",
    )


def _text(words: str, x: float, y: float, **more: object) -> SafeString:
    usual: dict[str, object] = {"fill": INK, "font_size": 14}
    return element("text", words, x=x, y=y, **(usual | more))


def _centre(place: int) -> float:
    """The middle of a column; the way up stands a little to the side."""
    return EDGE + NAMES + COLUMN * (place + 0.5) + (TURN if place >= len(DOWN_LEVELS) else 0)


def _heads() -> Iterator[SafeString]:
    downwards, upwards = _("Down: from what is wanted to what is done"), _("Up: from what is measured to the council")
    for words, first, count in ((downwards, 0, len(DOWN_LEVELS)), (upwards, len(DOWN_LEVELS), len(UP_LEVELS))):
        left, right = _centre(first) - COLUMN / 2, _centre(first + count - 1) + COLUMN / 2
        lines = textwrap.wrap(words, int((right - left) / 6.5))
        for number, line in enumerate(lines):
            yield _text(line, left, 78 - 16 * (len(lines) - 1 - number), fill=QUIET, font_size=13)
        yield element("line", x1=left, x2=right, y1=84, y2=84, stroke=QUIET)
    for place, level in enumerate(LEVELS):
        for number, line in enumerate(_short(level)):
            yield _text(line, _centre(place), 102 + 15 * number, text_anchor="middle", font_size=13)


def _short(level: Level) -> list[str]:
    return textwrap.wrap(level_name(level), 13, break_long_words=False)[:2]


def _groups(table: ChainTable, link: NodeUrl | None) -> Iterator[SafeString]:
    top = float(HEAD)
    for group in table.groups:
        yield from _theme(group, top)
        top += THEME
        for row in group.rows:
            yield join_elements(_row(row, top, link))
            top += ROW


def _theme(group: ThemeGroup, top: float) -> Iterator[SafeString]:
    words = str(localize(group.theme.name)) if group.theme else _("Goals under no theme")
    if not group.rows:
        words = f"{words}. {_('The theme has no goal.')}"
    yield _text(words, EDGE, top + 30, font_size=16, font_weight=600)
    yield element("line", x1=EDGE, x2=WIDTH - EDGE, y1=top + THEME - 4, y2=top + THEME - 4, stroke=RULE)


def _row(row: ChainRow, top: float, link: NodeUrl | None) -> Iterator[SafeString]:
    middle = top + ROW / 2
    lines = textwrap.wrap(str(localize(row.goal.name)), LETTERS, max_lines=2, placeholder=" …")
    name = join_elements(
        _text(line, EDGE, middle + 5 + LINE * (number - (len(lines) - 1) / 2)) for number, line in enumerate(lines)
    )
    href = link(row.goal.ref) if link else None
    yield element("a", name, href=href) if href else name
    for place, cell in enumerate(row.cells):
        after_nothing = place in (0, len(DOWN_LEVELS)) or row.cells[place - 1].strength is Strength.MISSING
        if cell.strength in STROKES and not after_nothing:
            ends = {"x1": _centre(place - 1) + 14, "x2": _centre(place) - 14}
            colour = COLOURS[cell.strength]
            yield element("line", **ends, y1=middle - 7, y2=middle - 7, stroke=colour, **STROKES[cell.strength])
    for place, cell in enumerate(row.cells):
        yield _mark(cell.strength, _centre(place), middle - 7)
        words = strength_name(cell.strength)
        yield _text(words, _centre(place), middle + 16, text_anchor="middle", font_size=12, fill=COLOURS[cell.strength])
    yield element("line", x1=EDGE, x2=WIDTH - EDGE, y1=top + ROW, y2=top + ROW, stroke="#eef0f0")


def _mark(strength: Strength, x: float, y: float) -> SafeString:
    shape = SafeString(icons.ICON_SHAPES[strength])
    at = f"translate({x - icons.WIDTH / 2:g} {y - icons.HEIGHT / 2:g})"
    return element("g", shape, transform=at, color=COLOURS[strength])


def _legend(height: float) -> Iterator[SafeString]:
    x = float(EDGE)
    for strength, words in (
        (Strength.WHOLE, _("there is something, and nothing was found wrong with it")),
        (Strength.THIN, _("there is something, and something is wrong with it")),
        (Strength.MISSING, _("nothing is recorded")),
    ):
        told = f"{strength_name(strength)}: {words}"
        yield _mark(strength, x + icons.WIDTH / 2, height - 28)
        yield _text(told, x + icons.WIDTH + 8, height - 23, font_size=13)
        x += icons.WIDTH + 40 + 6.6 * len(told)
