"""Answers kept in a folder with their date, for what changes seldom: catalogues and descriptions of tables."""

import json
import logging
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from kobling.sources.registers.shape import Raw

log = logging.getLogger(__name__)


def kept(folder: Path, query: str, *, max_age: timedelta, now: datetime) -> Raw | None:
    """Return the answer that a question had, unless it is too old, damaged, or never came."""
    file = _file(folder, query)
    try:
        head, _, body = file.read_bytes().partition(b"\n")
        told = json.loads(head)
        raw = Raw(query, body, told["content_type"], datetime.fromisoformat(told["received"]), told["request_id"])
        whole = told["query"] == query and told["sha256"] == raw.sha256
        fresh = timedelta(0) <= now - raw.received <= max_age
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("%s cannot be read (%s); the source is asked again", file, error)
        return None
    if not whole:
        log.warning("%s is not what was written; the source is asked again", file)
    return raw if whole and fresh else None


def keep(folder: Path, raw: Raw) -> None:
    """Keep an answer, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    head = {
        "query": raw.query,
        "content_type": raw.content_type,
        "received": raw.received.isoformat(),
        "request_id": raw.request_id,
        "sha256": raw.sha256,
    }
    with NamedTemporaryFile(dir=folder, delete=False) as half:
        half.write(json.dumps(head, ensure_ascii=False).encode() + b"\n" + raw.body)
    Path(half.name).replace(_file(folder, raw.query))


def _file(folder: Path, query: str) -> Path:
    return folder / f"{sha256(query.encode()).hexdigest()}.answer"
