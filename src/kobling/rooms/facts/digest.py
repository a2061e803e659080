"""The digest of a change set: it covers everything that was changed, and the digest of the change set before it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from kobling.rooms.facts.models import Version as VersionRow

GENESIS_DIGEST = "0" * 64
"""Stands for the digest of the change set before a municipality's first."""

VersionColumns = tuple[str, str, str, int, str | None]
"""Kind, key, position, shape and body."""


@dataclass(frozen=True)
class Header:
    """The columns of a change set that its digest covers."""

    code: str
    """The municipality's code."""
    number: int
    at: datetime
    by: str
    origin: str
    reason: str | None
    undoes: int | None
    accepted: str
    """JSON, as it is stored."""


@dataclass(frozen=True)
class Contents:
    """What a change set changes, as its rows in the database have it."""

    versions: Iterable[VersionColumns]
    added: Iterable[Mapping[str, Any]] = ()
    """The columns of figures."""
    removed: Iterable[Mapping[str, Any]] = ()
    drawings: Iterable[Mapping[str, Any]] = ()


def change_set_digest(previous: str, header: Header, contents: Contents) -> str:
    """Return the SHA-256 of a change set and the digest of the one before, in hexadecimal."""
    hashed = [
        previous,
        header.code,
        header.number,
        header.at.astimezone(UTC).isoformat(),
        header.by,
        str(header.origin),
        header.reason,
        header.undoes,
        header.accepted,
        sorted(contents.versions, key=lambda version: version[:2]),
        *(sorted(map(_text, rows)) for rows in (contents.added, contents.removed, contents.drawings)),
    ]
    return sha256(json.dumps(hashed, ensure_ascii=False).encode()).hexdigest()


def _text(columns: Mapping[str, Any]) -> str:
    """Return columns as JSON, without the empty ones: so a column that is added later changes no digest.

    A zero has no sign: SQLite keeps none.
    """
    filled = {name: value or 0 for name, value in columns.items() if value not in (None, "")}
    return json.dumps(filled, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: Any) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


def version_columns(version: VersionRow) -> VersionColumns:
    """Return what the digest of a change set covers of a version."""
    return version.kind, version.key, version.position, version.shape, version.body
