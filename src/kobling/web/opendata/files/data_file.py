"""A file of the open data that is rendered when it is first requested, and its content types."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

CSV = "text/csv; charset=utf-8"
JSON = "application/json"
JSON_SCHEMA = "application/schema+json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class DataFile:
    """A file that is rendered when it is first requested."""

    filename: str
    """Suggested name of the download: `viborg-3-status.csv`."""
    content_type: str
    render: Callable[[], bytes]

    @cached_property
    def body(self) -> bytes:
        """The bytes: the same for the same release."""
        return self.render()
