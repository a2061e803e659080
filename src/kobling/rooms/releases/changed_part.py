"""The part of a release document that its own changes name: what is read of an earlier release for the feed."""

from collections.abc import Iterator
from typing import Any

from pydantic_core import from_json, to_json

from kobling.rooms.releases.document import Document


def changed_part(content: str) -> Document:
    """Return a stored document with the goals and indicators that its own changes are about, and no others.

    Of its history it has what is new in it, of the releases before it the newest one, and it has no chain. Themes and
    initiatives still list all their goals. Its checksum is not that of the release.
    """
    document: dict[str, Any] = from_json(content)
    history = [change for change in document.get("history", ()) if change["release"] == document["number"]]
    named = {*_named(document, history)}
    goals, former = (
        [goal for goal in document.get(field, ()) if goal["key"] in named] for field in ("goals", "former_goals")
    )
    measures = {target["indicator"] for goal in (*goals, *former) for target in goal["targets"]}
    part = document | {
        "goals": goals,
        "former_goals": former,
        "indicators": [one for one in document["indicators"] if one["key"] in named | measures],
        "history": history,
        "earlier": document["earlier"][:1],
        "chain": None,
    }
    # Read as the whole document is, so that every value becomes the same.
    return Document.model_validate_json(to_json(part))


def _named(document: dict[str, Any], history: list[dict[str, Any]]) -> Iterator[str]:
    """Yield every key that a change names: of what changed, and of what it was and is."""
    for change in document["changes"]:
        yield change["goal"]
    for change in history:
        yield from (change[field] for field in ("key", "goal", "before", "now") if isinstance(change[field], str))
    changed = {change["key"] for change in history if change["fact"] == "initiative"}
    for initiative in document["initiatives"]:
        if initiative["key"] in changed:
            yield from initiative["goals"]
