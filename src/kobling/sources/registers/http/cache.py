"""A cache of responses on disk, for what changes seldom: catalogues and descriptions of tables.

One file for each request, with the day and time of its response.
"""

import json
import logging
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from kobling.sources.registers.data import RawResponse

log = logging.getLogger(__name__)


def get(folder: Path, request_text: str, *, max_age: timedelta, now: datetime) -> RawResponse | None:
    """Return the cached response to a request; None where there is none, or it is too old or damaged."""
    file = _file(folder, request_text)
    try:
        first_line, _, body = file.read_bytes().partition(b"\n")
        head = json.loads(first_line)
        response = RawResponse(
            request_text=request_text,
            body=body,
            content_type=head["content_type"],
            received_at=datetime.fromisoformat(head["received"]),
            request_id=head["request_id"],
        )
        is_intact = head["query"] == request_text and head["sha256"] == response.sha256
        is_fresh = timedelta(0) <= now - response.received_at <= max_age
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("%s cannot be read (%s); the source is asked again", file, error)
        return None
    if not is_intact:
        log.warning("%s is not what was written; the source is asked again", file)
    return response if is_intact and is_fresh else None


def put(folder: Path, response: RawResponse) -> None:
    """Cache a response in place of the former one, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    head = {
        "query": response.request_text,
        "content_type": response.content_type,
        "received": response.received_at.isoformat(),
        "request_id": response.request_id,
        "sha256": response.sha256,
    }
    with NamedTemporaryFile(dir=folder, delete=False) as file:
        file.write(json.dumps(head, ensure_ascii=False).encode() + b"\n" + response.body)
    Path(file.name).replace(_file(folder, response.request_text))


def _file(folder: Path, request_text: str) -> Path:
    return folder / f"{sha256(request_text.encode()).hexdigest()}.answer"
