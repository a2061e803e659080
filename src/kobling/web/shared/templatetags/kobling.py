"""Template filters for numbers, dates and texts in two languages: `{% load kobling %}`."""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from kobling.records.base import Record, Text
from kobling.records.words import field_words
from kobling.web.shared import formats, words
from kobling.web.shared.localization import LocalizedText, localize

register = template.Library()

register.filter("number", formats.format_number)
register.filter("day", formats.format_day)
register.filter("short_day", formats.format_short_day)
register.filter("fetched_from", words.fetched_from)
register.filter("derivations", words.derivations)


@register.filter
def as_html(words: Text | LocalizedText | str) -> SafeString:
    """Return a text as HTML, with `<span lang="da">` round Danish on an English page: `{{ goal.short|as_html }}`."""
    if isinstance(words, Text):
        words = localize(words)
    return words.html() if isinstance(words, LocalizedText) else conditional_escape(words)


@register.filter
def as_text(words: Text | LocalizedText | str) -> str:
    """Return a text without markup, for titles and attributes: `<title>{{ goal.short|as_text }}</title>`."""
    localized = localize(words) if isinstance(words, Text) else words
    return localized.plain() if isinstance(localized, LocalizedText) else localized


@register.filter
def field_label(record: Record, field: str) -> str:
    """Return what a field of a record is called, in the page's language."""
    return str(localize(field_words(type(record), field).label))
