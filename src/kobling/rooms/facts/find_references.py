"""Make the table of references anew in a migration, where a field has become a reference, or is none any more."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def find_references(named: Mapping[str, Mapping[str, Sequence[str]]]) -> migrations.RunPython:
    """Return a migration operation that finds which present facts name which.

    named   by kind of fact, and by the kind of what they name: the paths of the fields that hold keys, as they are at
            the migration, so that it does the same however the records change later
    """

    def find(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        database, reference = editor.connection.alias, apps.get_model("facts", "Reference")
        reference.objects.using(database).all().delete()
        for fact in apps.get_model("facts", "Fact").objects.using(database).iterator():
            body = json.loads(fact.body)
            found = {
                (kind, key)
                for kind, paths in named.get(fact.kind, {}).items()
                for path in paths
                for key in _values(body, *path.split("."))
            }
            reference.objects.using(database).bulk_create(
                reference(municipality_id=fact.municipality_id, kind=fact.kind, key=fact.key, to_kind=kind, to_key=key)
                for kind, key in sorted(found)
            )

    return migrations.RunPython(find, elidable=False)


def _values(value: Any, *path: str) -> Iterator[str]:
    """Yield the keys at a path in a body, through every list on the way."""
    if isinstance(value, list):
        for inner in value:
            yield from _values(inner, *path)
    elif path and value is not None:
        yield from _values(value.get(path[0]), *path[1:])
    elif value is not None:
        yield value
