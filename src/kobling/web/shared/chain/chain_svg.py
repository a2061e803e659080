"""The chain of every goal as an SVG file of its own, for a slide, an agenda or a wall.

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
from kobling.web.shared.localization import LocalizedText, localize, localized_text
from kobling.web.shared.svg import element, join_elements
from kobling.web.shared.words.inspection import level_name, strength_name

NAME_WIDTH, COLUMN_WIDTH, TURN_WIDTH, MARGIN = 340, 84, 28, 24
"""Widths in pixels: a goal's name, a level, the space before the upward levels, and the margin."""
HEAD_HEIGHT, THEME_HEIGHT, ROW_HEIGHT, FOOT_HEIGHT = 128, 44, 46, 60
"""Heights in pixels: the title with the names of the levels, a theme's name, a goal, and the legend."""
WIDTH = MARGIN + NAME_WIDTH + COLUMN_WIDTH * len(LEVELS) + TURN_WIDTH + MARGIN
LINE_HEIGHT, MAX_LINE_LENGTH = 17, 48
"""The distance between two lines of a goal's name, in pixels, and the letters in a line."""
TEXT_COLOUR, MUTED_COLOUR, LINE_COLOUR = "#16191a", "#566162", "#c3cccd"
COLOURS = {Strength.WHOLE: "#00566b", Strength.THIN: "#7d5700", Strength.MISSING: MUTED_COLOUR}
STROKES: Mapping[Strength, dict[str, object]] = {
    Strength.WHOLE: {"stroke_width": 5},
    Strength.THIN: {"stroke_width": 2, "stroke_dasharray": "4 5"},
}
"""The line that leads to a link; none leads to a missing one, nor on from it."""


def render_chain_svg(table: ChainTable, *, title: str, node_url: NodeUrl | None = None) -> SafeString:
    """Render every goal's chain, in the active language.

    title      the municipality's name
    node_url   gives the address that a goal's name links to; without it there are no hyperlinks
    """
    height = HEAD_HEIGHT + sum(THEME_HEIGHT + ROW_HEIGHT * len(group.rows) for group in table.groups) + FOOT_HEIGHT
    name = _("%(title)s: the chain of every goal, as of %(day)s") % {"title": title, "day": format_day(table.day)}
    return element(
        "svg",
        element("title", name),
        element("desc", _("Every goal is a row; every link of its chain is complete, partial or missing.")),
        element("rect", width=WIDTH, height=height, fill="#fff"),
        _text(name, MARGIN, 36, font_size=20, font_weight=600),
        *_column_headings(),
        *_groups(table, node_url),
        *_legend(height),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH,
        height=height,
        # With hyperlinks in it, it is more than an image.
        role="group" if node_url else "img",
        font_family="'IBM Plex Sans', 'Segoe UI', Arial, sans-serif",
    )


def _text(words: str, x: float, y: float, **attributes: object) -> SafeString:
    defaults: dict[str, object] = {"fill": TEXT_COLOUR, "font_size": 14}
    return element("text", words, x=x, y=y, **(defaults | attributes))


def _language(words: LocalizedText) -> str | None:
    """Return the language of a text where it is not the page's."""
    return "da" if words.has_danish else None


def _centre(column: int) -> float:
    """Return the middle of a column; the upward levels stand a little to the side."""
    return MARGIN + NAME_WIDTH + COLUMN_WIDTH * (column + 0.5) + (TURN_WIDTH if column >= len(DOWN_LEVELS) else 0)


def _column_headings() -> Iterator[SafeString]:
    downwards, upwards = _("Down: from vision to action"), _("Up: from measurement to the council")
    for words, first, count in ((downwards, 0, len(DOWN_LEVELS)), (upwards, len(DOWN_LEVELS), len(UP_LEVELS))):
        left, right = _centre(first) - COLUMN_WIDTH / 2, _centre(first + count - 1) + COLUMN_WIDTH / 2
        lines = textwrap.wrap(words, int((right - left) / 6.5))
        for number, line in enumerate(lines):
            yield _text(line, left, 78 - 16 * (len(lines) - 1 - number), fill=MUTED_COLOUR, font_size=13)
        yield element("line", x1=left, x2=right, y1=84, y2=84, stroke=MUTED_COLOUR)
    for column, level in enumerate(LEVELS):
        for number, line in enumerate(_level_name_lines(level)):
            yield _text(line, _centre(column), 102 + 15 * number, text_anchor="middle", font_size=13)


def _level_name_lines(level: Level) -> list[str]:
    """Return the name of a level, wrapped to the width of its column: two lines at most."""
    return textwrap.wrap(level_name(level), 13, break_long_words=False)[:2]


def _groups(table: ChainTable, node_url: NodeUrl | None) -> Iterator[SafeString]:
    top = float(HEAD_HEIGHT)
    for group in table.groups:
        yield from _theme(group, top)
        top += THEME_HEIGHT
        for row in group.rows:
            yield join_elements(_row(row, top, node_url))
            top += ROW_HEIGHT


def _theme(group: ThemeGroup, top: float) -> Iterator[SafeString]:
    name = localize(group.theme.name) if group.theme else localized_text(_("Goals under no theme"))
    words = str(name) if group.rows else f"{name}. {_('The theme has no goal.')}"
    yield _text(words, MARGIN, top + 30, font_size=16, font_weight=600, lang=_language(name))
    y = top + THEME_HEIGHT - 4
    yield element("line", x1=MARGIN, x2=WIDTH - MARGIN, y1=y, y2=y, stroke=LINE_COLOUR)


def _row(row: ChainRow, top: float, node_url: NodeUrl | None) -> Iterator[SafeString]:
    middle = top + ROW_HEIGHT / 2
    goal_name = localize(row.goal.name)
    lines = textwrap.wrap(str(goal_name), MAX_LINE_LENGTH, max_lines=2, placeholder=" …")
    name = join_elements(
        _text(line, MARGIN, middle + 5 + LINE_HEIGHT * (number - (len(lines) - 1) / 2), lang=_language(goal_name))
        for number, line in enumerate(lines)
    )
    href = node_url(row.goal.ref) if node_url else None
    yield element("a", name, href=href) if href else name
    for column, cell in enumerate(row.cells):
        is_after_gap = column in (0, len(DOWN_LEVELS)) or row.cells[column - 1].strength is Strength.MISSING
        if cell.strength in STROKES and not is_after_gap:
            ends = {"x1": _centre(column - 1) + 14, "x2": _centre(column) - 14}
            colour = COLOURS[cell.strength]
            yield element("line", **ends, y1=middle - 7, y2=middle - 7, stroke=colour, **STROKES[cell.strength])
    for column, cell in enumerate(row.cells):
        yield _icon(cell.strength, _centre(column), middle - 7)
        words = strength_name(cell.strength)
        yield _text(
            words, _centre(column), middle + 16, text_anchor="middle", font_size=12, fill=COLOURS[cell.strength]
        )
    yield element("line", x1=MARGIN, x2=WIDTH - MARGIN, y1=top + ROW_HEIGHT, y2=top + ROW_HEIGHT, stroke="#eef0f0")


def _icon(strength: Strength, x: float, y: float) -> SafeString:
    shape = SafeString(icons.ICON_SHAPES[strength])
    at = f"translate({x - icons.WIDTH / 2:g} {y - icons.HEIGHT / 2:g})"
    return element("g", shape, transform=at, color=COLOURS[strength])


def _legend(height: float) -> Iterator[SafeString]:
    x = float(MARGIN)
    for strength, words in (
        (Strength.WHOLE, _("something is recorded, and nothing was found to be lacking or out of date")),
        (Strength.THIN, _("something is recorded, but something is lacking or out of date")),
        (Strength.MISSING, _("nothing is recorded")),
    ):
        text = f"{strength_name(strength)}: {words}"
        yield _icon(strength, x + icons.WIDTH / 2, height - 28)
        yield _text(text, x + icons.WIDTH + 8, height - 23, font_size=13)
        x += icons.WIDTH + 40 + 6.6 * len(text)
