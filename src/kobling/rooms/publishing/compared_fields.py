"""The fields of published facts in which two releases are compared: those that the municipality's record has too.

Each that is left out has a reason here, and so has each that a release makes itself, unless it is compared.
"""

from collections.abc import Mapping
from typing import get_args

from kobling.records.chain import Target
from kobling.records.facts import FACT_TYPES
from kobling.rooms.releases.document import RELEASED, FactKind

_ADDRESS = "the former address leads on"
_FIGURES = "figures are compared in `changes`"
_WORKED_OUT = "it is worked out from other facts"

NOT_COMPARED: Mapping[FactKind, Mapping[str, str]] = {
    "theme": {
        "slug": _ADDRESS,
        "former_slugs": _ADDRESS,
        "goals": "each goal names its themes",
        "ended": "it is `ended`",
    },
    "goal": {
        "slug": _ADDRESS,
        "former_slugs": _ADDRESS,
        "ended": "it is `ended`",
        "status": _FIGURES,
        "term": "the term that set a goal does not change",
        "targets": "they are facts of their own",
        **dict.fromkeys(("initiatives", "stories", "related"), "each of them names its goals"),
    },
    "target": {
        **dict.fromkeys(("parts", "latest", "area_latest", "area_points", "recurring", "assessment"), _FIGURES),
        "area_withdrawn": _FIGURES,
        **dict.fromkeys(("whole", "term_periods"), _WORKED_OUT),
    },
    "body": {
        "in_force": "it is `ended`",
        "valid_to": "it is the day of `ended`",
        "ended_by": "it is the decision of `ended`",
        "former": "it is of the last day, and never changes again",
    },
    "indicator": {
        **dict.fromkeys(("points", "withheld", "workings", "drawings", "comparison", "failing_since"), _FIGURES),
        "next_expected": "only older releases have it",
    },
    "initiative": {
        "unit": "its name is `owner`",
        "ended_by": "it is the decision of its end",
        "ending_missing": _WORKED_OUT,
    },
    "municipality": {
        "code": "it never changes",
        "slug": "it never changes",
        "synonyms": "only the search uses them",
    },
}
"""The fields in which two releases are not compared, each with its reason, besides the key."""

MADE_BY_RELEASE: Mapping[FactKind, tuple[str, ...]] = {
    "goal": ("wording",),
    "target": ("judgement",),
    "indicator": ("calculation",),
}
"""The fields that a release makes itself, and that are compared."""

_FIRST: Mapping[FactKind, tuple[str, ...]] = {
    "goal": ("wording", "wordings", "short"),
    "target": (
        *("text", "wanted", "note", "kind", "direction", "value", "deadline", "baseline", "minimum_change"),
        *("max_age_days", "indicator", "area", "judgement", "decision"),
    ),
    "indicator": (
        *("name", "what", "why", "how", "sentence", "sentence_negative", "unit", "parts", "decimals", "collected_by"),
        *(
            "basis",
            "source",
            "table",
            "url",
            "licence",
            "cadence",
            "grace_days",
            "next_publication",
            "owner",
            "contact",
        ),
    ),
    "budget": ("name", "year", "price_level", "adopted", "lines"),
    "story": ("title", "text", "date"),
}
"""The fields whose changes are listed first, where that is not the order of the release."""


def _compared(kind: FactKind) -> tuple[str, ...]:
    record = Target if kind == "target" else FACT_TYPES[kind]
    recorded = {*record.model_fields, *MADE_BY_RELEASE.get(kind, ())} - {"key", *NOT_COMPARED.get(kind, ())}
    names = dict.fromkeys((*_FIRST.get(kind, ()), *RELEASED[kind].model_fields))
    return tuple(name for name in names if name in recorded)


COMPARED_FIELDS: Mapping[FactKind, tuple[str, ...]] = {kind: _compared(kind) for kind in get_args(FactKind)}
"""The fields of each kind of fact that are compared, in the order in which their changes are listed."""
