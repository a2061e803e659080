"""The file of a release: its document, checksum and approval."""

import hashlib
from datetime import datetime

from kobling.records.base import Record
from kobling.rooms.releases import embargo
from kobling.rooms.releases.document import Document


class ReleaseFile(Record):
    """A release as it is handed over, in a file or inside the house."""

    document: Document
    sha256: str
    """Of `document.canonical_bytes()`, in hexadecimal."""
    created_at: datetime
    created_by: str
    approved_at: datetime | None = None
    approved_by: str | None = None
    embargo_until: datetime | None = None
    """Before this moment it is not public."""

    @property
    def public_since(self) -> datetime | None:
        """The moment from which it is public: of its approval, or the end of its embargo; None for a draft."""
        return embargo.public_since(approved_at=self.approved_at, embargo_until=self.embargo_until)

    @property
    def published(self) -> datetime:
        """The moment it was published; of a draft, when it was made."""
        return self.public_since or self.created_at

    def has_valid_checksum(self) -> bool:
        """Return whether the document matches the checksum."""
        return checksum(self.document.canonical_bytes()) == self.sha256


def checksum(document: bytes) -> str:
    """Return the SHA-256 of a document serialized to canonical JSON (`Document.canonical_bytes`), in hexadecimal."""
    return hashlib.sha256(document).hexdigest()
