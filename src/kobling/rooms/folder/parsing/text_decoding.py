"""Decode the bytes of a file as UTF-8 text, with line feeds as line ends."""

import codecs
import re

from kobling.rooms.folder.errors import ProblemCollector, SourceLocation

INVISIBLE_CHARACTER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""Control characters and other invisible characters that no text may contain."""
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode_text(data: bytes, *, file: str, problems: ProblemCollector) -> str | None:
    """Return the text of a UTF-8 file, with or without a byte order mark; None, with a problem, for anything else."""
    if data.startswith(_UTF_16_MARKS) or _looks_like_utf_16(data):
        problems.add(SourceLocation(file), "utf_16")
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        _add_encoding_problem(data, error, file=file, problems=problems)
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if invisible := INVISIBLE_CHARACTER.search(text):
        found = f"U+{ord(invisible[0]):04X}"
        problems.add(location_at(text, invisible.start(), file=file), "control_character", found)
        return None
    if not text.strip():
        problems.add(SourceLocation(file), "empty_file")
        return None
    return text


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
    if INVISIBLE_CHARACTER.search(as_cp1252.replace("\r", "\n")):
        problems.add(location, "not_utf_8", f"0x{data[error.start]:02X}")
    else:
        problems.add(location, "latin_1", as_cp1252[error.start])
