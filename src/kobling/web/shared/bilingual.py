"""Words that somebody else wrote: shown in the page's language where they exist in it, else in Danish and marked so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kobling.rooms.records import Text
from kobling.web.shared.formats import language


@dataclass(frozen=True)
class Said:
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


def said(words: str) -> Said:
    """Words that are in the page's language already."""
    return Said(((words, False),))


def bilingual(text: Text) -> Said:
    """A text in the page's language; where only Danish exists, that."""
    if language() == "en" and text.en is None:
        return Said(((text.da, True),))
    return said(text.da if language() == "da" else text.en or text.da)


def joined(sentences: Iterable[Said | str], between: str = " ") -> Said:
    """Sentences after one another; empty ones are left out."""
    whole: list[tuple[str, bool]] = []
    for one in sentences:
        stretches = (said(one) if isinstance(one, str) else one).stretches if one else ()
        whole += [(between, False), *stretches] if whole and stretches else stretches
    return Said(tuple(whole))


def filled(text: Text, value: Callable[[], str]) -> Said:
    """A sentence with its `{value}` filled in; `value` is called in the language of the sentence."""
    words = bilingual(text)
    with translation.override("da" if words.danish else language()):
        figure = value()
    return Said(tuple((stretch.replace("{value}", figure), danish) for stretch, danish in words.stretches))
