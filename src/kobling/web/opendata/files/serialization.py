"""Serialize the open data as JSON, with the same bytes for the same content."""

import json
from typing import Any

from kobling.records.base import Record


def as_json(content: Any) -> bytes:
    """Return JSON that is the same, byte for byte, for the same content."""
    return (json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def record_as_json(record: Record) -> bytes:
    """Return a record as JSON, as the release document itself is written."""
    return (record.model_dump_json(indent=1) + "\n").encode()
