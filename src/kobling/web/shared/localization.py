"""Words that somebody else wrote: shown in the page's language where they exist in it, else in Danish and marked so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kobling.rooms.records import Text
from kobling.web.shared.formats import active_language


@dataclass(frozen=True)
class LocalizedText:
    """Words for a page. `str()` gives them plain, `html()` with its Danish stretches marked on an English page."""

    stretches: tuple[tuple[str, bool], ...]
    """The words in order; True where they are Danish on an English page."""

    @property
    def danish(self) -> bool:
        """Whether any of it is Danish on an English page."""
        return any(danish for _words, danish in self.stretches)

    def __str__(self) -> str:
        return "".join(words for words, _danish in self.stretches)

    def __bool__(self) -> bool:
        return bool(str(self))

    def html(self) -> SafeString:
        """Escaped, with `<span lang="da">` round what is Danish on an English page."""
        marked = (
            format_html('<span lang="da">{}</span>' if danish else "{}", words) for words, danish in self.stretches
        )
        return format_html_join("", "{}", ((one,) for one in marked))


def localized_text(words: str) -> LocalizedText:
    """Words that are in the page's language already."""
    return LocalizedText(((words, False),))


def localize(text: Text) -> LocalizedText:
    """A text in the page's language; where only Danish exists, that."""
    if active_language() == "en" and text.en is None:
        return LocalizedText(((text.da, True),))
    return localized_text(text.da if active_language() == "da" else text.en or text.da)


def join_texts(sentences: Iterable[LocalizedText | str], between: str = " ") -> LocalizedText:
    """Sentences after one another; empty ones are left out."""
    whole: list[tuple[str, bool]] = []
    for one in sentences:
        stretches = (localized_text(one) if isinstance(one, str) else one).stretches if one else ()
        whole += [(between, False), *stretches] if whole and stretches else stretches
    return LocalizedText(tuple(whole))


def fill_value(text: Text, value: Callable[[], str]) -> LocalizedText:
    """A sentence with its `{value}` filled in; `value` is called in the language of the sentence."""
    words = localize(text)
    with translation.override("da" if words.danish else active_language()):
        figure = value()
    return LocalizedText(tuple((stretch.replace("{value}", figure), danish) for stretch, danish in words.stretches))
