"""A file that is made when it is first asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

CSV = "text/csv; charset=utf-8"
JSON = "application/json"
JSON_SCHEMA = "application/schema+json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class DataFile:
    """A file, made when it is first asked for."""

    filename: str
    """What it is called when somebody keeps it: `viborg-3-status.csv`."""
    content_type: str
    render: Callable[[], bytes]

    @cached_property
    def body(self) -> bytes:
        """Its bytes: the same for the same release."""
        return self.render()
