"""Parse a downloaded `release.json` strictly, and explain why a file is not one."""

import json
import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from pydantic import ValidationError

from kobling.core.errors import KoblingError
from kobling.core.status import RULE_VERSIONS
from kobling.rooms.releases.document import FORMAT, Document

MAX_FILE_BYTES = 64 * 1024 * 1024
"""A release of 500 goals with 15 years of figures has a tenth of it."""
MAX_NUMBER_DIGITS = 40
"""No number in a release has half as many."""
MAX_FIELDS_SHOWN = 5
"""Invalid fields that the error names."""


class RejectionReason(StrEnum):
    """The reason why a file cannot be verified."""

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

    reason: RejectionReason
    found: str
    """The content at fault, safe to print."""


def parse_release(text: bytes) -> Document:
    """Return the document of a file. Raises NotARelease."""
    if len(text) > MAX_FILE_BYTES:
        raise NotARelease(RejectionReason.TOO_LARGE, str(len(text)))
    content = _parse_json(text)
    found = content.get("format") if isinstance(content, dict) else None
    if found != FORMAT:
        raise NotARelease(RejectionReason.ANOTHER_FORMAT, _printable(found))
    if content.get("rule_version") not in RULE_VERSIONS:
        raise NotARelease(RejectionReason.ANOTHER_RULE, _printable(content.get("rule_version")))
    try:
        return Document.model_validate_json(text, strict=True)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_context=False, include_input=False)
        fields = [".".join(map(str, problem["loc"])) for problem in problems[:MAX_FIELDS_SHOWN]]
        raise NotARelease(RejectionReason.FIELDS_DO_NOT_FIT, _printable(", ".join(fields))) from None


def _parse_json(text: bytes) -> Any:
    """Parse strict JSON: no NaN, no number too large for a float, no repeated field."""
    try:
        return json.loads(
            text.decode(),
            object_pairs_hook=_unique_fields,
            parse_constant=_reject_number,
            parse_float=_finite_float,
            parse_int=_bounded_int,
        )
    except UnicodeDecodeError as error:
        raise NotARelease(RejectionReason.NOT_UTF8, str(error.start)) from None
    except json.JSONDecodeError as error:
        raise NotARelease(RejectionReason.NOT_JSON, f"{error.lineno}:{error.colno}") from None
    except RecursionError:
        raise NotARelease(RejectionReason.TOO_DEEP, "") from None


def _unique_fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _value in pairs]
        repeated = next(name for name in fields if names.count(name) > 1)
        raise NotARelease(RejectionReason.REPEATED_FIELD, _printable(repeated))
    return fields


def _reject_number(written: str) -> NoReturn:
    raise NotARelease(RejectionReason.NOT_A_NUMBER, _printable(written))


def _finite_float(written: str) -> float:
    number = float(written)
    return number if math.isfinite(number) else _reject_number(written)


def _bounded_int(written: str) -> int:
    return int(written) if len(written) <= MAX_NUMBER_DIGITS else _reject_number(written)


def _printable(found: object) -> str:
    """Return untrusted content without control characters and of limited length."""
    plain = found if isinstance(found, str) else repr(found)
    short = plain if len(plain) <= 200 else plain[:200] + "…"
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in short)


def not_a_release_message(error: NotARelease) -> str:
    """Return the error and its remedy in the active language."""
    messages = {
        RejectionReason.TOO_LARGE: _("The file has %(found)s bytes. No release is larger than %(largest)d bytes."),
        RejectionReason.NOT_UTF8: _(
            "The file is not text in UTF-8; byte number %(found)s is wrong. Download it again."
        ),
        RejectionReason.NOT_JSON: _(
            "The file is not JSON, or is cut off: see line:column %(found)s. Download it again."
        ),
        RejectionReason.NOT_A_NUMBER: _("The file has %(found)s where a number belongs. No release has that."),
        RejectionReason.TOO_DEEP: _("The file has lists within lists, deeper than any release has."),
        RejectionReason.REPEATED_FIELD: _(
            "The file has the field %(found)s twice in one place, so it can be read in two ways."
        ),
        RejectionReason.ANOTHER_FORMAT: _(
            "The file says its format is %(found)s, and this program reads %(format)s. Download data/release.json."
        ),
        RejectionReason.ANOTHER_RULE: _(
            "The file was made with version %(found)s of the status rule, and this program knows versions %(rules)s."
        ),
        RejectionReason.FIELDS_DO_NOT_FIT: _(
            "These fields of the file are missing, unknown or of the wrong kind: %(found)s."
        ),
    }
    return messages[error.reason] % {
        "found": error.found,
        "largest": MAX_FILE_BYTES,
        "format": FORMAT,
        "rules": ", ".join(map(str, RULE_VERSIONS)),
    }
