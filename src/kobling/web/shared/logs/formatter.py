"""Lines of the log, as `key=value` or as JSON, in which nothing stands that was part of a request or of the database.

A message is written only where it stands word for word in the source file that logs it, without the values that belong
in its places; of an exception its class and the lines that it passed, never its text. Everything else is the event's
own `fields`, which who logs it has chosen.
"""

import json
import linecache
import logging
import traceback
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

from kobling.web.shared.logs.request_id import REQUEST_ID

MAX_FRAMES = 12


class SafeFormatter(logging.Formatter):
    """Formats an event as one line."""

    def __init__(self, *, as_json: bool = False) -> None:
        """Choose JSON or `key=value`."""
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        fields = fields_of(record)
        if self._as_json:
            return json.dumps(fields, ensure_ascii=False)
        time, level, logger = (fields.pop(name) for name in ("time", "level", "logger"))
        return " ".join([time, level, logger, *(f"{name}={_value(value)}" for name, value in fields.items())])


def _value(value: Any) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if " " in text or '"' in text or not text else text


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """Return what is written of an event."""
    fields: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
    }
    if request := REQUEST_ID.get():
        fields["request"] = request
    own = getattr(record, "fields", None)
    if isinstance(own, dict):
        return fields | own
    if stands_in_source(str(record.msg), record.pathname):
        fields["message"] = str(record.msg)
    if isinstance(status := getattr(record, "status_code", None), int):
        fields["status"] = status
    fields["at"] = f"{_place(record.pathname)}:{record.lineno}"
    if record.exc_info and record.exc_info[0] is not None:
        fields |= _exception(record.exc_info[1], record.exc_info[2])
    return fields


@lru_cache(maxsize=1000)
def stands_in_source(message: str, file: str) -> bool:
    """Return whether a message is a text of the program, and so not made of anything that was typed."""
    return message in "".join(linecache.getlines(file))


def _exception(error: BaseException | None, trace: TracebackType | None) -> dict[str, Any]:
    frames = traceback.extract_tb(trace)[-MAX_FRAMES:]
    classes = []
    while error is not None:
        classes.append(f"{type(error).__module__}.{type(error).__qualname__}")
        error = error.__cause__ or error.__context__
    return {
        "exception": " < ".join(classes),
        "trace": " > ".join(f"{_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames),
    }


def _place(file: str) -> str:
    """Return the end of a path, which has nothing of the machine's accounts in it."""
    return "/".join(Path(file).parts[-3:])
