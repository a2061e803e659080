"""Why something was done, in a person's own words, as the audit trail and releases keep it."""

from pydantic import TypeAdapter, ValidationError

from kobling.core.errors import KoblingError
from kobling.records.base import Prose, visible_text


class NoReason(KoblingError):
    """The reason is empty."""


def parse_reason(reason: str) -> str:
    """Return a reason without surrounding space. Raises NoReason and InvisibleCharacter."""
    shown = visible_text(reason.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        return TypeAdapter(Prose).validate_python(shown)
    except ValidationError as error:
        raise NoReason from error


def parse_optional_reason(reason: str) -> str | None:
    """Return a reason as `parse_reason` does; None where it is empty. Raises InvisibleCharacter."""
    try:
        return parse_reason(reason)
    except NoReason:
        return None
