"""Find which facts name which, in what is stored already.

The bodies are read as they were at this migration, so that it does the same however the records change later.
"""

from collections.abc import Mapping, Sequence

from django.db import migrations

from kobling.rooms.facts.find_references import find_references

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


class Migration(migrations.Migration):
    dependencies = [("facts", "0004_references")]
    operations = [find_references(NAMED)]
