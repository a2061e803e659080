"""What bodies of the present shape of every kind of fact hold at least, and what they leave out.

    python -m tests.rooms.facts.shapes      write shapes.json, for a new kind or after a new upgrade

A field that is optional needs no line there: no body lacks it.
"""

import json
import os
from pathlib import Path

FILE = Path(__file__).with_name("shapes.json")


def shape(kind):
    """Return the number of a kind's shape, and of every record in it the fields, their defaults and references."""
    from pydantic_core import to_jsonable_python

    from kobling.records.references import record_types, referring_fields

    records = {}
    for record in record_types(kind.record):
        required = [name for name, field in record.model_fields.items() if field.is_required()]
        defaults = {
            name: to_jsonable_python(field.get_default(call_default_factory=True))
            for name, field in record.model_fields.items()
            if name not in required
        }
        references = dict(referring_fields(record))
        records[record.__name__] = {"required": required, "defaults": defaults, "references": references}
    return {"shape": kind.shape, "records": records}


def faults(kind, known):
    """Yield what bodies of the same shape, with these fields, would be read wrongly by."""
    upgrade = f"add a function to UPGRADES of {kind.record.__name__}, and run: python -m tests.rooms.facts.shapes"
    present = shape(kind)
    if present["shape"] != known["shape"]:
        yield f"{kind.name} has shape {present['shape']}, not {known['shape']}: run python -m tests.rooms.facts.shapes"
        return
    for name, fields in known["records"].items():
        now = present["records"].get(name)
        if now is None:
            yield f"{name} is not in {kind.record.__name__} any more, and bodies have it: {upgrade}"
            continue
        for field in [*fields["required"], *fields["defaults"]]:
            if field not in now["required"] and field not in now["defaults"]:
                yield f"{name}.{field} is gone, and bodies have it: {upgrade}"
        for field in now["required"]:
            if field not in fields["required"]:
                yield f"{name}.{field} has to be there, and bodies lack it: {upgrade}"
        for field, default in fields["defaults"].items():
            if field in now["defaults"] and now["defaults"][field] != default:
                yield f"{name}.{field} is left out of bodies where it is {default!r}: {upgrade}"
        yield from _other_references(name, fields, now["references"])


def _other_references(name, fields, now):
    """Yield the fields that refer to something else than they did when the table of references was made."""
    for field in [*fields["required"], *fields["defaults"]]:
        was, refers_to = fields["references"].get(field), now.get(field)
        if was != refers_to:
            yield (
                f"{name}.{field} refers to {refers_to}, not {was}, and the table of references is as it was: make it"
                " anew in a migration with find_references of kobling.rooms.facts, as facts 0005 does, and run: python"
                " -m tests.rooms.facts.shapes"
            )


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    import django

    django.setup()
    from kobling.rooms.facts.kinds import KINDS

    shapes = {kind.name: shape(kind) for kind in KINDS}
    FILE.write_text(json.dumps(shapes, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
