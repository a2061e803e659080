"""Records of what a person has typed, validated as all that comes from outside is."""

from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from kobling.core.errors import KoblingError
from kobling.records.base import INCOMING, InvisibleCharacter, Record

RecordT = TypeVar("RecordT", bound=Record)


@dataclass(eq=False)
class Untypable(KoblingError):
    """What was typed cannot be a text of a record: it is too long, or holds a character that cannot be seen."""


def made(record_type: type[RecordT], **fields: Any) -> RecordT:
    """Return a record of what was typed, validated as what comes from outside. Raises Untypable."""
    try:
        return record_type.model_validate(fields, context=INCOMING)
    except (ValidationError, InvisibleCharacter) as error:
        raise Untypable from error
