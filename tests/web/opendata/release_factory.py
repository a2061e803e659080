"""Keep a document as a release, as the strategy office does."""

from datetime import UTC, datetime

from kobling.rooms.releases import actions

MAKER, APPROVER = "maker-of-releases", "approver-of-releases"


def make_release(document, number, *, embargo_until=None, approve=True, corrects=None, reason=None):
    """Keep the document as a municipality's next release."""
    new = {"number": number, "corrects": corrects, "reason": reason, "earlier": ()}
    numbered = document.model_copy(update=new)
    at = datetime(2021, 2, number, 9, 0, tzinfo=UTC)
    head = actions.create_draft(document=numbered, host=None, by=MAKER, at=at)
    if approve:
        slug = document.municipality.slug
        anyway = None if corrects is None else "Den retter alene sin begrundelse."
        head = actions.approve(
            municipality=slug, number=number, embargo_until=embargo_until, by=APPROVER, at=at, anyway=anyway
        )
    return head
