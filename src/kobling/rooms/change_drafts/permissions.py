"""Who reads, applies and approves a change draft."""

from collections.abc import Iterator

from kobling.records.base import Fact
from kobling.records.rights import Right
from kobling.rooms.change_drafts.records import ChangeDraft, DraftState
from kobling.rooms.changes.edits import Edits
from kobling.rooms.facts.changes import figure_identity
from kobling.rooms.facts.permissions import Access


def may_read(access: Access, draft: ChangeDraft) -> bool:
    """Return whether a user reads a draft: its author, those it is shared with, those who approve it, or have done."""
    took_part = {draft.author, *draft.readers, *(event.by for event in draft.events)}
    approves = draft.state is DraftState.WAITING and access.may(Right.APPROVE_CHANGES)
    return not access.user.closed and (access.user.key in took_part or approves)


def may_approve(access: Access, draft: ChangeDraft) -> bool:
    """Return whether a user may approve and apply a draft, or send it back: never its author."""
    return (
        draft.state is DraftState.WAITING
        and draft.author != access.user.key
        and access.may(Right.APPROVE_CHANGES)
        and may_change(access, draft.edits)
    )


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
