"""How fields of the release document are declared."""

from typing import Any

from pydantic import Field


def omit_if_default(default: Any) -> Any:
    """Return a field that the JSON leaves out when it has its default, so that older releases keep their checksums."""
    return Field(default=default, exclude_if=lambda value: value == default)
