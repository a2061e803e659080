"""Check that every reference leads to a record, and that keys and slugs are unique."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from kobling.records.base import Record
from kobling.records.chain import Goal, Theme
from kobling.records.facts import FACT_TYPES
from kobling.records.indicators import Measurement
from kobling.records.references import FieldPath, references
from kobling.rooms.folder.checks.context import CheckContext
from kobling.rooms.folder.references import KEYED_LISTS, unknown_key_code

SluggedRecord = TypeVar("SluggedRecord", Theme, Goal)


def check_references(context: CheckContext) -> None:
    """Report references to unknown keys, and keys that occur twice in one list."""
    known = {
        record_type.KIND: {record.key for record in getattr(context.facts, name)}
        | context.gaps.rejected_keys.get(record_type, set())
        for name, record_type in KEYED_LISTS.items()
    }
    options = {kind: tuple(sorted(keys)) for kind, keys in known.items()}
    incomplete = {kind for kind, record_type in FACT_TYPES.items() if record_type in context.gaps.incomplete_types}
    reported: set[tuple[str, str]] = set()
    for record in context.records():
        first_paths: dict[tuple[FieldPath, str], FieldPath] = {}
        for path, kind, key in references(record):
            is_unknown = key not in known[kind] and kind not in incomplete
            # All measurements of a series may have the same unknown key; it is reported once.
            if is_unknown and not (isinstance(record, Measurement) and (kind, key) in reported):
                context.report(record, path, unknown_key_code(kind), key, options[kind], suggest=True)
                reported.add((kind, key))
            if isinstance(path[-1], int) and first_paths.setdefault((path[:-1], key), path) != path:
                context.report(record, path, "repeated_reference", key)


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
