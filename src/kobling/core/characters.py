"""Characters that a reader cannot see, and the one form of those that can be written in two ways.

Two texts that look alike should be alike: otherwise a name looks empty, a search misses it, and a change shows no
difference. Emoji keep the joiners and selectors that make them one sign.

Sources: Unicode Standard, Default_Ignorable_Code_Point (DerivedCoreProperties.txt) and UAX 15, normalization form C.
"""

import re
import unicodedata

_IGNORABLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    r"\u3164\ufe00-\ufe0d\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Soft hyphens, zero-width spaces, direction marks, fillers, variation selectors and tags."""
_CONTROL = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_BLANK = r"\u2800\ufffc"
"""The empty braille pattern, and the place of an object that was not copied with its text."""
_EMOJI = r"\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_JOINER = rf"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])"
_SELECTOR = rf"(?<![{_EMOJI}#*0-9\u00a9\u00ae\u203c\u2049\u2122\u2139])[\ufe0e\ufe0f]"

CONTROL_CHARACTER = re.compile(rf"[{_CONTROL}]")
"""A character that pages, databases or text files do not preserve; tabs and line feeds are allowed."""

INVISIBLE_CHARACTER = re.compile(rf"[{_CONTROL}{_IGNORABLE}{_BLANK}]|{_JOINER}|{_SELECTOR}")
"""A character that no text may contain: nothing of it is seen, or it changes the direction of what follows."""


def normalize(text: str) -> str:
    """Return a text in normalization form C: `e` with a combining acute accent becomes `é`."""
    return unicodedata.normalize("NFC", text)


def code_point(character: str) -> str:
    """Return the code point of a character as Unicode writes it, such as U+202E, with its name where it has one."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".rstrip()
