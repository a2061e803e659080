"""Find which facts name which, in what is stored already.

The bodies are read as they were at this migration, so that it does the same however the records change later.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

NAMED: Mapping[str, Mapping[str, Sequence[str]]] = {
    "municipality": {"source": ("beside.sources", "beside.group.sources", "notes.sources")},
    "body": {"source": ("sources",), "body": ("ended_by.body",)},
    "unit": {"unit": ("parent",), "body": ("serves",), "source": ("sources",)},
    "leader": {"unit": ("unit",), "source": ("sources",)},
    "vision": {"term": ("term",), "source": ("sources",), "body": ("decision.body",)},
    "theme": {"term": ("term",), "source": ("sources",), "body": ("decision.body", "ended_by.body")},
    "goal": {
        "term": ("term",),
        "theme": ("themes",),
        "indicator": ("context", "targets.indicator"),
        "source": ("sources", "wordings.sources", "targets.sources", "targets.judgements.sources"),
        "body": (
            "responsible",
            "committees",
            "wordings.decision.body",
            "ended_by.body",
            "targets.decision.body",
            "targets.judgements.body",
        ),
    },
    "decision": {
        "body": ("body",),
        "term": ("term",),
        "theme": ("themes",),
        "goal": ("goals",),
        "policy": ("policies",),
        "initiative": ("initiatives",),
        "source": ("sources",),
    },
    "priority": {
        "term": ("term",),
        "body": ("committee", "decision.body"),
        "goal": ("goal",),
        "source": ("sources",),
    },
    "joint_meeting": {
        "term": ("term",),
        "body": ("bodies", "decision.body"),
        "goal": ("goals",),
        "source": ("sources",),
    },
    "policy": {
        "term": ("term",),
        "theme": ("themes",),
        "goal": ("goals", "replaced_by.goals"),
        "policy": ("replaced_by.policies",),
        "source": ("sources",),
        "body": ("decision.body", "replaced_by.decision.body"),
    },
    "track": {"term": ("term",), "goal": ("goals",), "unit": ("units",), "source": ("sources",)},
    "budget": {
        "term": ("term",),
        "track": ("lines.track", "sums.track", "remainders.track"),
        "body": ("decision.body", "lines.committee", "sums.committee", "remainders.committee"),
        "unit": ("lines.unit", "sums.unit", "remainders.unit"),
        "source": ("sources", "lines.sources", "sums.sources", "remainders.sources"),
    },
    "agreement": {
        "term": ("term",),
        "unit": ("units",),
        "body": ("bodies", "decision.body"),
        "goal": ("goals", "own_goals.goals"),
        "budget": ("budget",),
        "source": ("sources",),
    },
    "commitment": {
        "term": ("term",),
        "leader": ("leader",),
        "theme": ("theme",),
        "goal": ("goal",),
        "commitment": ("handed_on_from",),
        "source": ("sources",),
    },
    "indicator": {
        "source": ("sources",),
        "indicator": ("derived.of", "derived.out_of", "derived.inhabitants"),
    },
    "initiative": {
        "term": ("term",),
        "unit": ("owner", "contributors"),
        "goal": ("goals",),
        "source": ("sources",),
        "body": ("ending.decision.body", "decision.body"),
    },
    "story": {"goal": ("goals",), "source": ("sources",)},
}
"""The fields of each kind of fact that hold keys, by the kind of the fact they name."""


def _values(value: Any, *path: str) -> Iterator[str]:
    """Yield the keys at a path in a body, through every list on the way."""
    if isinstance(value, list):
        for inner in value:
            yield from _values(inner, *path)
    elif path and value is not None:
        yield from _values(value.get(path[0]), *path[1:])
    elif value is not None:
        yield value


def find_references(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    database, reference = editor.connection.alias, apps.get_model("facts", "Reference")
    for fact in apps.get_model("facts", "Fact").objects.using(database).iterator():
        body = json.loads(fact.body)
        named = {
            (kind, key)
            for kind, fields in NAMED.get(fact.kind, {}).items()
            for field in fields
            for key in _values(body, *field.split("."))
        }
        reference.objects.using(database).bulk_create(
            reference(municipality_id=fact.municipality_id, kind=fact.kind, key=fact.key, to_kind=kind, to_key=key)
            for kind, key in sorted(named)
        )


class Migration(migrations.Migration):
    dependencies = [("facts", "0004_references")]
    operations = [migrations.RunPython(find_references, elidable=False)]
