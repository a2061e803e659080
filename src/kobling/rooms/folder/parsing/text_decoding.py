"""Decode the bytes of a file as UTF-8 text in normalization form C, with line feeds as line ends."""

import codecs

from kobling.core.characters import CONTROL_CHARACTER, INVISIBLE_CHARACTER, code_point, normalize
from kobling.rooms.folder.errors import ProblemCollector, SourceLocation

_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PACKED_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How zip files, which Excel's workbooks are too, and workbooks of older versions begin."""


def decode_text(data: bytes, *, file: str, problems: ProblemCollector) -> str | None:
    """Return the text of a UTF-8 file, with or without a byte order mark; None, with a problem, for anything else."""
    if data.startswith(_PACKED_MARKS):
        problems.add(SourceLocation(file), "packed")
        return None
    if data.startswith(_UTF_16_MARKS) or _looks_like_utf_16(data):
        problems.add(SourceLocation(file), "utf_16")
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        _add_encoding_problem(data, error, file=file, problems=problems)
        return None
    text = normalize(text.replace("\r\n", "\n").replace("\r", "\n"))
    if _report_invisible_characters(text, file=file, problems=problems):
        return None
    if not text.strip():
        problems.add(SourceLocation(file), "empty_file")
        return None
    return text


def _report_invisible_characters(text: str, *, file: str, problems: ProblemCollector) -> bool:
    """Add a problem for every line with an invisible character, at its first one; return whether there are any."""
    found = False
    for number, line in enumerate(text.split("\n"), 1):
        invisible = INVISIBLE_CHARACTER.search(line)
        if invisible is not None:
            found = True
            location = SourceLocation(file, number, invisible.start() + 1)
            problems.add(location, "control_character", code_point(invisible[0]))
    return found


def location_at(text: str, offset: int, *, file: str) -> SourceLocation:
    """Return the location of a character."""
    return SourceLocation(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _looks_like_utf_16(data: bytes) -> bool:
    """Return whether every other byte at the start is zero, as in Latin text in UTF-16."""
    head = data[:200]
    return any(len(half) > 1 and half.count(0) * 10 > 8 * len(half) for half in (head[::2], head[1::2]))


def _add_encoding_problem(data: bytes, error: UnicodeDecodeError, *, file: str, problems: ProblemCollector) -> None:
    before = data[: error.start].decode().replace("\r\n", "\n").replace("\r", "\n")
    location = location_at(before, len(before), file=file)
    try:
        as_cp1252 = data.decode("cp1252")
    except UnicodeDecodeError:
        as_cp1252 = "\x00"
    if CONTROL_CHARACTER.search(as_cp1252.replace("\r", "\n")):
        problems.add(location, "not_utf_8", f"0x{data[error.start]:02X}")
    else:
        problems.add(location, "latin_1", as_cp1252[error.start])
