"""Texts of a municipality in the page's language; Danish, and marked as Danish, where an English text is missing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kobling.records.base import Text
from kobling.web.shared.formats import active_language


@dataclass(frozen=True)
class LocalizedText:
    """A text for a page: `str()` gives it plain, `html()` with its Danish parts marked on an English page."""

    parts: tuple[tuple[str, bool], ...]
    """The text in order; True for a part that is Danish on an English page."""

    @property
    def has_danish(self) -> bool:
        """True if any part is Danish on an English page."""
        return any(is_danish for _words, is_danish in self.parts)

    def __str__(self) -> str:
        return "".join(words for words, _is_danish in self.parts)

    def __bool__(self) -> bool:
        return bool(str(self))

    def plain(self) -> str:
        """Return it for a title or an attribute, which cannot mark its language: with `(in Danish)` where it is."""
        return f"{self} {_('(in Danish)')}" if self.has_danish else str(self)

    def html(self) -> SafeString:
        """Return it escaped, with `<span lang="da">` round what is Danish on an English page."""
        marked = (
            format_html('<span lang="da">{}</span>' if is_danish else "{}", words) for words, is_danish in self.parts
        )
        return format_html_join("", "{}", ((part,) for part in marked))


def localized_text(words: str) -> LocalizedText:
    """Wrap words that are in the page's language already."""
    return LocalizedText(((words, False),))


def localize(text: Text) -> LocalizedText:
    """Return a text in the page's language, or in Danish where it has no other."""
    if active_language() == "en" and text.en is None:
        return LocalizedText(((text.da, True),))
    return localized_text(text.da if active_language() == "da" else text.en or text.da)


def join_texts(texts: Iterable[LocalizedText | str], between: str = " ") -> LocalizedText:
    """Concatenate texts; empty ones are left out."""
    joined: list[tuple[str, bool]] = []
    for text in texts:
        parts = (localized_text(text) if isinstance(text, str) else text).parts if text else ()
        joined += [(between, False), *parts] if joined and parts else parts
    return LocalizedText(tuple(joined))


def with_language(text: LocalizedText) -> LocalizedText:
    """Return a sentence with `(in Danish)` after it, where it is Danish on an English page."""
    return join_texts((text, _("(in Danish)"))) if text.has_danish else text


def fill_in(text: Text, fill: Callable[[str], str]) -> LocalizedText:
    """Fill in the places of a sentence; `fill` is called with it, and in its language."""
    words = localize(text)
    with translation.override("da" if words.has_danish else active_language()):
        return LocalizedText(tuple((fill(part), is_danish) for part, is_danish in words.parts))
