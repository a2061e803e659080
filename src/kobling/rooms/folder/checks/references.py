"""Every key that points somewhere leads there, and no key or address is given twice."""

from collections.abc import Iterable, Iterator

from kobling.rooms.chain.records import Goal, Theme
from kobling.rooms.folder.checks.context import CheckContext, FieldPath, nested_records
from kobling.rooms.folder.references import KEYED_LISTS, REFERENCE_FIELDS
from kobling.rooms.indicators.records import Measurement
from kobling.rooms.records import Record


def check_references(look: CheckContext) -> None:
    """Refuse keys that lead nowhere, and keys that stand twice in one list."""
    known = {
        kind: {record.key for record in getattr(look.facts, name)} | look.gaps.declared.get(kind, set())
        for name, kind in KEYED_LISTS.items()
    }
    options = {kind: tuple(sorted(keys)) for kind, keys in known.items()}
    told: set[tuple[type[Record], str]] = set()
    for record in look.records():
        for path, kind, key, repeated in _pointers(record):
            lost = key not in known[kind] and kind not in look.gaps.unread
            # A whole series may point at what is not there; once is enough.
            if lost and not (isinstance(record, Measurement) and (kind, key) in told):
                look.say(record, path, f"unknown_{kind.__name__.lower()}", key, options[kind], near=True)
                told.add((kind, key))
            if repeated:
                look.say(record, path, "repeated_reference", key)


def _pointers(record: Record) -> Iterator[tuple[FieldPath, type[Record], str, bool]]:
    """Yield every key in a record that points: where it stands, at what, and whether its list has it already."""
    for path, part in nested_records(record):
        for field, kind in REFERENCE_FIELDS.get(type(part), {}).items():
            value = getattr(part, field)
            if isinstance(value, tuple):
                yield from (((*path, field, index), kind, key, key in value[:index]) for index, key in enumerate(value))
            elif value is not None:
                yield (*path, field), kind, value, False


def check_unique_keys(look: CheckContext) -> None:
    """Refuse a key that two records of one kind share, or two targets of one goal."""
    for name in KEYED_LISTS:
        _once(look, [(record, (), record.key) for record in getattr(look.facts, name)])
    for goal in look.facts.goals:
        _once(look, [(goal, ("targets", index), target.key) for index, target in enumerate(goal.targets)])


def _once(look: CheckContext, keyed: Iterable[tuple[Record, FieldPath, str]]) -> None:
    seen: dict[str, tuple[Record, FieldPath]] = {}
    for record, path, key in keyed:
        if key in seen:
            first, where = seen[key]
            look.say(record, (*path, "key"), "repeated_key", key, (look.places.of(first, *where, "key"),))
        seen.setdefault(key, (record, path))


def check_unique_slugs(look: CheckContext) -> None:
    """Refuse an address that two themes or two goals share in one language, former addresses of goals included."""
    for records in (look.facts.themes, look.facts.goals):
        for language in ("da", "en"):
            seen: dict[str, tuple[Record, FieldPath]] = {}
            for record in records:
                for slug, path in _slugs(record, language):
                    if slug in seen:
                        first, where = seen[slug]
                        look.say(record, path, "repeated_slug", slug, (look.places.of(first, *where),))
                    seen.setdefault(slug, (record, path))


def _slugs(record: Theme | Goal, language: str) -> Iterator[tuple[str, FieldPath]]:
    """Yield every address a theme or goal has or has had in a language, and where it is written."""
    yield getattr(record.slug, language), ("slug", language)
    if isinstance(record, Goal):
        for index, slug in enumerate(record.former_slugs):
            yield slug, ("former_slugs", index)
