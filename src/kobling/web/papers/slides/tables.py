"""Rows on slides, as many on each as there is room for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from pptx.dml.color import RGBColor
from pptx.util import Pt

from kobling.web.papers.slides.deck import Deck, Style, Words, describe, write_cell
from kobling.web.papers.slides.measure import LINE, cut, height_of
from kobling.web.papers.slides.template import Box
from kobling.web.shared.formats import format_number

SIZE, PADDING = 12.0, 10.0
"""Of letters and of the room above and below them in a row, in points."""
MAX_LINES = 4
"""Of a cell; the notes have the whole text."""
HEADING_HEIGHT = SIZE * LINE + PADDING


Row = tuple[tuple[Words, Style], ...]
"""A text and its style for every column."""


@dataclass(frozen=True)
class SlideTable:
    """A table over several slides."""

    title: Words
    headings: tuple[str, ...]
    shares: tuple[float, ...]
    """Of each column's width; their sum is 1."""
    rows: tuple[Row, ...]


def add_table_slides(deck: Deck, table: SlideTable, *, most: int) -> int:
    """Add the slides of a table, at most so many; return how many rows have found no room."""
    pages = _pages(deck, table)
    if len(pages) > most:
        # The last of them counts the rows that have found no room.
        pages = _pages(deck, table, below=deck.layouts.foot.points[1])
    for number, rows in enumerate(pages[:most], start=1):
        title = table.title
        if len(pages) > 1:
            title = _("%(title)s (%(number)s of %(count)s)") % {
                "title": title,
                "number": format_number(number),
                "count": format_number(min(len(pages), most)),
            }
        notes = ["\n".join(str(text) for text, _style in row if text) for row in rows]
        _write_table(deck, deck.slide(title, notes), table, rows)
    return sum(len(rows) for rows in pages[most:])


def page_count(deck: Deck, table: SlideTable) -> int:
    """Return how many slides a table takes."""
    return len(_pages(deck, table))


def _pages(deck: Deck, table: SlideTable, below: float = 0.0) -> list[list[Row]]:
    """Return the rows of each slide: as few slides as there can be, each about as full as the others.

    below   what is to be left free below a table, in points
    """
    width, height = deck.body.points
    room = height - HEADING_HEIGHT - below
    heights = [(row, _row_height(table, row, width)) for row in table.rows]
    pages = _packed(heights, room)
    for share in (0.55, 0.65, 0.75, 0.85, 0.95):
        even = _packed(heights, room * share)
        if len(even) == len(pages) and all(sum(needed for _row, needed in page) <= room for page in even):
            pages = even
            break
    return [[row for row, _needed in page] for page in pages]


def _packed(heights: list[tuple[Row, float]], most: float) -> list[list[tuple[Row, float]]]:
    pages: list[list[tuple[Row, float]]] = []
    room = 0.0
    for row, needed in heights:
        if not pages or needed > room:
            pages.append([])
            room = most
        pages[-1].append((row, needed))
        room -= needed
    return pages


def _widths(table: SlideTable, width: float) -> list[float]:
    """Return the room for text in each column, in points."""
    return [width * share - 16.0 for share in table.shares]


def _shown(text: Words, width: float) -> Words:
    limit = SIZE * LINE * MAX_LINES
    return text if height_of(str(text), width, SIZE) <= limit else cut(str(text), width, limit, SIZE)


def _row_height(table: SlideTable, row: Row, width: float) -> float:
    heights = [
        height_of(str(_shown(text, room)), room, SIZE)
        for (text, _style), room in zip(row, _widths(table, width), strict=True)
    ]
    return max(heights) + PADDING


def _write_table(deck: Deck, slide: Any, table: SlideTable, rows: Sequence[Row]) -> None:
    body, (width, _height) = deck.body, deck.body.points
    heights = [HEADING_HEIGHT, *(_row_height(table, row, width) for row in rows)]
    box = Box(body.left, body.top, body.width, int(Pt(sum(heights))))
    frame = slide.shapes.add_table(len(rows) + 1, len(table.headings), box.left, box.top, box.width, box.height)
    describe(frame, str(table.title))
    made = frame.table
    made.first_row, made.horz_banding = True, False
    for place, share in enumerate(table.shares):
        made.columns[place].width = int(body.width * share)
    for place, height in enumerate(heights):
        made.rows[place].height = int(Pt(height))
    for place, name in enumerate(table.headings):
        _cell(made.cell(0, place), name, Style(bold=True, colour="#ffffff"), "00566B")
    for number, row in enumerate(rows, start=1):
        rooms = _widths(table, width)
        for place, (text, style) in enumerate(row):
            _cell(made.cell(number, place), _shown(text, rooms[place]), style, "FFFFFF" if number % 2 else "F4F6F6")


def _cell(cell: Any, text: Words, style: Style, fill: str) -> None:
    cell.margin_left = cell.margin_right = Pt(8)
    cell.margin_top = cell.margin_bottom = Pt(PADDING / 2)
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(fill)
    write_cell(cell, text, SIZE, style)
