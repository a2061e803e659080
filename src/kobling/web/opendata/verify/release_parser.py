"""Open a downloaded `release.json`, whoever it comes from, or say in words why it is not one."""

import json
import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from pydantic import ValidationError

from kobling.core.errors import KoblingError
from kobling.core.status import RULE_VERSION
from kobling.rooms.releases.document import FORMAT, Document

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes. A release of 500 goals with 15 years of figures has a tenth of it."""
LONGEST_NUMBER = 40
"""Digits. No number in a release has half of them."""
SHOWN = 5
"""How many of the fields that do not fit are named."""


class Reason(StrEnum):
    """Why a file is not a release that can be verified."""

    TOO_LARGE = "too_large"
    NOT_UTF8 = "not_utf8"
    NOT_JSON = "not_json"
    NOT_A_NUMBER = "not_a_number"
    TOO_DEEP = "too_deep"
    REPEATED_FIELD = "repeated_field"
    ANOTHER_FORMAT = "another_format"
    ANOTHER_RULE = "another_rule"
    FIELDS_DO_NOT_FIT = "fields_do_not_fit"


@dataclass(eq=False)
class NotARelease(KoblingError):
    """A file is not a release that can be verified."""

    reason: Reason
    found: str
    """What was found, safe to print."""

    def __str__(self) -> str:
        """Say it in English."""
        return f"the file cannot be verified ({self.reason}): {self.found}"


def opened(text: bytes) -> Document:
    """Return the document in a file. Raises NotARelease."""
    if len(text) > LARGEST_FILE:
        raise NotARelease(Reason.TOO_LARGE, str(len(text)))
    content = _parsed(text)
    found = content.get("format") if isinstance(content, dict) else None
    if found != FORMAT:
        raise NotARelease(Reason.ANOTHER_FORMAT, _shown(found))
    if content.get("rule_version") != RULE_VERSION:
        raise NotARelease(Reason.ANOTHER_RULE, _shown(content.get("rule_version")))
    try:
        return Document.model_validate_json(text, strict=True)
    except ValidationError as trouble:
        problems = trouble.errors(include_url=False, include_context=False, include_input=False)
        places = [".".join(map(str, problem["loc"])) for problem in problems[:SHOWN]]
        raise NotARelease(Reason.FIELDS_DO_NOT_FIT, _shown(", ".join(places))) from None


def _parsed(text: bytes) -> Any:
    """Read strict JSON: no NaN, no number too large for a float, no field twice."""
    try:
        return json.loads(
            text.decode(),
            object_pairs_hook=_once_each,
            parse_constant=_not_a_number,
            parse_float=_finite,
            parse_int=_short,
        )
    except UnicodeDecodeError as trouble:
        raise NotARelease(Reason.NOT_UTF8, str(trouble.start)) from None
    except json.JSONDecodeError as trouble:
        raise NotARelease(Reason.NOT_JSON, f"{trouble.lineno}:{trouble.colno}") from None
    except RecursionError:
        raise NotARelease(Reason.TOO_DEEP, "") from None


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in fields if names.count(name) > 1)
        raise NotARelease(Reason.REPEATED_FIELD, _shown(twice))
    return fields


def _not_a_number(written: str) -> NoReturn:
    raise NotARelease(Reason.NOT_A_NUMBER, _shown(written))


def _finite(written: str) -> float:
    number = float(written)
    return number if math.isfinite(number) else _not_a_number(written)


def _short(written: str) -> int:
    return int(written) if len(written) <= LONGEST_NUMBER else _not_a_number(written)


def _shown(found: object) -> str:
    """Return something of a stranger's so that no terminal obeys it and no line is filled with it."""
    plain = found if isinstance(found, str) else repr(found)
    short = plain if len(plain) <= 200 else plain[:200] + "…"
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in short)


def explain(refusal: NotARelease) -> str:
    """Return what is wrong with a file and what to do, in the active language."""
    said = {
        Reason.TOO_LARGE: _("The file has %(found)s bytes. No release is larger than %(largest)d bytes."),
        Reason.NOT_UTF8: _("The file is not text in UTF-8; byte number %(found)s is wrong. Download it again."),
        Reason.NOT_JSON: _("The file is not JSON, or is cut off: see line:column %(found)s. Download it again."),
        Reason.NOT_A_NUMBER: _("The file has %(found)s where a number belongs. No release has that."),
        Reason.TOO_DEEP: _("The file has lists within lists, deeper than any release has."),
        Reason.REPEATED_FIELD: _("The file has the field %(found)s twice in one place, so it can be read in two ways."),
        Reason.ANOTHER_FORMAT: _(
            "The file says its format is %(found)s, and this program reads %(format)s. Download data/release.json."
        ),
        Reason.ANOTHER_RULE: _(
            "The file was made with version %(found)s of the status rule, and this program has version %(rule)d."
        ),
        Reason.FIELDS_DO_NOT_FIT: _("These fields of the file are missing, unknown or of the wrong kind: %(found)s."),
    }
    return said[refusal.reason] % {
        "found": refusal.found,
        "largest": LARGEST_FILE,
        "format": FORMAT,
        "rule": RULE_VERSION,
    }
