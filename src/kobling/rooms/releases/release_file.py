"""The file of a release: its document, checksum and approval."""

import hashlib
from datetime import datetime

from kobling.rooms.records import Record
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

    def has_valid_checksum(self) -> bool:
        """Return whether the document matches the checksum."""
        return checksum(self.document.canonical_bytes()) == self.sha256


def checksum(document: bytes) -> str:
    """Return the SHA-256 of a document serialized to canonical JSON (`Document.canonical_bytes`), in hexadecimal."""
    return hashlib.sha256(document).hexdigest()
