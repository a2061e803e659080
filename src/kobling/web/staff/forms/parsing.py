"""Read form data as a record, by the validation of the municipality folder: the same rules, with the same words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from django.utils.translation import gettext as _

from kobling.records.base import Record
from kobling.records.words import choices
from kobling.rooms.folder.errors import FileProblem, ProblemCollector, SourceLocation
from kobling.rooms.folder.parsing.nodes import MappingNode, Node, ScalarNode, SequenceNode
from kobling.rooms.folder.parsing.record_parser import parse_record
from kobling.rooms.folder.references import unknown_key_code
from kobling.web.shared.formats import format_day
from kobling.web.shared.localization import localize
from kobling.web.staff.forms.data import (
    LANGUAGES,
    FormData,
    chosen_option,
    field_at,
    indexes,
    is_blank,
    is_present,
    join,
    under,
)
from kobling.web.staff.forms.labels import field_label, quoted
from kobling.web.staff.forms.shapes import Bilingual, Group, Lines, Several, Shape, Table, Value, form_fields
from kobling.web.staff.forms.texts import number_example, stored_text

RecordT = TypeVar("RecordT", bound=Record)


class References(Protocol):
    """The facts that a form can refer to."""

    def key_of(self, kind: str, typed: str) -> str | None:
        """Return the key of the fact that a typed name or key is of; None where there is none."""

    def names_of(self, kind: str) -> tuple[str, ...]:
        """Return the names of all facts of a kind."""


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with one input."""

    name: str
    """The name of the input or fieldset; empty for the fact as a whole."""
    message: str
    """In the active language, with a capital and a full stop."""


@dataclass(frozen=True)
class Parsed(Generic[RecordT]):
    """A record, or what is wrong with what was typed."""

    record: RecordT | None
    problems: tuple[FieldProblem, ...] = ()


def parse_form(data: FormData, record_type: type[RecordT], references: References) -> Parsed[RecordT]:
    """Return the record of form data; None, with all problems, where it is not valid."""
    problems = ProblemCollector()
    node = _Reader(data, references, problems).fields(record_type, "")
    record = parse_record(node, record_type, name_fields={}, problems=problems)
    if not problems.found:
        return Parsed(record)
    found = [_field_problem(problem, record_type, data) for problem in problems.found]
    # pydantic takes a list whose only item is wrong for an empty one as well.
    return Parsed(None, tuple(one for one in found if not any(under(other.name, f"{one.name}.0") for other in found)))


@dataclass(frozen=True)
class _Reader:
    """Reads form data as the nodes that a file would have, each located at the name of its input."""

    data: FormData
    references: References
    problems: ProblemCollector

    def fields(self, record_type: type[Record], prefix: str) -> MappingNode:
        nodes = {field.name: self._node(field.shape, join(prefix, field.name)) for field in form_fields(record_type)}
        return _mapping(prefix, {name: node for name, node in nodes.items() if node is not None})

    def _node(self, shape: Shape, name: str) -> Node | None:
        match shape:
            case Value():
                return self._value(shape, name)
            case Bilingual():
                texts = {language: self._text(join(name, language)) for language in LANGUAGES}
                return _mapping(name, {key: one for key, one in texts.items() if one}) if any(texts.values()) else None
            case Group():
                return self._group(shape, name)
            case Lines():
                lines = (line.strip() for line in self.data.get(name, "").splitlines())
                return SequenceNode(_at(name), [_scalar(name, line) for line in lines if line])
            case Several(item):
                found = (self._node(item, join(name, index)) for index in indexes(self.data, name))
                return SequenceNode(_at(name), [node for node in found if node is not None])
            case Table():
                return self._table(name)

    def _text(self, name: str) -> ScalarNode | None:
        text = self.data.get(name, "").strip()
        return _scalar(name, text) if text else None

    def _value(self, value: Value, name: str) -> ScalarNode | None:
        node = self._text(name)
        if node is None or value.refers_to is None:
            return node and _scalar(name, stored_text(value, node.text))
        key = self.references.key_of(value.refers_to, node.text)
        if key is None:
            known = self.references.names_of(value.refers_to)
            self.problems.add(_at(name), unknown_key_code(value.refers_to), node.text, known, suggest=True)
        return _scalar(name, key or "unknown")

    def _group(self, group: Group, name: str) -> Node | None:
        if not is_present(self.data, name):
            return None
        record_type = chosen_option(group, self.data, name)
        needs_words = any(field.is_required for field in form_fields(record_type))
        return None if needs_words and is_blank(group, self.data, name) else self.fields(record_type, name)

    def _table(self, name: str) -> MappingNode:
        node = _mapping(name, {})
        for index in indexes(self.data, name):
            place = join(name, index)
            key, values = (self.data.get(join(place, part), "").strip() for part in ("name", "values"))
            if key in node.values:
                self.problems.add(_at(join(place, "name")), "repeated_field", key, (key,))
            if key or values:
                lines = [line.strip() for line in values.splitlines() if line.strip()]
                node.name_locations[key] = _at(join(place, "name"))
                node.values[key] = SequenceNode(_at(join(place, "values")), [_scalar(place, one) for one in lines])
        return node


def _at(name: str) -> SourceLocation:
    return SourceLocation(name)


def _scalar(name: str, text: str) -> ScalarNode:
    return ScalarNode(_at(name), text, is_quoted=True)


def _mapping(name: str, values: Mapping[str, Node]) -> MappingNode:
    return MappingNode(_at(name), {key: node.location for key, node in values.items()}, dict(values))


def _field_problem(problem: FileProblem, record_type: type[Record], data: FormData) -> FieldProblem:
    """Return a problem of validation at its input."""
    name = problem.location.file
    if problem.code == "missing_field":
        missing = join(name, problem.found)
        field = field_at(record_type, data, missing)
        is_bilingual = field is not None and isinstance(field.shape, Bilingual)
        return FieldProblem(join(missing, "da") if is_bilingual else missing, _("Something has to be written here."))
    if problem.code == "empty_list":
        return FieldProblem(name, _("At least one is needed here."))
    return FieldProblem(name, problem_words(problem, record_type, data, name))


def problem_words(problem: FileProblem, record_type: type[Record], data: FormData, name: str) -> str:
    """Return the message of a problem as a sentence: with the words of fields and choices instead of their codes."""
    if problem.code == "not_a_number":
        problem = replace(problem, allowed=(number_example(),))
    if problem.code in {"not_whole_number", "not_a_number"}:
        problem = replace(problem, found=problem.found.strip("“”"))
    words = _words_around(record_type, data, name)
    problem = replace(
        problem,
        found=words.get(problem.found, problem.found),
        allowed=tuple(words.get(one, one) for one in problem.allowed),
        suggestion=words.get(problem.suggestion, problem.suggestion),
    )
    message = problem.message(format_day)
    end = "" if message.endswith((".", "?", ")")) else "."
    return f"{message[:1].upper()}{message[1:]}{end}"


def _words_around(record_type: type[Record], data: FormData, name: str) -> dict[str, str]:
    """Return the words of the fields beside an input, and of everything that can be chosen, by their codes."""
    field = field_at(record_type, data, name)
    beside = field.record if field else record_type
    chosen = {value: quoted(str(localize(words))) for (_type, value), words in choices().items()}
    return chosen | {one.name: quoted(field_label(beside, one.name)) for one in form_fields(beside)}
