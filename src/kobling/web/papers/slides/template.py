"""The slides' template: our own, or the municipality's with its slides taken out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.util import Emu, Inches

from kobling.rooms.slide_templates.checks import title_of

FOOTERS = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
COLOURS = {
    "dk1": "16191A",
    "lt1": "FFFFFF",
    "dk2": "00566B",
    "lt2": "F4F6F6",
    "accent1": "00566B",
    "accent2": "A33A00",
    "accent3": "7D5700",
    "accent4": "5D94A5",
    "accent5": "3D4748",
    "accent6": "7B8788",
    "hlink": "00566B",
    "folHlink": "003C4B",
}
"""The light colours of the pages, so that a chart that is added to the slides has them too."""
MARGIN = Inches(0.6)


@dataclass(frozen=True)
class Box:
    """A rectangle on a slide, in English Metric Units."""

    left: int
    top: int
    width: int
    height: int

    @property
    def points(self) -> tuple[float, float]:
        """Its width and height in points."""
        return Emu(self.width).pt, Emu(self.height).pt


@dataclass(frozen=True)
class Layouts:
    """The two layouts that the slides use, and the room below a title."""

    presentation: Any
    first: Any
    """Of the first slide: a title, and perhaps a subtitle."""
    others: Any
    """Of the other slides: a title, and as little else as possible."""
    body: Box
    foot: Box


class NoTitleLayout(ValueError):
    """No layout of the presentation has a title."""


def open_template(content: bytes | None) -> Layouts:
    """Return a presentation without slides on the municipality's template, or on our own where it has none.

    Raises NoTitleLayout.
    """
    presentation = Presentation(BytesIO(content or _own()))
    _remove_slides(presentation)
    layouts = [layout for master in presentation.slide_masters for layout in master.slide_layouts]
    with_title = [layout for layout in layouts if title_of(layout) is not None]
    if not with_title:
        raise NoTitleLayout
    others = min(with_title, key=_extras)
    first = next((layout for layout in with_title if _is_first(layout)), others)
    return Layouts(presentation, first, others, *_rooms(presentation, others))


def _remove_slides(presentation: Any) -> None:
    listed = presentation.slides._sldIdLst  # noqa: SLF001  (python-pptx has no way to remove a slide)
    for slide in list(listed):
        presentation.part.drop_rel(slide.rId)
        listed.remove(slide)


def _is_first(layout: Any) -> bool:
    types = {one.placeholder_format.type for one in layout.placeholders}
    return PP_PLACEHOLDER.CENTER_TITLE in types or PP_PLACEHOLDER.SUBTITLE in types


def _extras(layout: Any) -> tuple[bool, int]:
    """Sort layouts by how little they have beside their title; one for a first slide last."""
    types = [one.placeholder_format.type for one in layout.placeholders]
    return _is_first(layout), sum(one not in FOOTERS for one in types)


def _rooms(presentation: Any, layout: Any) -> tuple[Box, Box]:
    """Return the room below the title of a layout, and the line at the foot of the slide."""
    width, height = presentation.slide_width, presentation.slide_height
    title = title_of(layout)
    bottom = (title.top or 0) + (title.height or 0)
    left, right = title.left or 0, (title.left or 0) + (title.width or 0)
    if right - left < width // 2:
        left, right = width // 20, width - width // 20
    foot = min((one.top for one in _footers(layout, height)), default=height - height // 14)
    foot = min(foot, height - height // 14)
    if not 0 < bottom < height // 2:
        bottom = height // 5
    top = bottom + height // 40
    line = height // 22
    return (
        Box(left, top, right - left, foot - line - top),
        Box(left, foot - line, right - left, line),
    )


def _footers(layout: Any, height: int) -> Iterator[Any]:
    for one in layout.placeholders:
        if one.placeholder_format.type in FOOTERS and one.top and one.top > height * 3 // 4:
            yield one


@cache
def _own() -> bytes:
    """Return our own template: 16:9, generous room, and the colours of the pages."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(13.333), Inches(7.5)
    width = presentation.slide_width - 2 * MARGIN
    layouts = presentation.slide_layouts
    first, others = layouts[0], layouts[5]
    for layout in list(layouts):
        if layout not in (first, others):
            layouts.remove(layout)
    for holder in (presentation.slide_master, first, others):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type in FOOTERS:
                shape._element.getparent().remove(shape._element)  # noqa: SLF001
    for holder in (presentation.slide_master, others):
        _place(title_of(holder), Box(MARGIN, Inches(0.5), width, Inches(1.1)))
    _place(title_of(first), Box(MARGIN, Inches(1.5), width, Inches(1.9)))
    subtitle = next(one for one in first.placeholders if one.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE)
    _place(subtitle, Box(MARGIN, Inches(3.6), width, Inches(2.6)))
    _style(presentation.slide_master.element, first.element)
    _bar(first, Box(MARGIN, Inches(1.1), Inches(1.2), Inches(0.09)))
    _recolour(presentation)
    content = BytesIO()
    presentation.save(content)
    return content.getvalue()


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = box.left, box.top, box.width, box.height


def _style(master: Any, first: Any) -> None:
    """Set titles to the left, bold and in our colour; the subtitle to the left and dark."""
    styles = master.find(".//{*}titleStyle/{*}lvl1pPr")
    styles.set("algn", "l")
    run = styles.find(f"{DRAWING}defRPr")
    run.set("sz", "2800")
    run.set("b", "1")
    for colour in run.iter(f"{DRAWING}schemeClr"):
        colour.set("val", "tx2")
    for paragraph in first.iter(f"{DRAWING}lvl1pPr"):
        paragraph.set("algn", "l")
    for colour in first.iter(f"{DRAWING}schemeClr"):
        colour.set("val", "tx1")
        for child in list(colour):
            colour.remove(child)
    for holder in (master, first):
        for shape in holder.iter("{*}sp"):
            _align(shape)


def _align(shape: Any) -> None:
    """Set a placeholder's text at its left edge; a subtitle below the title, a title above what follows it."""
    kind = shape.find(".//{*}ph").get("type")
    for properties in shape.iter(f"{DRAWING}bodyPr"):
        properties.set("anchor", "t" if kind == "subTitle" else "b")
        properties.set("lIns", "0")
        properties.set("rIns", "0")


def _bar(layout: Any, box: Box) -> None:
    """Draw a short bar above the title of the first slide; an ornament of the layout."""
    tree = layout.element.find(".//{*}spTree")
    bar = parse_xml(
        '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<p:nvSpPr><p:cNvPr id="90" name="Bar"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{box.left}" y="{box.top}"/><a:ext cx="{box.width}" cy="{box.height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
    tree.append(bar)


def _recolour(presentation: Any) -> None:
    """Write our colours into the theme."""
    part = presentation.slide_master.part.part_related_by(RT.THEME)
    theme = parse_xml(part.blob)
    for name, colour in COLOURS.items():
        entry = theme.find(f".//{DRAWING}clrScheme/{DRAWING}{name}")
        for child in list(entry):
            entry.remove(child)
        entry.append(parse_xml(f'<a:srgbClr xmlns:a="{DRAWING[1:-1]}" val="{colour}"/>'))
    part._blob = serialize_part_xml(theme)  # noqa: SLF001
