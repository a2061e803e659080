"""Addresses for mail: what is one, and one line of text for a header."""

import re
import unicodedata
from dataclasses import dataclass

from kobling.core.errors import KoblingError

EMAIL_PATTERN = re.compile(
    r"[^\s\x00-\x1f\x7f@<>\"(),:;\\]+@[^\s\x00-\x1f\x7f@<>\"(),:;\\]+\.[^\s\x00-\x1f\x7f@<>\"(),:;\\.]+"
)
MAX_EMAIL_LENGTH = 254
MAX_SUBJECT_LENGTH = 200


@dataclass(eq=False)
class InvalidEmail(KoblingError):
    """The text is no address for mail."""

    found: str


def parse_email(text: str) -> str:
    """Return an address without space around it. Raises InvalidEmail."""
    address = text.strip()
    if not EMAIL_PATTERN.fullmatch(address) or len(address) > MAX_EMAIL_LENGTH:
        raise InvalidEmail(found=text)
    return address


def one_line(text: str, length: int = MAX_SUBJECT_LENGTH) -> str:
    """Return a text on one line, without characters that are not seen, for a header or a page."""
    return " ".join("".join(map(_visible, text)).split())[:length]


def header(text: str) -> str:
    """Return a text as it may stand in a header; one that looks like an encoded word (RFC 2047) stays as it is read."""
    return one_line(text.replace("=?", "= ?"))


def readable(text: str) -> str:
    """Return a text of several lines without characters that are not seen."""
    return "\n".join("".join(map(_visible, line)) for line in text.splitlines())


def _visible(character: str) -> str:
    """Return a character, or a space for one that only steers: line ends, NUL, turning the direction of writing."""
    return " " if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else character
