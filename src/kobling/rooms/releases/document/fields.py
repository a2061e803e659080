"""How fields of the release document are declared."""

from dataclasses import dataclass
from typing import Any

from pydantic import Field

from kobling.records.base import Record


@dataclass(frozen=True)
class Before:
    """Marks a field that stands before one of the class above in the bytes of a release."""

    name: str


class ReleaseRecord(Record):
    """Base class of the records that only a release has; the order of their fields is that of its bytes."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Put each field that is marked Before where it belongs."""
        super().__pydantic_init_subclass__(**kwargs)
        fields = cls.__pydantic_fields__
        names = list(fields)
        for name, field in fields.items():
            for marker in field.metadata:
                if isinstance(marker, Before):
                    names.remove(name)
                    names.insert(names.index(marker.name), name)
        if names != list(fields):
            cls.__pydantic_fields__ = {name: fields[name] for name in names}
            cls.model_rebuild(force=True)


def omit_if_default(default: Any) -> Any:
    """Return a field that the JSON leaves out when it has its default, so that older releases keep their checksums."""
    return Field(default=default, exclude_if=lambda value: value == default)
