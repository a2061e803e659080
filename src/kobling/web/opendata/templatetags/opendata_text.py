"""Template filter for the descriptions on the reference page."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def with_code(text: str) -> SafeString:
    """Escape the text, and mark text in backticks as `<code>`."""
    pieces = enumerate(re.split(r"`([^`]+)`", text))
    marked = (format_html("<code>{}</code>", piece) if place % 2 else piece for place, piece in pieces)
    return format_html_join("", "{}", ((piece,) for piece in marked))
