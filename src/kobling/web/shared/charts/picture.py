"""A chart as a picture that stands alone: the drawing of a page, with its sizes in pixels and its colours written in.

On a page, a chart takes its width, the size of its text and its colours from the page. A picture has no page: every
length in em or percent becomes pixels, and every class the attributes that the stylesheet has for it. What a narrow
screen has in the place of something else is left out. Above the drawing stands its message, below it what its signs
mean, where the figures are from and when.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString

from kobling.web.shared import svg
from kobling.web.shared.charts.layout.label_placement import wrap_text
from kobling.web.shared.charts.stylesheet import ChartStylesheet

PICTURE_WIDTH = 1200
"""In pixels."""
DRAWING_WIDTH, MARGIN, EM = 720.0, 24.0, 15.0
"""Width of the drawing, empty room round it, and size of a chart's text, all in units of the drawing. A plot beside the
widest margin is then as wide as the labels for a wide screen need (`WIDE_PLOT`)."""
FONTS = "IBM Plex Sans, Helvetica, Arial, sans-serif"
SIDE_PADDING = 0.75
"""Room at each side of a chart without a margin for numbers, in em, as in the stylesheet."""
MAX_LINES = 8
"""Lines of each text around the drawing: a folder's texts have any length, and a PNG of a long one takes minutes."""
LENGTHS = ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "dx", "dy", "width", "height", "stroke-width")


@dataclass(frozen=True)
class TextStyle:
    """How a line of text around the drawing is set."""

    size: float
    line_height: float
    colour: str
    """A variable of the stylesheet."""
    weight: str | None = None


HEADING = TextStyle(22, 28, "var(--chart-text)", "600")
CAPTION = TextStyle(15, 22, "var(--chart-text)")
NOTE = TextStyle(13, 18, "var(--chart-muted)")


@dataclass(frozen=True)
class PictureTexts:
    """The texts around the drawing."""

    heading: str
    """The message: the figure and the target."""
    caption: str
    """What is measured."""
    notes: Sequence[str]
    """What the signs mean."""
    origin: Sequence[str]
    """Where the figures are from, as at which day, and the address."""


@dataclass(frozen=True)
class Picture:
    """An SVG document and its size in pixels."""

    svg: str
    width: int
    height: int


def render_picture(chart: str, texts: PictureTexts, stylesheet: ChartStylesheet, *, language: str) -> Picture:
    """Return the chart of a page, as `render_goal_chart` gives it, as a picture that stands alone."""
    drawing = ET.fromstring(chart)  # noqa: S314  (our own drawing, where every text is escaped)
    notes = [line for text in texts.notes for line in _lines(text, NOTE)]
    origin = [line for text in texts.origin for line in _lines(text, NOTE)]
    content, y = [], MARGIN
    for text, style in ((texts.heading, HEADING), (texts.caption, CAPTION)):
        written, y = _text_block([*_lines(text, style)], y, stylesheet)
        content += written
        y += EM / 2
    converter = _Converter(drawing, stylesheet)
    content.append(converter.render(y))
    y += converter.height + EM
    for lines in (notes, origin):
        written, y = _text_block(lines, y, stylesheet)
        content += written
        y += EM / 2 if lines else 0
    height = round((y - EM / 2 + MARGIN) * PICTURE_WIDTH / DRAWING_WIDTH)
    return Picture(_document(drawing, content, height, stylesheet, language), PICTURE_WIDTH, height)


def _document(
    drawing: ET.Element, content: Sequence[str], height: int, stylesheet: ChartStylesheet, language: str
) -> str:
    in_units = svg.pixels(height * DRAWING_WIDTH / PICTURE_WIDTH)
    background = stylesheet.resolve("var(--chart-background)")
    return svg.element(
        "svg",
        *(svg.element(name, drawing.findtext(name, ""), id=name) for name in ("title", "desc")),
        svg.element("rect", width=svg.pixels(DRAWING_WIDTH), height=in_units, fill=background),
        *content,
        xmlns="http://www.w3.org/2000/svg",
        width=PICTURE_WIDTH,
        height=height,
        viewBox=f"0 0 {svg.pixels(DRAWING_WIDTH)} {in_units}",
        lang=language,
        role="img",
        aria_labelledby="title",
        aria_describedby="desc",
        font_family=FONTS,
        fill="none",
    )


def _lines(text: str, style: TextStyle) -> Iterator[tuple[str, TextStyle]]:
    """Break a text into lines as wide as the drawing; where they are too many, the last one is an ellipsis."""
    lines = [line for line in wrap_text(text, (DRAWING_WIDTH - 2 * MARGIN) / style.size) if line]
    yield from ((line, style) for line in lines[:MAX_LINES])
    if len(lines) > MAX_LINES:
        yield "…", style


def _text_block(
    lines: Sequence[tuple[str, TextStyle]], y: float, stylesheet: ChartStylesheet
) -> tuple[list[SafeString], float]:
    """Return lines of text below y, and where they end."""
    written = []
    for text, style in lines:
        y += style.line_height
        written.append(
            svg.element(
                "text",
                text,
                x=svg.pixels(MARGIN),
                y=svg.pixels(y - (style.line_height - style.size)),
                font_size=svg.pixels(style.size),
                font_weight=style.weight,
                fill=stylesheet.resolve(style.colour),
            )
        )
    return written, y


class _Converter:
    """Writes the elements of a page's chart in units of the picture."""

    def __init__(self, drawing: ET.Element, stylesheet: ChartStylesheet) -> None:
        """Take the size of the plot from the chart."""
        margin = re.search(r"\bchart-margin-(\d+)\b", drawing.get("class", ""))
        self._left = float(margin[1]) * EM if margin else SIDE_PADDING * EM
        self._width = DRAWING_WIDTH - 2 * MARGIN - self._left - SIDE_PADDING * EM
        self._drawing, self._stylesheet = drawing, stylesheet
        self.height = self._length(drawing.get("height", "0"))

    def render(self, top: float) -> SafeString:
        """Return the whole drawing, below `top`."""
        content = self._children(self._drawing, skip=frozenset(("title", "desc")))
        transform = f"translate({svg.pixels(MARGIN + self._left)} {svg.pixels(top)})"
        return svg.element("g", *content, transform=transform, font_size=svg.pixels(EM))

    def _children(self, parent: ET.Element, skip: frozenset[str] = frozenset()) -> Iterator[SafeString]:
        for child in parent:
            if child.tag not in skip and "chart-narrow" not in child.get("class", "").split():
                yield self._element(child)

    def _element(self, element: ET.Element) -> SafeString:
        if element.tag == "svg":
            return self._nested(element)
        classes = element.get("class", "").split()
        given = {name: value for name, value in element.items() if name != "class"}
        written = self._stylesheet.attributes(element.tag, classes) | given
        lengths = {name: svg.pixels(self._length(written[name])) for name in LENGTHS if name in written}
        return svg.element(element.tag, element.text or "", *self._children(element), **(written | lengths))

    def _nested(self, frame: ET.Element) -> SafeString:
        """A frame of paths that stretches with the width (`svg.path_frame`), or a group at a position."""
        x, y = (self._length(frame.get(name, "0")) for name in ("x", "y"))
        if frame.get("viewBox") is None:
            return svg.element("g", *self._children(frame), transform=f"translate({svg.pixels(x)} {svg.pixels(y)})")
        height = self._length(frame.get("height", "0"))
        for path in frame:
            path.set("d", self._stretched(path.get("d", ""), y, height))
        return svg.element("g", *self._children(frame))

    def _stretched(self, data: str, top: float, height: float) -> str:
        """Return the `d` of a path written in thousandths of the frame, in units of the picture."""
        return re.sub(
            r"(-?[\d.]+) (-?[\d.]+)",
            lambda point: (
                f"{svg.pixels(float(point[1]) / 1000 * self._width)} "
                f"{svg.pixels(top + float(point[2]) / 1000 * height)}"
            ),
            data,
        )

    def _length(self, written: str) -> float:
        """Return a length in em, in percent of the plot's width, or in pixels, in units of the picture."""
        for unit, factor in (("em", EM), ("%", self._width / 100), ("px", 1.0)):
            if written.endswith(unit):
                return float(written.removesuffix(unit)) * factor
        return float(written)
