"""The fields of all records that refer to facts, and the lists that those facts are found in."""

from collections.abc import Mapping

from kobling.records.base import Fact, Record
from kobling.records.facts import FACT_TYPES, LISTS, MunicipalityFacts
from kobling.records.references import record_types, referring_fields


def referred_types(record_type: type[Record]) -> Mapping[str, type[Fact]]:
    """Return the type of fact that each field of a type of record refers to.

    Raises TypeError where there are no such facts, or a field is a key and does not say of what.
    """
    kinds = referring_fields(record_type)
    if unknown := {name: kind for name, kind in kinds.items() if kind not in FACT_TYPES}:
        raise TypeError(
            f"{record_type.__name__} refers to {unknown}, and there are only {sorted(FACT_TYPES)}:"
            " correct RefersTo, or add a list of such facts to MunicipalityFacts"
        )
    return {name: FACT_TYPES[kind] for name, kind in kinds.items()}


REFERENCE_FIELDS: Mapping[type[Record], Mapping[str, type[Fact]]] = {
    record_type: referred_types(record_type) for record_type in record_types(MunicipalityFacts)
}
"""The type of fact that each field refers to, by type of record and name of field."""


def unknown_key_code(kind: str) -> str:
    """Return the code of the problem that a key is of no fact of this kind."""
    return f"unknown_{kind}"


UNKNOWN_KEY_CODES = frozenset(
    unknown_key_code(record_type.KIND) for fields in REFERENCE_FIELDS.values() for record_type in fields.values()
)

KEYED_LISTS: Mapping[str, type[Fact]] = {
    name: record_type for name, record_type in LISTS.items() if "key" in record_type.model_fields
}
"""The lists of MunicipalityFacts whose records have a key, and the type of their records."""
