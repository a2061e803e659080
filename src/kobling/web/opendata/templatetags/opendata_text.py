"""Text of a description, as HTML."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def with_code(text: str) -> SafeString:
    """Escape the text, and put what stands between backticks in `<code>`."""
    pieces = enumerate(re.split(r"`([^`]+)`", text))
    marked = (format_html("<code>{}</code>", piece) if place % 2 else piece for place, piece in pieces)
    return format_html_join("", "{}", ((piece,) for piece in marked))
