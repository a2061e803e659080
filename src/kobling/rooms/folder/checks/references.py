"""Check that every reference leads to a record, and that keys and slugs are unique."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from kobling.rooms.chain.records import Goal, Theme
from kobling.rooms.folder.checks.context import CheckContext, FieldPath, nested_records
from kobling.rooms.folder.references import KEYED_LISTS, REFERENCE_FIELDS, unknown_key_code
from kobling.rooms.indicators.records import Measurement
from kobling.rooms.records import Record

SluggedRecord = TypeVar("SluggedRecord", Theme, Goal)


def check_references(context: CheckContext) -> None:
    """Report references to unknown keys, and keys that occur twice in one list."""
    known = {
        record_type: {record.key for record in getattr(context.facts, name)}
        | context.gaps.rejected_keys.get(record_type, set())
        for name, record_type in KEYED_LISTS.items()
    }
    options = {record_type: tuple(sorted(keys)) for record_type, keys in known.items()}
    reported: set[tuple[type[Record], str]] = set()
    for record in context.records():
        for path, record_type, key, is_repeated in _references(record):
            is_unknown = key not in known[record_type] and record_type not in context.gaps.incomplete_types
            # All measurements of a series may have the same unknown key; it is reported once.
            if is_unknown and not (isinstance(record, Measurement) and (record_type, key) in reported):
                context.report(record, path, unknown_key_code(record_type), key, options[record_type], suggest=True)
                reported.add((record_type, key))
            if is_repeated:
                context.report(record, path, "repeated_reference", key)


def _references(record: Record) -> Iterator[tuple[FieldPath, type[Record], str, bool]]:
    """Yield every reference in a record: its path, the type of its target, its key, and whether it is repeated."""
    for path, nested in nested_records(record):
        for field, record_type in REFERENCE_FIELDS.get(type(nested), {}).items():
            value = getattr(nested, field)
            if isinstance(value, tuple):
                yield from (
                    ((*path, field, index), record_type, key, key in value[:index]) for index, key in enumerate(value)
                )
            elif value is not None:
                yield (*path, field), record_type, value, False


def check_unique_keys(context: CheckContext) -> None:
    """Report keys that two records of one type, or two targets of one goal, share."""
    for name in KEYED_LISTS:
        _report_repeated_keys(context, [(record, (), record.key) for record in getattr(context.facts, name)])
    for goal in context.facts.goals:
        _report_repeated_keys(
            context, [(goal, ("targets", index), target.key) for index, target in enumerate(goal.targets)]
        )


def _report_repeated_keys(context: CheckContext, keys: Iterable[tuple[Record, FieldPath, str]]) -> None:
    first_uses: dict[str, tuple[Record, FieldPath]] = {}
    for record, path, key in keys:
        if key in first_uses:
            first, first_path = first_uses[key]
            context.report(
                record, (*path, "key"), "repeated_key", key, (context.locations.locate(first, *first_path, "key"),)
            )
        first_uses.setdefault(key, (record, path))


def check_unique_slugs(context: CheckContext) -> None:
    """Report slugs that two themes or two goals share in one language, including former slugs of goals.

    A record that was copied with its key is reported for the key alone.
    """
    for records in (_first_by_key(context.facts.themes), _first_by_key(context.facts.goals)):
        for language in ("da", "en"):
            first_uses: dict[str, tuple[Record, FieldPath]] = {}
            for record in records:
                for slug, path in _slugs(record, language):
                    if slug in first_uses:
                        first, first_path = first_uses[slug]
                        context.report(
                            record, path, "repeated_slug", slug, (context.locations.locate(first, *first_path),)
                        )
                    first_uses.setdefault(slug, (record, path))


def _first_by_key(records: tuple[SluggedRecord, ...]) -> tuple[SluggedRecord, ...]:
    first: dict[str, SluggedRecord] = {}
    for record in records:
        first.setdefault(record.key, record)
    return tuple(first.values())


def _slugs(record: Theme | Goal, language: str) -> Iterator[tuple[str, FieldPath]]:
    """Yield the slug and former slugs of a theme or goal in a language, with their paths."""
    yield getattr(record.slug, language), ("slug", language)
    if isinstance(record, Goal):
        for index, slug in enumerate(record.former_slugs):
            yield slug, ("former_slugs", index)
