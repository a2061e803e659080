"""Values of facts in words, for pages: what a record holds, and what a change has made of it."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kobling.core.errors import BadPeriod
from kobling.core.periods import Period
from kobling.records.base import Record, Text
from kobling.rooms.facts.kinds import KIND_NAMED
from kobling.web.shared.formats import decimals_of, format_day, format_number, format_period
from kobling.web.shared.localization import LocalizedText, join_texts, localize, localized_text
from kobling.web.staff.forms.index import FactIndex
from kobling.web.staff.forms.labels import choice_label, field_label, part_label, quoted
from kobling.web.staff.forms.shapes import (
    Bilingual,
    FormField,
    Group,
    Lines,
    Several,
    Shape,
    Table,
    Value,
    choice_values,
    form_fields,
    is_choice,
    option_named,
)

MAX_CHANGE_LENGTH = 300
"""Characters of a value in a change; a longer one is cut."""
FactUrl = Callable[[str, str], str | None]
"""Returns the address of the page of a fact, by the name of its kind and its key."""


@dataclass(frozen=True)
class ValueView:
    """A value as a page shows it: a text, perhaps a link; or parts, each perhaps with a label."""

    text: LocalizedText | None = None
    url: str | None = None
    parts: Sequence[tuple[str, "ValueView"]] = ()
    """Each with its label; the items of a list have none."""
    is_list: bool = False
    template = "staff/forms/value.html"

    def flat(self) -> LocalizedText:
        """Return it on one line: `Navn: Byrådet; Dato: 3. marts 2020`."""
        if self.text is not None:
            return self.text
        between = ", " if self.is_list else "; "
        return join_texts(
            (join_texts((f"{label}:", part.flat())) if label else part.flat() for label, part in self.parts), between
        )


@dataclass(frozen=True)
class FieldView:
    """A field of a fact as its page shows it."""

    name: str
    label: str
    value: ValueView | None
    """None where nothing is given."""


@dataclass(frozen=True)
class ValueWords:
    """Puts values into words."""

    index: FactIndex
    visible: Callable[[type[Record]], Collection[str]]
    """Returns the fields of a record that the reader may see."""
    url: FactUrl | None = None
    """None for words without hyperlinks."""

    def fields(self, record: Record) -> list[FieldView]:
        """Return the fields of a record; those that are as they would be without being given have no value."""
        given = record.model_dump(mode="json", exclude_defaults=True)
        return [
            FieldView(
                one.name,
                field_label(one.record, one.name),
                self.value(one, one.shape, given[one.name]) if one.name in given else None,
            )
            for one in form_fields(type(record))
            if self._is_seen(one)
        ]

    def _is_seen(self, one: FormField) -> bool:
        return one.name in self.visible(one.record)

    def value(self, one: FormField, shape: Shape, stored: Any) -> ValueView:
        """Return a value, as JSON has it, in words."""
        if isinstance(shape, Value):
            return self._value(one, shape, stored)
        if isinstance(shape, Bilingual):
            is_text = shape.record is Text
            return ValueView(localize(_text(stored)) if is_text else localized_text(" · ".join(stored.values())))
        return self._parts_of(one, shape, stored)

    def _parts_of(self, one: FormField, shape: Group | Lines | Several | Table, stored: Any) -> ValueView:
        match shape:
            case Group():
                name = shape.discriminator
                record_type = option_named(shape, stored[name]) if name else shape.options[0]
                return ValueView(parts=list(self._parts(record_type, stored)))
            case Lines():
                return ValueView(parts=[("", ValueView(localized_text(str(text)))) for text in stored], is_list=True)
            case Several(item):
                return ValueView(parts=[("", self.value(one, item, part)) for part in stored], is_list=True)
            case Table():
                named = [(name, ValueView(localized_text(", ".join(values)))) for name, values in stored.items()]
                return ValueView(parts=named)

    def _parts(self, record_type: type[Record], stored: Mapping[str, Any]) -> Iterator[tuple[str, ValueView]]:
        for one in form_fields(record_type):
            if stored.get(one.name) not in (None, []) and self._is_seen(one):
                yield field_label(one.record, one.name), self.value(one, one.shape, stored[one.name])

    def _value(self, one: FormField, value: Value, stored: Any) -> ValueView:
        if value.refers_to is not None:
            url = self.url(value.refers_to, stored) if self.url else None
            return ValueView(self.index.name(value.refers_to, stored), url)
        return ValueView(localized_text(_words(one, value, stored)))

    def changes(self, kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[LocalizedText]:
        """Return a line for each field that differs.

        before and after   values by path, as `facts.changes.Difference` has them
        """
        record = KIND_NAMED[kind].record if kind in KIND_NAMED else None
        # A list whose parts have changes of their own needs no line.
        paths = [
            path
            for path in after
            if not any(other.startswith(f"{path}.") for other in after) and self._is_path_seen(record, path.split("."))
        ]
        return [self._change(record, path, before.get(path), after[path]) for path in paths]

    def _is_path_seen(self, record: type[Record] | None, steps: Sequence[str]) -> bool:
        one = next((one for one in form_fields(record) if one.name == steps[0]), None) if record else None
        if one is None:
            # A figure, which has no field that is not public; or a field that is no more.
            return record is None
        item = one.shape.item if isinstance(one.shape, Several) else one.shape
        within = self._is_path_seen(item.options[0], steps[2:]) if isinstance(item, Group) and len(steps) > 2 else True
        return self._is_seen(one) and within

    def sides(self, kind: str, path: str, values: Sequence[Any]) -> tuple[str, list[LocalizedText]]:
        """Return the label of a field, and several values of it, or that the reader does not see them."""
        labels, one, shape = self._at_path(KIND_NAMED[kind].record, path.split("."))
        if not self._is_path_seen(KIND_NAMED[kind].record, path.split(".")):
            return ", ".join(labels), [localized_text(_("not shown to you"))] * len(values)
        return ", ".join(labels), [self._changed(one, shape, value) or localized_text("–") for value in values]

    def _at_path(
        self, record: type[Record] | None, steps: Sequence[str]
    ) -> tuple[list[str], FormField | None, Shape | None]:
        """Return the labels along the path of a field, the field and its shape; None for one that is no more."""
        name, *rest = steps
        fields = {one.name: one for one in form_fields(record)} if record else {}
        if record is None or name not in fields:
            return [".".join(steps)], None, None
        one = fields[name]
        label = field_label(one.record, one.name)
        if not rest:
            return [label], one, one.shape
        item = one.shape.item if isinstance(one.shape, Several) else one.shape
        identity, *within = rest
        what = part_label(item, label) if isinstance(item, Group) else label
        title = f"{what} {self._identity_words(record, name, item, identity)}"
        if not isinstance(item, Group) or not within:
            return [title], None, None
        labels, found, shape = self._at_path(item.options[0], within)
        return [title, *(labels[1:] if labels[0] == what else labels)], found, shape

    def _identity_words(self, record: type[Record], of_list: str, item: Shape, identity: str) -> str:
        """Return what identifies a part, as `facts.differences` writes it, in words: its place, its key or its fields.

        A field that a part need not have stands after its own name.
        """
        names = next((parts.identity for parts in getattr(record, "PARTS", ()) if parts.name == of_list), ())
        if len(names) < 2 or not isinstance(item, Group):
            return str(int(identity) + 1) if identity.isdecimal() else identity
        fields = {one.name: one for one in form_fields(item.options[0])}
        words, rest = [], identity.split(" ")
        for one in map(fields.__getitem__, names):
            if rest and not one.is_required and rest[0] == one.name:
                del rest[0]
            elif not one.is_required:
                continue
            if rest and isinstance(one.shape, Value):
                words.append(str(self._value(one, one.shape, rest.pop(0)).flat()))
        return ", ".join(words)

    def _change(self, record: type[Record] | None, path: str, before: Any, after: Any) -> LocalizedText:
        labels, one, shape = self._at_path(record, path.split("."))
        was, now = (self._changed(one, shape, value) for value in (before, after))
        label = f"{', '.join(labels)}:"
        if not was:
            return join_texts((label, _("now"), now or "–"))
        if not now:
            return join_texts((label, _("not given any more; it was"), was))
        return join_texts((label, _("was"), join_texts((was, ","), between=""), _("now"), now))

    def _changed(self, one: FormField | None, shape: Shape | None, stored: Any) -> LocalizedText | None:
        """Return a value of a change in quotation marks; None where there is none."""
        if stored is None or stored in ([], ()):
            return None
        if one is None or shape is None:
            return _in_quotes(localized_text(stored if isinstance(stored, str) else json.dumps(stored)))
        if isinstance(shape, Several) and isinstance(shape.item, Group) and isinstance(stored[0], str):
            return _in_quotes(localized_text(", ".join(stored)))
        return _in_quotes(self.value(one, shape, stored).flat())


def _text(stored: Mapping[str, str]) -> Text:
    return Text.model_construct(da=stored.get("da", ""), en=stored.get("en"))


def _in_quotes(words: LocalizedText) -> LocalizedText:
    text = str(words)
    cut = text if len(text) <= MAX_CHANGE_LENGTH else f"{text[: MAX_CHANGE_LENGTH - 1].rstrip()}…"
    before, after = quoted("\0").split("\0")
    return LocalizedText(((before, False), (cut, words.has_danish), (after, False)))


def _words(one: FormField, value: Value, stored: Any) -> str:
    if value.type is bool:
        return _("Yes") if stored else _("No")
    if is_choice(value):
        types = dict(choice_values(one, value))
        return choice_label(types[stored], stored) if stored in types else str(stored)
    if value.type is date:
        return format_day(date.fromisoformat(stored))
    if value.type is Period:
        return _period(stored)
    if value.type in (int, float) and not value.is_year:
        return format_number(stored, decimals_of(stored))
    return str(stored)


def _period(code: str) -> str:
    try:
        return format_period(Period.parse(code))
    except BadPeriod:
        return code
