"""The filters of the chain table, from GET parameters."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self
from urllib.parse import urlencode


@dataclass(frozen=True)
class ChainFilters:
    """Keys of a theme (`none` for goals without one), a committee and a directorate, and a rule's code."""

    theme: str | None = None
    committee: str | None = None
    directorate: str | None = None
    code: str | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Read the filters from a request's GET parameters; a missing or empty one filters nothing."""
        return cls(**{name: query.get(name) or None for name in cls.__dataclass_fields__})

    @property
    def query(self) -> str:
        """The filters as a query string, without its question mark; empty where nothing is filtered."""
        return urlencode({name: value for name, value in asdict(self).items() if value is not None})

    def __bool__(self) -> bool:
        return bool(self.query)
