"""The text that the edits of a change draft are stored as: JSON, each fact as versions store it, with its shape.

Beside them the answers to what is unlikely in them.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from pydantic import TypeAdapter

from kobling.records.base import Fact, Record
from kobling.records.indicators import Measurement
from kobling.rooms.changes.actions import AnsweredWarning, KeptAnswers
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.facts.bodies import parse, serialize, stored_kind
from kobling.rooms.facts.kinds import FactKind

_FIGURES = TypeAdapter(tuple[Measurement, ...])


def edits_to_json(edits: Edits) -> str:
    """Return edits as stored text."""
    contents = {
        "facts": [_edit_to_json(edit) for edit in edits.facts],
        "added": _FIGURES.dump_python(edits.added, mode="json", exclude_defaults=True),
        "removed": _FIGURES.dump_python(edits.removed, mode="json", exclude_defaults=True),
    }
    return json.dumps(contents, ensure_ascii=False)


def edits_from_json(text: str) -> Edits:
    """Return stored edits. Raises WrittenByNewer where a newer version of the program has written them."""
    contents = json.loads(text)
    return Edits(
        facts=tuple(_edit_from_json(edit) for edit in contents["facts"]),
        added=_FIGURES.validate_python(contents["added"]),
        removed=_FIGURES.validate_python(contents["removed"]),
    )


def answers_to_json(answered: Sequence[AnsweredWarning]) -> str | None:
    """Return the answers to what is unlikely as stored text; None where there are none."""
    return json.dumps([one.kept() for one in answered], ensure_ascii=False, default=str) if answered else None


def answers_from_json(text: str | None) -> KeptAnswers:
    """Return stored answers."""
    answers: KeptAnswers = json.loads(text) if text else ()
    return answers


def _edit_to_json(edit: FactEdit) -> dict[str, Any]:
    kind, _key = edit.name
    return {
        "kind": kind.name,
        "shape": kind.shape,
        "before": edit.before and serialize(edit.before),
        "after": edit.after and serialize(edit.after),
        "place": edit.place,
    }


def _edit_from_json(edit: Mapping[str, Any]) -> FactEdit:
    kind = stored_kind(edit["kind"])
    before, after = (_fact(kind, edit["shape"], edit[name]) for name in ("before", "after"))
    return FactEdit(before, after, edit["place"])


def _fact(kind: FactKind, shape: int, body: str | None) -> Fact | None:
    if body is None:
        return None
    record: Record
    (record,) = parse(kind, [(shape, body)])
    return cast("Fact", record)
