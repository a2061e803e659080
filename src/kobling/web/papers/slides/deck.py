"""A deck of slides: titles in placeholders, texts that are measured, alternatives for pictures, and notes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Pt

from kobling.rooms.slide_templates.checks import TITLES
from kobling.web.papers.blocks import icon_svg, tone_colour
from kobling.web.papers.content import StatusMark
from kobling.web.papers.slides.measure import LINE, cut, fit, height_of
from kobling.web.papers.slides.template import Box, open_template
from kobling.web.public.components.chart_files import render_png
from kobling.web.shared.charts.picture import Picture
from kobling.web.shared.formats import active_language
from kobling.web.shared.localization import LocalizedText

MAX_SLIDES = 10
MAX_PROPERTY = 255
"""Characters of a property of the file, such as its title."""
TITLE_SIZES = (28.0, 26.0, 24.0, 22.0, 20.0, 18.0)
TEXT_SIZES = (18.0, 16.0, 15.0, 14.0, 13.0, 12.0)
ICON = 128
"""Pixels of the picture of a status."""
MUTED, DRAFT = "#566162", "#a33a00"
LANGUAGES = {"da": MSO_LANGUAGE_ID.DANISH, "en": MSO_LANGUAGE_ID.ENGLISH_UK}
Words = LocalizedText | str


@dataclass(frozen=True)
class Style:
    """How a paragraph is set."""

    bold: bool = False
    colour: str = ""
    space: float = 6.0
    """Below it, in points."""


PLAIN, STRONG, QUIET = Style(), Style(bold=True), Style(colour=MUTED)


class Deck:
    """A presentation that slides are added to."""

    def __init__(self, *, template: bytes | None, title: str, origin: str, draft: str, notes: Sequence[Words]) -> None:
        """Open the template.

        origin   what stands at the foot of every slide
        draft    the words that mark every slide of what is not public; empty where it is
        notes    what stands last in the notes of every slide: where it is from
        """
        self.layouts = open_template(template)
        self._origin, self._draft, self._notes = origin, draft, notes
        properties = self.layouts.presentation.core_properties
        properties.title, properties.comments = clean(title)[:MAX_PROPERTY], clean(origin)[:MAX_PROPERTY]
        properties.author = ""
        properties.last_modified_by, properties.keywords = "", ""
        properties.language = active_language()

    @property
    def count(self) -> int:
        """How many slides there are."""
        return len(self.layouts.presentation.slides)

    @property
    def body(self) -> Box:
        """The room below a title."""
        return self.layouts.body

    def first(self, title: Words, lines: Sequence[tuple[Words, Style]], notes: Sequence[Words] = ()) -> None:
        """Add the first slide."""
        slide = self.layouts.presentation.slides.add_slide(self.layouts.first)
        whole = self._title(slide, title)
        subtitle = next((one for one in slide.placeholders if one.placeholder_format.type not in TITLES), None)
        if subtitle is not None and subtitle.placeholder_format.type in {PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY}:
            box = Box(subtitle.left, subtitle.top, subtitle.width, subtitle.height)
            self._fill(subtitle.text_frame, lines, box)
        else:
            self.text(slide, lines, self.body)
        self._finish(slide, [*whole, *(text for text, _style in lines), *notes])

    def slide(self, title: Words, notes: Iterable[Words] = ()) -> Any:
        """Add a slide with a title, and return it."""
        slide = self.layouts.presentation.slides.add_slide(self.layouts.others)
        whole = self._title(slide, title)
        self._finish(slide, [*whole, *notes])
        return slide

    def _title(self, slide: Any, title: Words) -> list[Words]:
        """Fill in the title, and return it where it is too long to be shown whole."""
        shape = slide.shapes.title
        box = Box(shape.left, shape.top, shape.width, shape.height)
        width, height = box.points
        fitted = fit(str(title), width * 0.98, height * 0.98, TITLE_SIZES)
        frame = shape.text_frame
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        shown = fitted.text if fitted.is_cut else title
        _write(frame.paragraphs[0], shown, fitted.size, Style())
        return [title] if fitted.is_cut else []

    def _finish(self, slide: Any, notes: Iterable[Words]) -> None:
        """Take out what the template wants filled in, and add the foot, the mark of a draft and the notes."""
        for shape in list(slide.placeholders):
            if not shape.has_text_frame or not shape.text_frame.text:
                shape._element.getparent().remove(shape._element)  # noqa: SLF001  (python-pptx cannot remove a shape)
        foot = self.layouts.foot
        number = str(self.count)
        shown = fit(self._origin, foot.points[0] * 0.85, foot.points[1], (10.0, 9.0))
        self.text(slide, [(shown.text, QUIET)], Box(foot.left, foot.top, int(foot.width * 0.85), foot.height), (9.0,))
        right = Box(foot.left + int(foot.width * 0.85), foot.top, int(foot.width * 0.15), foot.height)
        self.text(slide, [(number, QUIET)], right, (9.0,), align=PP_ALIGN.RIGHT)
        if self._draft:
            width = int(Pt(200))
            box = Box(foot.left + foot.width - width, int(Pt(10)), width, int(Pt(22)))
            shape = self.text(slide, [(self._draft, Style(bold=True, colour=DRAFT))], box, (11.0,), PP_ALIGN.CENTER)
            shape.line.color.rgb = _rgb(DRAFT)
        texts = [str(text) for text in (*notes, *self._notes) if text]
        slide.notes_slide.notes_text_frame.text = clean("\n\n".join(dict.fromkeys(texts)))

    def text(
        self,
        slide: Any,
        lines: Sequence[tuple[Words, Style]],
        box: Box,
        sizes: tuple[float, ...] = TEXT_SIZES,
        align: Any = None,
    ) -> Any:
        """Add texts in the largest size in which they all fit; what does not fit in the smallest is left out."""
        shape = slide.shapes.add_textbox(box.left, box.top, box.width, box.height)
        self._fill(shape.text_frame, lines, box, sizes, align)
        return shape

    @staticmethod
    def _fill(
        frame: Any,
        lines: Sequence[tuple[Words, Style]],
        box: Box,
        sizes: tuple[float, ...] = TEXT_SIZES,
        align: Any = None,
    ) -> None:
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        width, height = box.points
        shown, size = fit_lines(lines, width, height, sizes)
        for number, (text, style) in enumerate(shown):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(style.space if number < len(shown) - 1 else 0)
            if align is not None:
                paragraph.alignment = align
            _write(paragraph, text, size, style)

    def status(self, slide: Any, mark: StatusMark, box: Box, size: float = 18.0) -> int:
        """Add the icon of a status with its name beside it; return where it ends."""
        side = int(Pt(size * 1.2))
        icon = icon_svg(mark).replace("<svg ", f'<svg width="{ICON}" height="{ICON}" ', 1)
        png = BytesIO(render_png(Picture(icon, ICON, ICON)))
        picture = slide.shapes.add_picture(png, box.left, box.top, side, side)
        describe(picture, mark.name)
        left = box.left + side + int(Pt(8))
        width = box.left + box.width - left
        fitted = fit(mark.name, width / Pt(1), size * LINE * 3, (size, 16.0, 14.0, 12.0))
        height = int(Pt(max(height_of(fitted.text, width / Pt(1), fitted.size), size * LINE)))
        name = (fitted.text, Style(bold=True, colour=tone_colour(mark.status)))
        self.text(slide, [name], Box(left, box.top, width, height), (fitted.size,))
        return box.top + height + int(Pt(8))

    def file(self) -> bytes:
        """Return the file."""
        content = BytesIO()
        self.layouts.presentation.save(content)
        return content.getvalue()


def fit_lines(
    lines: Sequence[tuple[Words, Style]], width: float, height: float, sizes: tuple[float, ...]
) -> tuple[list[tuple[Words, Style]], float]:
    """Return paragraphs in the first size in which all fit; in the last one those that do, the last of them cut."""
    lines = [(text, style) for text, style in lines if text]
    for size in sizes:
        needed = sum(height_of(str(text), width, size) + style.space for text, style in lines)
        if needed - (lines[-1][1].space if lines else 0) <= height:
            return lines, size
    shown: list[tuple[Words, Style]] = []
    room, size = height, sizes[-1]
    for text, style in lines:
        needed = height_of(str(text), width, size)
        if needed > room:
            if room >= size * LINE:
                shown.append((cut(str(text), width, room, size), style))
            break
        shown.append((text, style))
        room -= needed + style.space
    return shown, size


def _write(paragraph: Any, text: Words, size: float, style: Style) -> None:
    parts = ((text, False),) if isinstance(text, str) else text.parts
    for words, is_danish in parts:
        run = paragraph.add_run()
        run.text = clean(words)
        run.font.size = Pt(size)
        run.font.language_id = LANGUAGES["da" if is_danish else active_language()]
        if style.bold:
            run.font.bold = True
        if style.colour:
            run.font.color.rgb = _rgb(style.colour)


def write_cell(cell: Any, text: Words, size: float, style: Style = PLAIN) -> None:
    """Write a cell of a table."""
    frame = cell.text_frame
    frame.word_wrap = True
    _write(frame.paragraphs[0], text, size, style)


def describe(shape: Any, words: str) -> None:
    """Give a picture, chart or table its text alternative."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", clean(words))  # noqa: SLF001  (python-pptx has no such property)


def clean(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return "".join(
        one
        for one in text
        if one in "\t\n" or (one >= " " and not "\ud800" <= one <= "\udfff" and one not in "\ufffe\uffff")
    )


def _rgb(colour: str) -> Any:
    return RGBColor.from_string(colour.removeprefix("#").upper())
