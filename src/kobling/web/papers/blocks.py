"""The blocks that a PDF is set from, as data: texts stay texts, whatever stands in them."""

from collections.abc import Iterable, Sequence
from typing import Any

from kobling.core.status import Status
from kobling.web.papers.content import StatusMark
from kobling.web.public.components.chart_files import page_stylesheet
from kobling.web.public.components.status_icons import render_status_icon
from kobling.web.shared import words
from kobling.web.shared.charts.picture import PictureTexts, render_picture
from kobling.web.shared.formats import active_language
from kobling.web.shared.localization import LocalizedText

Block = dict[str, Any]
Words = LocalizedText | str
TONE_COLOURS = {"reached": "positive", "against": "negative"}
"""The tones of statuses whose colour has another name."""


def tone_colour(status: Status) -> str:
    """Return the colour of a status, as `#00566b`: never the only sign of it."""
    tone = words.TONES[status]
    return page_stylesheet().resolve(f"var(--{TONE_COLOURS.get(tone, tone)})")


def icon_svg(mark: StatusMark) -> str:
    """Return the icon of a status as a picture that stands alone."""
    icon = render_status_icon(mark.status, down=mark.down).replace("currentColor", tone_colour(mark.status))
    hole = 'fill="none" stroke="#ffffff" stroke-width="2.4"'
    return icon.replace('class="hole"', hole).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def runs(text: Words) -> list[list[Any]]:
    """Return a text as stretches, each with whether it is Danish in an English paper."""
    parts = ((text, False),) if isinstance(text, str) else text.parts
    return [[words, is_danish] for words, is_danish in parts if words]


def heading(text: Words, level: int = 2) -> Block:
    """Return a heading; those of level 1 are for the paper's title alone."""
    return {"kind": "heading", "text": runs(text), "level": level}


def paragraph(text: Words, style: str = "") -> Block:
    """Return a paragraph: plain, `lead`, `small` or `strong`."""
    return {"kind": "paragraph", "text": runs(text), "style": style}


def paragraphs(text: str) -> list[Block]:
    """Return what a person has typed as paragraphs; every line is one."""
    return [paragraph(line) for line in text.splitlines() if line.strip()]


def items(texts: Iterable[Words], *, numbered: bool = False) -> Block:
    """Return a list."""
    return {"kind": "items", "items": [runs(text) for text in texts], "numbered": numbered}


def facts(rows: Iterable[tuple[str, Words]]) -> Block:
    """Return names with a text each."""
    return {"kind": "facts", "rows": [[name, runs(text)] for name, text in rows]}


def status(mark: StatusMark) -> Block:
    """Return a status: its icon, and its name in words."""
    return {"kind": "status", "icon": icon_svg(mark), "name": mark.name, "colour": tone_colour(mark.status)}


def table(
    caption: Words, headings: Sequence[str], rows: Iterable[Sequence[Any]], *, columns: Sequence[str], alt: str = ""
) -> Block:
    """Return a table with a heading row.

    rows      of texts, and of StatusMark where a cell shows a status
    columns   of each column its width and alignment: `1fr`, `auto right`
    """
    return {
        "kind": "table",
        "caption": runs(caption),
        "headings": list(headings),
        "rows": [[_cell(cell) for cell in row] for row in rows],
        "columns": [_column(column) for column in columns],
        "alt": alt or str(caption),
    }


def _cell(cell: Words | StatusMark) -> Block:
    return status(cell) if isinstance(cell, StatusMark) else {"kind": "text", "text": runs(cell)}


def _column(column: str) -> dict[str, Any]:
    width, _space, align = column.partition(" ")
    return {"fraction": float(width.removesuffix("fr")) if width.endswith("fr") else 0.0, "right": align == "right"}


def figure(svg: str, alt: str, caption: Words) -> Block:
    """Return the chart of a page as a picture, with its text alternative."""
    texts = PictureTexts(heading="", caption="", notes=(), origin=())
    picture = render_picture(svg, texts, page_stylesheet(), language=active_language())
    return {"kind": "figure", "svg": picture.svg, "alt": alt, "caption": runs(caption)}


def place(hint: str) -> Block:
    """Return a marked place where a person is to write something."""
    return {"kind": "place", "hint": hint}
