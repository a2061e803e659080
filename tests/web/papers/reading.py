"""Read papers back: the texts of slides, what lies outside them, and the tags of a PDF."""

from collections import defaultdict

import pikepdf
from pptx.util import Pt

from kobling.web.papers.slides.measure import height_of


def titles(made):
    """The title of every slide, from its placeholder."""
    return [slide.shapes.title is not None and slide.shapes.title.text_frame.text for slide in made.slides]


def slide_texts(made):
    """Every text of every slide, in frames and tables."""
    texts = []
    for slide in made.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                texts.append(shape.text_frame.text)
            if shape.has_table:
                texts += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(texts)


def outside(made, slide):
    """The shapes that reach past the slide."""
    return [
        shape.name
        for shape in slide.shapes
        if shape.left < 0
        or shape.top < 0
        or shape.left + shape.width > made.slide_width
        or shape.top + shape.height > made.slide_height
    ]


def too_full(slide):
    """The texts on a slide that need more room than their frame has, as the slides measure them."""
    full = []
    for shape in slide.shapes:
        if not shape.has_text_frame or not shape.text_frame.text:
            continue
        sizes = {run.font.size.pt for one in shape.text_frame.paragraphs for run in one.runs if run.font.size}
        needed = sum(height_of(one.text, shape.width / Pt(1), max(sizes)) for one in shape.text_frame.paragraphs)
        if needed > shape.height / Pt(1) + max(sizes):
            full.append(shape.text_frame.text)
    return full


def alternative(shape):
    """The text alternative of a picture, chart or table."""
    return shape._element.xpath(".//p:cNvPr/@descr")[0]  # noqa: SLF001  (python-pptx has no such property)


def chart_values(chart, place):
    """The values of a series, without the categories that have none."""
    return [value for value in chart.plots[0].series[place].values if value is not None]


def pdf_tags(pdf):
    """The elements of a PDF's structure, by their tag."""
    found = defaultdict(list)

    def walk(element):
        if "/S" in element:
            found[str(element.S)[1:]].append(element)
        children = element.get("/K")
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            if isinstance(child, pikepdf.Dictionary):
                walk(child)

    walk(pdf.Root.StructTreeRoot)
    return found
