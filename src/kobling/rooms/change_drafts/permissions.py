"""Who reads a change draft, and who approves it."""

from kobling.records.rights import Right
from kobling.rooms.change_drafts.records import ChangeDraft, DraftHead, DraftState
from kobling.rooms.changes.permissions import may_change
from kobling.rooms.facts.permissions import Access


def may_read(access: Access, draft: DraftHead) -> bool:
    """Return whether a user reads a draft: its author, those it is shared with, those who approve it, or have done."""
    took_part = {draft.author, *draft.readers, *(event.by for event in draft.events)}
    is_asked = draft.state is DraftState.WAITING and access.may(Right.APPROVE_CHANGES)
    return not access.user.closed and (access.user.key in took_part or is_asked)


def may_approve(access: Access, draft: ChangeDraft) -> bool:
    """Return whether a user may approve and apply a draft now, or send it back: never its author."""
    return draft.state is DraftState.WAITING and approves(access, draft)


def approves(access: Access, draft: ChangeDraft) -> bool:
    """Return whether a user is one of those who approve a draft when it waits."""
    return draft.author != access.user.key and access.may(Right.APPROVE_CHANGES) and may_change(access, draft.edits)
