"""Validate a node as a record, and explain pydantic's errors as problems with locations."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kobling.core.characters import INVISIBLE_CHARACTER, code_point
from kobling.records.base import INCOMING, SYNONYMS, Record
from kobling.rooms.folder.errors import ProblemCollector, SourceLocation, match_misspelt
from kobling.rooms.folder.parsing.conversion import convert_node
from kobling.rooms.folder.parsing.field_types import field_types, model_at
from kobling.rooms.folder.parsing.nodes import MappingNode, Node, ScalarNode, descend

ParsedRecord = TypeVar("ParsedRecord", bound=Record)

# Our codes for the types of pydantic's errors.
_CODES_BY_ERROR_TYPE = {
    "string_type": "not_text",
    "tuple_type": "not_a_list",
    "model_type": "not_fields",
    "model_attributes_type": "not_fields",
    "dict_type": "not_fields",
    "int_type": "not_whole_number",
    "float_type": "not_a_number",
    "bool_type": "not_true_or_false",
    "date_type": "not_a_day",
    "not_a_period": "not_a_period",
    "not_a_moment": "not_a_moment",
    "reserved_slug": "reserved_slug",
    "enum": "not_one_of",
    "literal_error": "not_one_of",
    "union_tag_invalid": "not_one_of",
    "string_too_short": "empty",
    "string_too_long": "too_long",
    "too_short": "empty_list",
    "too_long": "list_too_long",
    "control_character": "control_character",
    "string_unicode": "control_character",
    "line_break": "line_break",
    "greater_than": "out_of_range",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
}
PATTERN_CODES = {
    r"^[a-z0-9][a-z0-9_-]{0,62}$": "not_a_key",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "not_a_slug",
    r"^[0-9]{4}-[0-9]{4}$": "not_a_term",
    r"^https?://[^\x00-\x20\x7f-\xa0<>\"]+$": "not_an_address",
    r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9æøåÆØÅ-]+([.][A-Za-z0-9æøåÆØÅ-]+)+$": "not_an_email",
    r"^[0-9]{3,6}$": "not_a_code",
    r"^[0-9a-f]{64}$": "not_a_checksum",
    r"^[a-z0-9.-]+$": "not_a_host",
    SYNONYMS: "not_synonyms",
    r"^(Q[1-4]|H[12]|0[1-9]|1[0-2])$": "not_a_season",
}
_BOUND_SIGNS = {"ge": "≥", "gt": ">", "le": "≤"}
_QUOTED = re.compile(r"'([^']*)'")


def parse_record(
    node: Node,
    record_type: type[ParsedRecord],
    *,
    name_fields: Mapping[str, str],
    extra_names: Iterable[str] = (),
    problems: ProblemCollector,
) -> ParsedRecord | None:
    """Return the record of a node; None, with all problems, if it is not valid.

    name_fields   the fields whose values come from the name of the file
    extra_names   names that are allowed besides the fields of the record
    """
    if not isinstance(node, MappingNode):
        problems.add(node.location, "empty" if isinstance(node, ScalarNode) and node.is_empty else "not_fields")
        return None
    repeated = [name for name in name_fields if name in node.name_locations]
    for name in repeated:
        problems.add(node.name_locations[name], "given_by_name", name)
    try:
        record = record_type.model_validate({**convert_node(node, record_type), **name_fields}, context=INCOMING)
    except ValidationError as validation_error:
        allowed = (*(name for name in record_type.model_fields if name not in name_fields), *extra_names)
        errors = validation_error.errors(include_url=False)
        misspelt = _misspelt_fields(errors)
        for error in errors:
            if error["type"] != "missing" or error["loc"] not in misspelt.values():
                suggestion = str(misspelt.get(error["loc"], ("",))[-1])
                _add_problem(
                    error,
                    node=node,
                    record_type=record_type,
                    allowed=allowed,
                    suggestion=suggestion,
                    problems=problems,
                )
        return None
    return None if repeated else record


FieldLocation = tuple[int | str, ...]


def _misspelt_fields(errors: Iterable[ErrorDetails]) -> dict[FieldLocation, FieldLocation]:
    """Return the missing field that each unknown field probably is, when both lack in the same place."""
    names: dict[FieldLocation, dict[str, list[str]]] = {}
    for error in errors:
        if error["type"] in {"extra_forbidden", "missing"}:
            *parent, name = error["loc"]
            names.setdefault(tuple(parent), {}).setdefault(error["type"], []).append(str(name))
    return {
        (*parent, unknown): (*parent, missing)
        for parent, by_type in names.items()
        for unknown, missing in match_misspelt(by_type.get("extra_forbidden", []), by_type.get("missing", [])).items()
    }


def _add_problem(
    error: ErrorDetails,
    *,
    node: MappingNode,
    record_type: type[Record],
    allowed: tuple[str, ...],
    suggestion: str,
    problems: ProblemCollector,
) -> None:
    """Add the problem that fits an error of pydantic, at its location in the file.

    suggestion   the field that an unknown one probably is
    """
    *path, last = error["loc"]
    if error["type"] == "extra_forbidden":
        parent, model = descend(node, path), model_at(record_type, node, path)
        name_locations = parent.name_locations if isinstance(parent, MappingNode) else {}
        options = tuple(field_types(model)) if model and path else allowed
        location = name_locations[str(last)]
        problems.add(location, "unknown_field", str(last), options, suggest=True, suggestion=suggestion)
    elif error["type"] == "missing":
        parent = descend(node, path)
        if not (isinstance(parent, MappingNode) and parent.has_rejected_names):
            problems.add(parent.location, "missing_field", str(last))
    elif error["type"] == "union_tag_not_found":
        problems.add(descend(node, (*path, last)).location, "missing_field", error["ctx"]["discriminator"].strip("'"))
    else:
        target = _union_tag_node(descend(node, (*path, last)), error)
        if problems.has_problem_at(target.location):
            return  # the YAML itself was refused here, so the value is not what stands in the file
        if isinstance(target, ScalarNode) and target.is_empty:
            problems.add(target.location, "empty")
        else:
            add_value_problem(
                error, target.location, target.text if isinstance(target, ScalarNode) else "", problems=problems
            )


def _union_tag_node(node: Node, error: ErrorDetails) -> Node:
    """Return the node of the discriminator if the error is an unknown alternative of a union, else the node itself."""
    return descend(node, (error["ctx"]["discriminator"].strip("'"),)) if error["type"] == "union_tag_invalid" else node


def add_value_problem(
    error: ErrorDetails,
    location: SourceLocation,
    found: str,
    *,
    problems: ProblemCollector,
    number_example: str = "1234.5",
) -> None:
    """Add the problem of one value.

    found            the text in the file
    number_example   a number in the notation of the file
    """
    limits = error.get("ctx", {})
    if error["type"] == "string_pattern_mismatch":
        problems.add(location, PATTERN_CODES[limits["pattern"]], found)
        return
    code = _CODES_BY_ERROR_TYPE[error["type"]]
    if code == "not_one_of":
        options = tuple(_QUOTED.findall(limits.get("expected") or limits["expected_tags"]))
        problems.add(location, code, found, options, suggest=True)
    elif code == "out_of_range":
        problems.add(location, code, found, [f"{_BOUND_SIGNS[name]} {limit:.15g}" for name, limit in limits.items()])
    elif code == "control_character":
        problems.add(location, code, "".join(map(code_point, INVISIBLE_CHARACTER.findall(found)[:1])))
    elif code in {"too_long", "list_too_long"}:
        problems.add(location, code, allowed=(str(limits["max_length"]),))
    else:
        problems.add(location, code, found, (number_example,) if code == "not_a_number" else ())
