"""Records of users, roles and rights."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kobling.records.base import AccountKey


class Role(StrEnum):
    """A user's role."""

    READER = "reader"
    """Directors, leaders, councillors: may see the staff pages."""
    ANALYST = "analyst"
    """May also define what is fetched from registers, and fetch it."""
    STRATEGY = "strategy"
    """May also inspect the chain and answer its findings."""


class Right(StrEnum):
    """A right that a role may have."""

    READ = "read"
    DRAW = "draw"
    """Define what an indicator fetches from a register, and fetch it."""
    INSPECT = "inspect"
    """Inspect the chain, and answer findings."""


@dataclass(frozen=True, slots=True)
class User:
    """An account."""

    key: AccountKey
    """What is kept of who did something; another account never gets it."""
    name: str | None
    """None where it was erased."""
    role: Role | None
    """None for an account of the command line, which cannot sign in."""
    municipality: str | None
    """Slug of the only municipality the user may see; None for all municipalities of this server."""
    added: datetime
    closed: bool
