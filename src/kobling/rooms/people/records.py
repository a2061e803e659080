"""A user as the pages and commands see one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody is there to do."""

    READER = "reader"
    """sees the staff pages: directors, leaders, councillors"""
    ANALYST = "analyst"
    """also says what is drawn from registers, and draws it"""
    STRATEGY = "strategy"
    """also inspects the chain and answers what is found"""


class Right(StrEnum):
    """What a role may be allowed."""

    READ = "read"
    DRAW = "draw"
    """define what an indicator draws from a register, and draw it"""
    INSPECT = "inspect"
    """inspect the chain, and answer a finding"""


@dataclass(frozen=True, slots=True)
class User:
    """An account."""

    name: str
    role: Role
    municipality: str | None
    """Slug of the only municipality it opens; None where it opens all of this server's."""
    added: datetime
    closed: bool
