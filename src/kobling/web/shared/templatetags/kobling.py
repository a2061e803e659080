"""Formats and other people's words, for templates: `{% load kobling %}`."""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from kobling.rooms.records import Text
from kobling.web.shared import formats, words
from kobling.web.shared.bilingual import Said, bilingual

register = template.Library()

register.filter("number", formats.number)
register.filter("percent", formats.percent)
register.filter("points", formats.points)
register.filter("day", formats.day)
register.filter("short_day", formats.short_day)
register.filter("clock", formats.clock)
register.filter("period", formats.period)
register.filter("in_period", formats.in_period)
register.filter("short_period", formats.short_period)
register.filter("drawn_from", words.drawn_from)
register.filter("sums", words.sums)
register.filter("revisions", words.revisions)


@register.filter
def say(words: Text | Said | str) -> SafeString:
    """Words for the page, with `<span lang="da">` round what is Danish on an English page: `{{ goal.short|say }}`."""
    if isinstance(words, Text):
        words = bilingual(words)
    return words.html() if isinstance(words, Said) else conditional_escape(words)


@register.filter
def plain(words: Text | Said | str) -> str:
    """The same without markup, for titles and attributes: `<title>{{ goal.short|plain }}</title>`."""
    return str(bilingual(words) if isinstance(words, Text) else words)
