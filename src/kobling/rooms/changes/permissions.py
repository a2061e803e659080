"""Who may change facts as edits do, and whether another person has to approve it."""

from collections.abc import Iterator

from kobling.records.base import Fact
from kobling.rooms.changes.edits import Edits
from kobling.rooms.facts.changes import figure_identity
from kobling.rooms.facts.permissions import Access


def may_change(access: Access, edits: Edits) -> bool:
    """Return whether a user has the right to all that is changed, where it lies."""
    return all(access.may_change(before, after) for before, after in _sides(edits))


def needs_approval(access: Access, edits: Edits) -> bool:
    """Return whether any of it waits for another person."""
    return any(access.needs_approval(before, after) for before, after in _sides(edits))


def _sides(edits: Edits) -> Iterator[tuple[Fact | None, Fact | None]]:
    """Yield every fact and figure as it was and as it is to be."""
    yield from ((edit.before, edit.after) for edit in edits.facts)
    former = {figure_identity(figure): figure for figure in edits.removed}
    yield from ((former.pop(figure_identity(figure), None), figure) for figure in edits.added)
    yield from ((figure, None) for figure in former.values())
