"""Translate StatBank's errors by their codes; their texts differ by language and by year."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from kobling.sources.registers.errors import DataLocation, excerpt
from kobling.sources.registers.http import RequestRejected

TOO_LARGE = frozenset({"EXTRACT-TOOBIG", "REQUEST-LIMIT"})
"""StatBank's codes for a query that is too large; descriptions of the API disagree on which of them is used."""
ERROR_CODES = {
    "EXTRACT-NOTFOUND": "source_not_found",
    "EXTRACT-NOTALLOWED": "source_not_allowed",
    "REQUEST-MISSING": "source_misses",
    "REQUEST-EMPTY": "source_misses",
    **dict.fromkeys(TOO_LARGE, "source_too_large"),
}
"""StatBank's code -> the code of a RegisterError."""


def statbank_code(rejected: RequestRejected) -> str:
    """Return StatBank's code of the error; empty where the response has none."""
    return _texts(rejected).get("errorTypeCode", "")


@contextmanager
def translate_errors(at: DataLocation) -> Iterator[None]:
    """Translate RequestRejected, where its code is known."""
    try:
        yield
    except RequestRejected as rejected:
        raise_translated(rejected, at=at)


def raise_translated(rejected: RequestRejected, *, at: DataLocation) -> NoReturn:
    """Raise RegisterError with StatBank's own sentence; RequestRejected itself where its code is unknown."""
    texts = _texts(rejected)
    code = ERROR_CODES.get(texts.get("errorTypeCode", ""))
    if code is None:
        raise rejected
    at.fail(code, said=excerpt(texts.get("message", "")), request=rejected.request_id or "?")


def _texts(rejected: RequestRejected) -> dict[str, str]:
    """Return the texts of the body; none where it is not a JSON object, such as an HTML page."""
    try:
        content = json.loads(rejected.body)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(content, dict):
        return {}
    return {name: text for name, text in content.items() if isinstance(text, str)}
