"""Builds what the templates of a form show, from what was typed and the facts it may name."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kobling.records.base import Record
from kobling.web.staff.forms.data import LANGUAGES, FormData, chosen_option, indexes, is_blank, is_present, join, under
from kobling.web.staff.forms.index import FactIndex
from kobling.web.staff.forms.labels import (
    choice_label,
    choice_options,
    field_help,
    field_label,
    part_label,
    record_label,
)
from kobling.web.staff.forms.nodes import FormView, GroupView, InputView, ItemView, ListView, NodeView
from kobling.web.staff.forms.parsing import FieldProblem
from kobling.web.staff.forms.shapes import (
    Bilingual,
    FormField,
    Group,
    Lines,
    Several,
    Table,
    Value,
    discriminating_value,
    form_fields,
    is_choice,
)

MAX_SELECTED = 25
"""How many facts a reference chooses among in a list; among more, a few letters of the name are typed."""
ADDRESS = ("key", "slug", "former_slugs")
"""The names of the fields that say what a fact is called in files and addresses."""
LINE_LENGTH = 60
"""Characters that an input shows on one line."""


@dataclass(frozen=True)
class FormBuilder:
    """Builds the view of a form, or of a part of it."""

    data: FormData
    index: FactIndex
    problems: Sequence[FieldProblem] = ()
    scope: Collection[str] = ()
    """The names of the inputs that are shown, or of the fieldsets and lists around them; all where it is empty."""
    left_out: Collection[str] = ()
    """The names of the fields that the form does not have."""
    filled_in: Collection[str] = ()
    """The names of the inputs that are filled in for who leaves them empty."""

    def form(self, record_type: type[Record]) -> FormView:
        """Return the view of the form of a type of record."""
        every = list(self._fields(record_type, ""))
        address = [node for node in every if node.name in ADDRESS] if not self.scope else []
        nodes = [node for node in every if node not in address]
        is_open = any(under(problem.name, node.name) for problem in self.problems for node in address)
        names = {kind: self._named(kind) for kind in dict.fromkeys(_typed_kinds(every))}
        return FormView(nodes, address, is_open, names)

    def _fields(self, record_type: type[Record], prefix: str) -> Iterator[NodeView]:
        for one in form_fields(record_type):
            name = join(prefix, one.name)
            if name not in self.left_out and self._is_shown(name):
                yield self._node(one, name)

    def _is_shown(self, name: str) -> bool:
        return not self.scope or any(under(name, one) or under(one, name) for one in self.scope)

    def _node(self, one: FormField, name: str) -> NodeView:
        label, about = field_label(one.record, one.name), field_help(one)
        match one.shape:
            case Value() as value:
                return self._value(one, value, name, label, about)
            case Bilingual() as both:
                return GroupView(
                    name, label, about, self._languages(both, name, is_required=one.is_required), self._wrong(name)
                )
            case Group() as group:
                return self._group(one, group, name, label, about)
            case Lines():
                text = self.data.get(name, "")
                return InputView(
                    name,
                    label,
                    "prose",
                    text,
                    SafeString(f"{about} {_('One on each line.')}"),
                    one.is_required,
                    self._wrong(name),
                    rows=_rows(text, least=2),
                )
            case Several():
                return self._list(one, one.shape, name, label, about)
            case Table():
                return self._table(one, name, label, about)

    def _wrong(self, name: str) -> list[str]:
        return [problem.message for problem in self.problems if problem.name == name]

    def _value(self, one: FormField, value: Value, name: str, label: str, about: SafeString) -> InputView:
        text, kind, options, names = self.data.get(name, ""), "line", [], ""
        if value.type is bool:
            kind, options = "choice", [("true", _("Yes")), ("false", _("No"))]
        elif is_choice(value):
            kind, options = "choice", choice_options(one, value)
        elif value.refers_to is not None:
            kind, options, text = self._reference(value.refers_to, text)
            names = "" if kind == "choice" else value.refers_to
        elif value.is_prose:
            kind = "prose"
        elif value.type.__name__ == "date":
            kind = "date"
        if kind == "choice" and (text not in dict(options) or not (one.is_required or value.type is bool)):
            options = [("", _("Not chosen")), *options]
        if kind == "choice" and text and text not in dict(options):
            options = [*options, (text, text)]
        mode = {int: "numeric", float: "decimal"}.get(value.type, "")
        is_required = one.is_required and name not in self.filled_in
        return InputView(
            name, label, kind, text, about, is_required, self._wrong(name), options, names, _rows(text), mode
        )

    def _reference(self, kind: str, text: str) -> tuple[str, list[tuple[str, str]], str]:
        """Return how a reference is chosen, among what, and what is shown of the one that is."""
        known = self.index.names(kind)
        if len(known) <= MAX_SELECTED:
            return "choice", [(key, str(name)) for key, name in known.items()], self.index.key_of(kind, text) or text
        return "reference", [], self.index.shown(kind, text) if text in known else text

    def _languages(self, both: Bilingual, name: str, *, is_required: bool) -> list[InputView]:
        labels = {"da": _("In Danish"), "en": _("In English")}
        texts = {language: self.data.get(join(name, language), "") for language in LANGUAGES}
        return [
            InputView(
                join(name, language),
                labels[language],
                "prose" if both.is_prose else "line",
                texts[language],
                is_required=is_required
                and (language == "da" or both.has_both)
                and join(name, language) not in self.filled_in,
                problems=self._wrong(join(name, language)),
                rows=_rows(texts[language]),
                language=language,
            )
            for language in LANGUAGES
        ]

    def _group(self, one: FormField, group: Group, name: str, label: str, about: SafeString) -> GroupView:
        can_lack = one.record.model_fields[one.name].get_default() is None
        if not is_present(self.data, name):
            return GroupView(name, label, about, problems=self._wrong(name), buttons=_add_buttons(group, name))
        record_type, hidden = chosen_option(group, self.data, name), []
        fields = list(self._fields(record_type, name))
        if group.discriminator:
            own = join(name, group.discriminator)
            fields = [node for node in fields if node.name != own]
            hidden = [(own, discriminating_value(group, record_type))]
            label = f"{label}: {_option_label(group, record_type)}"
        return GroupView(
            name, label, about, fields, self._wrong(name), hidden=hidden, is_removable=can_lack and not self.scope
        )

    def _list(self, one: FormField, several: Several, name: str, label: str, about: SafeString) -> ListView:
        places, item = indexes(self.data, name), several.item
        shown = [place for place in places if self._is_shown(join(name, place))]
        what = part_label(item, label)
        items = [
            self._item(one, item, join(name, place), f"{what} {number}", (number == 1, number == len(shown)))
            for number, place in enumerate(shown, 1)
        ]
        return ListView(
            name,
            label,
            about,
            items,
            one.is_required,
            is_simple=not isinstance(item, Group),
            add=_("Add: %(what)s") % {"what": what},
            problems=self._wrong(name),
            is_whole=not self.scope or any(under(name, part) for part in self.scope),
        )

    def _item(
        self, one: FormField, item: Value | Bilingual | Group, name: str, title: str, ends: tuple[bool, bool]
    ) -> ItemView:
        is_new = False
        if isinstance(item, Group):
            record_type = chosen_option(item, self.data, name)
            shown = self._fields(record_type, name)
            fields: list[NodeView] = sorted(shown, key=lambda node: node.name in self.filled_in)
            is_new = is_blank(item, self.data, name)
            named = "" if is_new else next((text for text in _first_texts(fields) if text), "")
            title = f"{title}: {named}" if named else title
        elif isinstance(item, Bilingual):
            fields = list(self._languages(item, name, is_required=False))
        else:
            fields = [self._value(one, item, name, title, SafeString(""))]
        has_problem = any(under(problem.name, name) for problem in self.problems)
        return ItemView(name, title, fields, bool(self.scope) or has_problem or is_new, *ends, self._wrong(name))

    def _table(self, one: FormField, name: str, label: str, about: SafeString) -> ListView:
        places = indexes(self.data, name)
        items = []
        for number, place in enumerate(places, 1):
            prefix = join(name, place)
            key, values = (join(prefix, part) for part in ("name", "values"))
            text = self.data.get(values, "")
            fields = [
                InputView(key, _("Name"), "line", self.data.get(key, ""), problems=self._wrong(key)),
                InputView(
                    values,
                    _("Values"),
                    "prose",
                    text,
                    SafeString(_("One on each line.")),
                    problems=[*self._wrong(values), *self._wrong(prefix)],
                    rows=_rows(text, least=2),
                ),
            ]
            title = f"{label}: {self.data.get(key, '')}"
            items.append(
                ItemView(prefix, title, fields, is_open=True, is_first=number == 1, is_last=number == len(places))
            )
        return ListView(
            name,
            label,
            about,
            items,
            one.is_required,
            is_simple=False,
            add=_("Add: %(what)s") % {"what": label},
            problems=self._wrong(name),
        )

    def _named(self, kind: str) -> list[tuple[str, str]]:
        return [(self.index.shown(kind, key), key) for key in self.index.names(kind)]


def _rows(text: str, *, least: int = 1) -> int:
    """Return how many lines an input needs for a text."""
    return max(least, sum(1 + len(line) // LINE_LENGTH for line in text.splitlines()))


def _add_buttons(group: Group, name: str) -> list[tuple[str, str]]:
    if group.discriminator is None:
        return [(name, _("Add: %(what)s") % {"what": record_label(group.options[0])})]
    return [
        (
            f"{name}:{discriminating_value(group, option)}",
            _("Add: %(what)s") % {"what": _option_label(group, option)},
        )
        for option in group.options
    ]


def _option_label(group: Group, option: type[Record]) -> str:
    value = discriminating_value(group, option)
    return choice_label(f"{option.__name__}.{group.discriminator}", value)


def _first_texts(nodes: Sequence[NodeView]) -> Iterator[str]:
    """Yield what has been written in the inputs of an item that name it."""
    for node in nodes:
        if isinstance(node, GroupView):
            yield from _first_texts([one for one in node.fields if isinstance(one, InputView)][:1])
        elif isinstance(node, InputView) and node.kind != "date":
            yield dict(node.options).get(node.text, node.text) if node.text else ""


def _typed_kinds(nodes: Sequence[NodeView]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, InputView):
            yield from (node.names,) if node.names else ()
        elif isinstance(node, GroupView):
            yield from _typed_kinds(node.fields)
        else:
            for item in node.items:
                yield from _typed_kinds(item.fields)
