"""Who may read a release that is not public yet."""

from datetime import datetime

from kobling.records.rights import Right
from kobling.rooms.facts.permissions import Access
from kobling.rooms.releases.queries import ReleaseSummary, embargo_readers


def may_read_release(access: Access, release: ReleaseSummary, at: datetime) -> bool:
    """Return whether a user may read what a release holds now.

    A draft is for all who may read drafts. Under embargo, a release is for those who may approve it and for the
    readers that they have named.
    """
    if not release.is_under_embargo(at):
        return access.may(Right.READ_DRAFTS)
    return access.may(Right.APPROVE_RELEASES) or access.user.key in embargo_readers(release)
