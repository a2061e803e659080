"""What fields, kinds of facts and choices are called on forms and pages, from the words of the records."""

import re
from collections.abc import Mapping
from functools import cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kobling.records.base import Record, Text
from kobling.records.words import choices, field_words, record_words, rows, several_words, words_in
from kobling.rooms.facts.kinds import KIND_NAMED
from kobling.web.shared.formats import format_number
from kobling.web.shared.localization import localize
from kobling.web.shared.words.choices import choice_name
from kobling.web.staff.forms.shapes import Bilingual, FormField, Group, Value, choice_values, is_choice

_CODE = re.compile(r"`([^`]*)`")
_DECIMAL = re.compile(r"\d+\.(\d+)")
_MARKDOWN_LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")


def field_label(record_type: type[Record], name: str) -> str:
    """Return what a field is called; made from its name where no words are given."""
    try:
        return str(localize(field_words(record_type, name).label))
    except LookupError:
        return _from_code(name)


def field_help(field: FormField) -> SafeString:
    """Return what a field means, as a sentence; empty where its label, or what can be chosen, is enough."""
    try:
        text = field_words(field.record, field.name).help
    except LookupError:
        text = None
    if text is None or (isinstance(field.shape, Value) and (is_choice(field.shape) or field.shape.type is bool)):
        return SafeString("")
    if str(localize(text)).casefold() == field_label(field.record, field.name).casefold():
        return SafeString("")
    plain = _MARKDOWN_LINK.sub(r"\1", str(localize(text))).replace("**", "")
    pieces = _CODE.split(f"{plain[:1].upper()}{plain[1:]}.")
    return format_html_join(
        "", "{}", ((_code(field, piece) if index % 2 else piece,) for index, piece in enumerate(pieces))
    )


def kind_label(kind: str) -> str:
    """Return what one fact of a kind is called."""
    try:
        return str(localize(record_words(KIND_NAMED[kind].record).label))
    except LookupError:
        return _from_code(kind)


def kind_heading(kind: str) -> str:
    """Return what several facts of a kind are called; what one is called where there is no word for several."""
    several = several_words(KIND_NAMED[kind].record)
    return str(localize(several)) if several else kind_label(kind)


def record_label(record_type: type[Record]) -> str:
    """Return what one record of a type is called."""
    try:
        return str(localize(record_words(record_type).label))
    except LookupError:
        return _from_code(record_type.__name__)


def part_label(item: Value | Bilingual | Group, of_list: str) -> str:
    """Return what one item of a list is called: by its type or kind, or like the list where it has no one type."""
    if isinstance(item, Group) and len(item.options) == 1:
        return record_label(item.options[0])
    return kind_label(item.refers_to) if isinstance(item, Value) and item.refers_to else of_list


def choice_label(of_type: str, value: str) -> str:
    """Return the words of something that can be chosen."""
    try:
        return choice_name(of_type, value)
    except LookupError:
        return _from_code(value)


def choice_options(field: FormField, value: Value) -> list[tuple[str, str]]:
    """Return the values that can be chosen, each with its words."""
    return [(one, choice_label(of_type, one)) for one, of_type in choice_values(field, value)]


def quoted(words: str) -> str:
    """Return words in the quotation marks of the active language."""
    return _("“%(words)s”") % {"words": words}


def _code(field: FormField, code: str) -> SafeString:
    """Return a code of the municipality folder as a form names it: a field by its label, a value as it is typed."""
    code = code.strip('"')
    if number := _DECIMAL.fullmatch(code):
        code = format_number(float(code), len(number[1]))
    is_choice_beside_itself = code == field.name and code in _chosen()
    if not is_choice_beside_itself and any((record, code) in rows() for record in (field.record.__name__, "Valid")):
        return format_html("{}", quoted(_label_in(field.record, code)))
    if code in ("da", "en"):
        words = _("In Danish") if code == "da" else _("In English")
        return format_html("{}", words[:1].lower() + words[1:])
    if code in _chosen():
        return format_html("{}", quoted(str(localize(_chosen()[code]))))
    return format_html("<code>{}</code>", code)


def _label_in(record_type: type[Record], code: str) -> str:
    """Return the label of a field of a record, or of its part, which has days of its own."""
    return str(localize(words_in((record_type.__name__, "Valid", "Record"), code).label))


@cache
def _chosen() -> Mapping[str, Text]:
    """Return the words of everything that can be chosen, by value."""
    return {value: words for (_type, value), words in choices().items()}


def _from_code(code: str) -> str:
    words = code.replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}"
