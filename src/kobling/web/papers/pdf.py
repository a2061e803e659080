"""Set blocks as a tagged PDF that screen readers read: PDF/UA-1, which typst refuses to break.

A paper is data for one template. A character that no font here has would break the standard: it is shown as an empty
box, and explained at the end.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.utils.translation import gettext as _

from kobling.web.papers.blocks import Block, paragraph
from kobling.web.public import assets
from kobling.web.shared.formats import active_language

TEMPLATE = Path(__file__).with_name("paper.typ")
STANDARD: Literal["ua-1"] = "ua-1"
BOX = "\N{WHITE SQUARE}"
"""Stands for a character that cannot be shown."""
MAX_TRIED = 300
"""Unusual characters of a paper that are tried one by one; the rest of them are not shown."""
USUAL = re.compile(r"[\n -~\u00a0-\u017f\u2010-\u2026\u2190-\u2193\u2212\u25a1]")
"""Characters that the paper's own font has."""


def render_pdf(
    blocks: Sequence[Block],
    *,
    title: str,
    origin: str,
    at: datetime,
    draft: str = "",
    fits_one_page: bool = False,
) -> bytes:
    """Return the paper as PDF.

    origin   what stands at the foot of every page
    at       when it is made, written into the file
    draft    the word that marks every page of what is not public; empty where it is
    fits_one_page   set smaller, down to a limit, where it would otherwise need a second page
    """
    data = {
        "title": title,
        "origin": origin,
        "draft": draft,
        "language": active_language(),
        "page": _("Page"),
        "of": _("of"),
        "one_page": fits_one_page,
        "blocks": list(blocks),
    }
    shown = _with_known_characters(data)
    if shown != data:
        note = _("%(box)s stands for a character that could not be shown.") % {"box": BOX}
        shown["blocks"].append(paragraph(note, "small"))
    try:
        return _compile(shown, at)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        # Characters that are shown one by one, and not together.
        return _compile(_replaced(shown, lambda character: bool(USUAL.match(character))), at)


def _compile(data: dict[str, Any], at: datetime) -> bytes:
    written = _compiler().compile(
        format="pdf", pdf_standards=STANDARD, sys_inputs={"data": json.dumps(data)}, timestamp=int(at.timestamp())
    )
    if not isinstance(written, bytes):
        raise TypeError("a PDF is one file")
    return written


def _compiler() -> typst.Compiler:
    """Return a compiler of its own for each paper: one is for one thread."""
    return typst.Compiler(TEMPLATE.read_bytes(), font_paths=_fonts(), root=TEMPLATE.parent)


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts of the pages, and those of the system for what they lack; nothing is fetched."""
    return typst.Fonts(include_system_fonts=True, font_paths=[assets.HERE / "vendor"])


def _with_known_characters(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data with a box for every character that cannot be shown."""
    unusual = sorted({one for text in _texts(data) for one in text if not USUAL.match(one)})
    hidden = {one for place, one in enumerate(unusual) if place >= MAX_TRIED or not _can_show(one)}
    return _replaced(data, lambda character: character not in hidden) if hidden else data


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _replaced(value: Any, is_shown: Any) -> Any:
    if isinstance(value, str):
        return "".join(one if is_shown(one) else BOX for one in value)
    if isinstance(value, dict):
        return {name: _replaced(inner, is_shown) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_replaced(inner, is_shown) for inner in value]
    return value


@lru_cache(maxsize=4096)
def _can_show(character: str) -> bool:
    """Return whether a font here has the character."""
    if unicodedata.category(character) in {"Cc", "Cf", "Co", "Cn", "Cs"}:
        return False
    source = b'#set document(title: "x")\n#set text(font: "IBM Plex Sans")\n#sys.inputs.text'
    compiler = typst.Compiler(source, font_paths=_fonts(), sys_inputs={"text": character})
    try:
        compiler.compile(format="pdf", pdf_standards=STANDARD)
    except typst.TypstError:
        return False
    return True
