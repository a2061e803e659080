"""The records of the release document that a municipality's records declare, as a module that is generated.

A release has every field of a public fact, but for those that are Internal and those that it has otherwise, which stand
in a class made from the generated one. The types keep no limits: a limit that is narrowed later would make older
releases unreadable. Only keys, slugs, texts, synonyms and periods are what they are in the record.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import AwareDatetime

from kobling.core.periods import Period
from kobling.records import agreements, base, budget, chain, council, drawings, indicators, initiatives, municipality
from kobling.records.base import Key, Record, Slug, Slugs, Synonyms, Text
from kobling.records.references import internal_fields
from tools.repository import ROOT

FILE = ROOT / "src/kobling/rooms/releases/document/declared.py"
FIELDS = "kobling.rooms.releases.document.fields"

AS_DECLARED: tuple[type[Record], ...] = (
    municipality.Source,
    municipality.Contact,
    municipality.Note,
    municipality.Term,
    municipality.Decision,
    chain.Story,
    indicators.FigureContact,
    initiatives.FollowUp,
    agreements.AgreementGoal,
)
"""The records that a release has as they are; their limits may be widened, and never narrowed."""


@dataclass(frozen=True)
class Released:
    """How a release has a record."""

    record: type[Record]
    first: str
    """The fields that releases had before this module was generated, in the order that their checksums rest on; those
    with `?` are left out where they have their default. Later fields come after them, and are left out likewise."""
    otherwise: Mapping[str, str] = field(default_factory=dict)
    """The fields that a release has not, or has otherwise, each with how."""


TERM = {"term": "a release is of one day, and has the term of that day"}
IN_FORCE = {"valid_from": "only what is in force is published", "valid_to": "only what is in force is published"}

RELEASED: tuple[Released, ...] = (
    Released(
        municipality.Municipality,
        "code slug name region seats notice about contact notes confidence synonyms?",
        {
            "host": "it is stored beside the document",
            "beside": "the comparison of each indicator is made from it",
            "publish": "it chooses what is published",
        },
    ),
    Released(
        municipality.Body,
        "key name kind note",
        {
            "valid_from": "`in_force` is made from it",
            "valid_to": "only where it has ended",
            "ended_by": "only where it has ended",
        },
    ),
    Released(municipality.Unit, "key name kind parent serves", IN_FORCE),
    Released(chain.Vision, "name outward inward decision", IN_FORCE | TERM),
    Released(
        chain.Theme,
        "key slug name statement decision sources",
        {
            "valid_from": "only what has begun is published",
            "valid_to": "it is the day of `ended`",
            "ended_by": "it is the decision of `ended`",
            **TERM,
        },
    ),
    Released(chain.Wording, "text exact valid_from valid_to decision note sources"),
    Released(chain.Judgement, "body date verdict reason"),
    Released(
        chain.Target,
        "key text wanted? note kind direction value deadline minimum_change max_age_days indicator area sources"
        " decision?",
        {
            **IN_FORCE,
            "baseline": "it is the measurement of the period",
            "judgements": "the newest is `judgement`",
        },
    ),
    Released(
        chain.Goal,
        "key slug former_slugs overall short themes responsible committees context missing notes sources",
        {
            "term": "it is the term's days too",
            "wordings": "those that have begun, and the one in force is `wording`",
            "targets": "those in force, with their statuses",
            "ended_by": "it is the decision of `ended`",
        },
    ),
    Released(council.TakenDecision, "key what themes goals initiatives sources", TERM),
    Released(
        council.Priority,
        "key committee goal year rank decision note sources",
        {
            **TERM,
            "valid_from": "only what has begun is published",
            "valid_to": "only where it was given up",
        },
    ),
    Released(council.JointMeeting, "key date bodies goals what decision url sources", TERM),
    Released(
        indicators.Indicator,
        "key name what why how sentence sentence_negative? unit parts decimals collected_by basis? source table url"
        " licence cadence grace_days owner reviewed next_review notes sources next_publication? contact?",
        {
            "direction": "each target has its own",
            "derived": "it is published as `calculation`",
            "draw": "each drawing has its query",
        },
    ),
    Released(
        indicators.Measurement,
        "period value uncertainty standard_error low high n asked? of drawn source note drawing? withdrawn?",
        {
            "indicator": "a point is inside its indicator",
            "area": "the points are the municipality's own",
            "part": "the points are of the whole",
        },
    ),
    Released(
        drawings.Drawing,
        "key register_name register_title table query day at updated sha256s active outcome",
        {"indicator": "a drawing is inside its indicator"},
    ),
    Released(
        initiatives.Initiative,
        "key name kind what goals goals_inferred start end outcome url sources decision? hypothesis? measure?",
        {**TERM, "owner": "it is the unit's name", "ending": "as known on the day"},
    ),
    Released(initiatives.Ending, "how date reason follow_up", {"decision": "it is `ended_by` of the initiative"}),
    Released(
        budget.Budget,
        "key name year price_level adopted decision note sources",
        {
            **TERM,
            **dict.fromkeys(("valid_from", "valid_to"), "the year is published, and only what is adopted"),
            "lines": "those for goals of the release",
            "remainders": "those of the headings for goals are among `lines`",
        },
    ),
    Released(
        budget.BudgetLine,
        "track committee year expected_low expected_mid expected_high agreed realised note sources",
        {"unit": "it is the unit's name"},
    ),
    Released(
        agreements.Agreement,
        "key name bodies goals own_goals signed valid_from valid_to decision note sources",
        {**TERM, "units": "they are the units' names"},
    ),
)

KEYS = {name: key for name, key in vars(base).items() if name.endswith("Key") and hasattr(key, "__metadata__")}
KEPT: Mapping[Any, str] = {
    **{key: name for name, key in KEYS.items() if name != "Key"},
    Key: "Key",
    Slug: "Slug",
    Synonyms: "Synonyms",
    Period: "Span",
    Text: "Text",
    Slugs: "Slugs",
}
"""The types that a release has with their limits, and their names in `kobling.records.base`."""
PLAIN = {bool: "bool", int: "int", float: "float", str: "str", NoneType: "None"}
HEAD = '''"""What a release has of a municipality's records as they are. Generated: `python -m tools.generated write`.

A class that differs is made from one of these, and says how. tools/release_records.py says what is left out, and why.
"""
'''


def modules() -> dict[Path, str]:
    """Return the generated module, by its file. Raises TypeError likewise."""
    return {FILE: module(RELEASED)}


def module(released: Iterable[Released]) -> str:
    """Return a module with a class of these records each. Raises TypeError where a field has no place in it."""
    return _Module().text(released)


class _Module:
    """The text of the module, and what it imports."""

    def __init__(self) -> None:
        self._imported: dict[str, set[str]] = {}

    def text(self, released: Iterable[Released]) -> str:
        classes = "\n\n".join(self._class(one) for one in released)
        lines = [_import(home, sorted(names)) for home, names in sorted(self._imported.items())]
        ours = [line for line in lines if line.startswith("from kobling.")]
        others = [line for line in lines if line not in ours]
        return "\n".join((HEAD, "".join(others), "".join(ours), "", classes))

    def _class(self, released: Released) -> str:
        record = released.record
        parent = next((one for one in record.__mro__[1:] if one in AS_DECLARED), None)
        home, name = (parent.__module__, parent.__name__) if parent else (FIELDS, "ReleaseRecord")
        about = (record.__doc__ or "").strip().partition("\n")[0]
        fields = "".join(f"    {line}\n" for line in self._fields(released, parent))
        return f'class {record.__name__}({self._name(home, name)}):\n    """{about}"""\n\n{fields}'

    def _fields(self, released: Released, parent: type[Record] | None) -> Iterator[str]:
        record, first = released.record, released.first.split()
        elsewhere = {*released.otherwise, *internal_fields(record), *(parent.model_fields if parent else ())}
        known = {*elsewhere, *(entry.removesuffix("?") for entry in first)}
        hints = get_type_hints(record, include_extras=True)
        for entry in (*first, *(f"{name}?" for name in record.model_fields if name not in known)):
            name = entry.removesuffix("?")
            yield f"{name}: {self._type(hints[name])}{self._omitted(record, name) if entry.endswith('?') else ''}"

    def _omitted(self, record: type[Record], name: str) -> str:
        declared = record.model_fields[name]
        if declared.is_required():
            raise TypeError(
                f"{record.__name__}.{name} is required, and older releases have it not: name it in RELEASED in"
                " tools/release_records.py, and give it a default in the class of the release"
            )
        keyword = "default=" if isinstance(declared.default, bool) else ""
        return f" = {self._name(FIELDS, 'omit_if_default')}({keyword}{declared.default!r})"

    def _name(self, home: str, name: str) -> str:
        self._imported.setdefault(home, set()).add(name)
        return name

    def _type(self, annotation: Any) -> str:
        """Return how a release writes a type, with what that needs imported."""
        options, origin = get_args(annotation), get_origin(annotation)
        if known := next((name for kept, name in KEPT.items() if _is_narrower(annotation, kept)), None):
            return self._name(Record.__module__, known)
        if origin is Annotated:
            return self._type(options[0])
        if origin in {Union, UnionType}:
            return " | ".join(self._type(option) for option in options)
        if origin is tuple:
            return f"tuple[{self._type(options[0])}, ...]"
        if origin is Literal:
            return f"{self._name('typing', 'Literal')}[{', '.join(json.dumps(option) for option in options)}]"
        return PLAIN.get(annotation) or self._class_name(annotation)

    def _class_name(self, annotation: Any) -> str:
        if annotation is AwareDatetime:
            return self._name("datetime", "datetime")
        home, name = annotation.__module__, annotation.__name__
        if issubclass(annotation, Enum) and home.startswith("kobling.records."):
            return "str"
        if issubclass(annotation, Record) and annotation not in AS_DECLARED:
            raise TypeError(
                f"a release has {name} in a class of its own: name the fields that hold it in RELEASED in"
                " tools/release_records.py"
            )
        is_taken = any(released.record.__name__ == name for released in RELEASED)
        imported = self._name(_public_home(annotation), f"{name} as Core{name}" if is_taken else name)
        return imported.rpartition(" ")[2]


def _import(home: str, names: list[str]) -> str:
    line = f"from {home} import {', '.join(names)}\n"
    if len(line) <= 120:
        return line
    return "\n".join((f"from {home} import (", *(f"    {name}," for name in names), ")\n"))


def _public_home(annotation: type) -> str:
    """Return the module a class is imported from: the outermost package that exports it, where there is one."""
    steps = annotation.__module__.split(".")
    packages = (".".join(steps[:length]) for length in range(1, len(steps) + 1))
    return next(home for home in packages if getattr(import_module(home), annotation.__name__, None) is annotation)


def _is_narrower(annotation: Any, kept: Any) -> bool:
    """Return whether a type is a kept one, perhaps with more limits."""
    limits = getattr(kept, "__metadata__", ())
    return bool(annotation == kept or (limits and getattr(annotation, "__metadata__", ())[: len(limits)] == limits))
