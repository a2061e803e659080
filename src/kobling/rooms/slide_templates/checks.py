"""Check a PowerPoint file that is handed in as a template, before anything of it is kept."""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError

from kobling.core.errors import KoblingError

MAX_UNPACKED = 120_000_000
"""Bytes of everything in the file, unpacked."""
MAX_PART = 40_000_000
MAX_PARTS = 3000
OLD_FORMAT = b"\xd0\xcf\x11\xe0"
"""How a file of before 2007 begins, and one with a password."""
TEMPLATE_TYPE = b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
SLIDES_TYPE = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
MACROS = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
EMBEDDED = re.compile(r"(^|/)(embeddings|activeX|ctrlProps)/|\.(exe|dll|scr|vbs|js)$", re.IGNORECASE)
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
CONTENT_TYPES = "[Content_Types].xml"
TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}


@dataclass(eq=False)
class UnusableTemplate(KoblingError):
    """The file is no template that is kept; nothing was changed."""

    code: str
    """`not_pptx`, `old_format`, `damaged`, `too_large_unpacked`, `macros`, `embedded`, `fetched`, `document_type` or
    `no_title`."""
    allowed: int = 0
    """The limit that it exceeds, in bytes."""


def checked_template(content: bytes) -> bytes:
    """Return the file as it is kept: a template (.potx) as a presentation (.pptx). Raises UnusableTemplate."""
    if content.startswith(OLD_FORMAT):
        raise UnusableTemplate("old_format")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_size(archive)
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise UnusableTemplate("not_pptx") from None
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise UnusableTemplate("damaged") from None
        raise
    _check_parts(parts)
    kept = _as_presentation(parts)
    _check_layouts(kept)
    return kept


def _check_size(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    too_many = len(entries) > MAX_PARTS
    if too_many or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UnusableTemplate("too_large_unpacked", MAX_UNPACKED)
    if any(entry.file_size > MAX_PART for entry in entries):
        raise UnusableTemplate("too_large_unpacked", MAX_PART)
    if CONTENT_TYPES not in archive.namelist():
        raise UnusableTemplate("not_pptx")


def _check_parts(parts: dict[str, bytes]) -> None:
    types = parts[CONTENT_TYPES]
    if MACROS.search(types) or any("vbaproject" in name.lower() for name in parts):
        raise UnusableTemplate("macros")
    if TEMPLATE_TYPE not in types and SLIDES_TYPE not in types:
        raise UnusableTemplate("not_pptx")
    if any(EMBEDDED.search(name) for name in parts):
        raise UnusableTemplate("embedded")
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            _check_xml(name, content)


def _check_xml(name: str, content: bytes) -> None:
    """Refuse a document type, which could hold entities, and what is fetched from elsewhere when it is opened."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"<\x00!\x00D" in content or b"\x00<\x00!\x00D" in content:
        raise UnusableTemplate("document_type")
    if not name.endswith(".rels"):
        return
    try:
        relationships = ET.fromstring(content)  # noqa: S314  (it has no document type, so no entities)
    except ET.ParseError:
        raise UnusableTemplate("damaged") from None
    for one in relationships:
        if one.get("TargetMode") == "External" and not _is_plain_link(one.get("Type"), one.get("Target", "")):
            raise UnusableTemplate("fetched")


def _is_plain_link(kind: str | None, target: str) -> bool:
    return kind == HYPERLINK and target.startswith(("https://", "http://", "mailto:"))


def _as_presentation(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            is_types = name == CONTENT_TYPES
            archive.writestr(name, content.replace(TEMPLATE_TYPE, SLIDES_TYPE) if is_types else content)
    return written.getvalue()


def _check_layouts(content: bytes) -> None:
    try:
        presentation = Presentation(io.BytesIO(content))
        layouts = [layout for master in presentation.slide_masters for layout in master.slide_layouts]
        has_title = any(title_of(layout) is not None for layout in layouts)
        is_sized = bool(presentation.slide_width and presentation.slide_height)
    except (PythonPptxError, SyntaxError, KeyError, ValueError, AttributeError, TypeError, IndexError):
        raise UnusableTemplate("damaged") from None
    if not has_title or not is_sized:
        raise UnusableTemplate("no_title")


def title_of(layout: Any) -> Any:
    """Return the title of a layout; None for one without."""
    return next((one for one in layout.placeholders if one.placeholder_format.type in TITLES), None)
