"""Records of what a person has typed, validated as what comes from outside."""

from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from kobling.core.errors import KoblingError
from kobling.records.base import INCOMING, InvisibleCharacter, Record

RecordT = TypeVar("RecordT", bound=Record)


@dataclass(eq=False)
class InvalidText(KoblingError):
    """What was typed cannot be a text of a record: it is too long, or holds a character that cannot be seen."""


def validated(record_type: type[RecordT], **fields: Any) -> RecordT:
    """Return a record of what was typed, validated as what comes from outside. Raises InvalidText."""
    try:
        return record_type.model_validate(fields, context=INCOMING)
    except (ValidationError, InvisibleCharacter) as error:
        raise InvalidText from error
