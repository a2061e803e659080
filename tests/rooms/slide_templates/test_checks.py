"""A template is checked before it is kept, and a hostile, broken or macro file is refused."""

import io
import zipfile

import pytest
from pptx import Presentation

from kobling.rooms.slide_templates.checks import (
    CONTENT_TYPES,
    SLIDES_TYPE,
    TEMPLATE_TYPE,
    UnusableTemplate,
    checked_template,
)

RELATIONSHIP = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s"'
    b' Target="%s" TargetMode="External"/></Relationships>'
)


def powerpoint(*, change=None, add=None, without=()):
    """A PowerPoint file, with parts changed, added or left out."""
    written = io.BytesIO()
    Presentation().save(written)
    result = io.BytesIO()
    with zipfile.ZipFile(written) as archive, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in archive.namelist():
            content = archive.read(name)
            if change and name == change[0]:
                assert change[1] in content
                content = content.replace(change[1], change[2])
            if name not in without:
                changed.writestr(name, content)
        for name, content in (add or {}).items():
            changed.writestr(name, content)
    return result.getvalue()


RELS = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
END = b"</Relationships>"
REFUSED = {
    "not a zip file": (lambda: b"PowerPoint", "not_pptx"),
    "an empty file": (lambda: b"", "not_pptx"),
    "an older format": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 99, "old_format"),
    "another zip file": (lambda: powerpoint(without=[CONTENT_TYPES]), "not_pptx"),
    "macros": (lambda: powerpoint(add={"ppt/vbaProject.bin": b"x"}), "macros"),
    "macros by type": (
        lambda: powerpoint(change=(CONTENT_TYPES, b"presentation.main", b"presentation.macroEnabled.main")),
        "macros",
    ),
    "an embedded program": (lambda: powerpoint(add={"ppt/embeddings/oleObject1.bin": b"MZ"}), "embedded"),
    "a linked picture": (
        lambda: powerpoint(change=(RELS, END, RELATIONSHIP % (b"image", b"https://example.org/x.png"))),
        "fetched",
    ),
    "a link to a file": (
        lambda: powerpoint(change=(RELS, END, RELATIONSHIP % (b"hyperlink", b"ftp://example.org/x"))),
        "fetched",
    ),
    "entities": (
        lambda: powerpoint(
            change=("ppt/presentation.xml", b"<p:presentation", b'<!DOCTYPE x [<!ENTITY a "b">]><p:presentation')
        ),
        "document_type",
    ),
    "a broken part": (lambda: powerpoint(change=("ppt/presentation.xml", b"</p:presentation>", b"")), "damaged"),
    "no presentation": (lambda: powerpoint(without=["ppt/presentation.xml"]), "damaged"),
    "a bomb": (lambda: powerpoint(add={"ppt/media/big.png": b"\0" * 45_000_000}), "too_large_unpacked"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_template_is_refused_by_what_is_wrong_with_it(case):
    make, code = REFUSED[case]
    with pytest.raises(UnusableTemplate) as error:
        checked_template(make())
    assert error.value.code == code


def test_a_presentation_and_a_template_are_kept_as_a_presentation():
    for content in (powerpoint(), powerpoint(change=(CONTENT_TYPES, SLIDES_TYPE, TEMPLATE_TYPE))):
        assert Presentation(io.BytesIO(checked_template(content))).slide_layouts


def test_a_plain_link_is_kept():
    linked = powerpoint(change=(RELS, END, RELATIONSHIP % (b"hyperlink", b"https://example.org/")))
    assert checked_template(linked)


def test_a_file_without_a_title_is_refused():
    presentation = Presentation()
    for layout in presentation.slide_layouts:
        for shape in list(layout.placeholders):
            shape._element.getparent().remove(shape._element)  # noqa: SLF001  (python-pptx cannot remove a shape)
    content = io.BytesIO()
    presentation.save(content)
    with pytest.raises(UnusableTemplate) as error:
        checked_template(content.getvalue())
    assert error.value.code == "no_title"
