"""What StatBank means when it says no: read by its code, since the text differs by language and by year."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from kobling.sources.registers.asking import SaidNo
from kobling.sources.registers.parts import Part, shown

TOO_LARGE = frozenset({"EXTRACT-TOOBIG", "REQUEST-LIMIT"})
"""Two codes for one thing: which of them is said, nobody who has written it down agrees on."""
MEANING = {
    "EXTRACT-NOTFOUND": "source_not_found",
    "EXTRACT-NOTALLOWED": "source_not_allowed",
    "REQUEST-MISSING": "source_misses",
    "REQUEST-EMPTY": "source_misses",
    **dict.fromkeys(TOO_LARGE, "source_too_large"),
}


def code_of(no: SaidNo) -> str:
    """Return StatBank's code for what is wrong; nothing where it gave none."""
    return _told(no).get("errorTypeCode", "")


@contextmanager
def explaining(at: Part) -> Iterator[None]:
    """Say in words what StatBank refuses."""
    try:
        yield
    except SaidNo as no:
        explain(no, at=at)


def explain(no: SaidNo, *, at: Part) -> NoReturn:
    """Refuse in words what StatBank refused, with its own sentence."""
    told = _told(no)
    code = MEANING.get(told.get("errorTypeCode", ""))
    if code is None:
        raise no
    at.refuse(code, said=shown(told.get("message", "")), request=no.request_id or "?")


def _told(no: SaidNo) -> dict[str, str]:
    """Return the texts of the body, which is nothing where it is no JSON object: a page, for one."""
    try:
        told = json.loads(no.body)
    except (ValueError, RecursionError):
        return {}
    return {name: text for name, text in told.items() if isinstance(text, str)} if isinstance(told, dict) else {}
