"""A fault of an installation."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Fault:
    """Something that is wrong, or will be."""

    kind: str
    """Its name, in any language the same: `disk-full`."""
    found: str
    """What was found, as a sentence."""
    remedy: str
    """What to do, as a sentence."""
    weight: Literal["error", "warning"] = "error"
    """A warning does not change the exit code."""
