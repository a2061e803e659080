"""Records of accounts and what they are assigned to."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from kobling.records.base import AccountKey
from kobling.records.rights import Role


class Place(NamedTuple):
    """A fact of the municipality that an assignment is limited to: a body, a unit with those below it, or a goal."""

    kind: str
    """The KIND of the fact: `body`."""
    key: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """A role that an account has, and where."""

    role: Role
    municipality: str | None
    """Slug of the municipality; None for all of this server."""
    place: Place | None = None
    """None for the whole municipality."""


@dataclass(frozen=True, slots=True)
class User:
    """An account."""

    key: AccountKey
    """What is kept of who did something; another account never gets it."""
    name: str | None
    """None where it was erased."""
    assignments: tuple[Assignment, ...]
    """Empty for an account of the command line, which cannot sign in."""
    added: datetime
    closed: bool
    email: str | None = None
    """Where messages are sent; None where there is no address, or it was erased."""
    has_password: bool = True
    """Whether the account can sign in with one; an invited person chooses it."""
    language: str = "da"
    """Of the messages to the account."""
    is_demo: bool = False

    def roles(self, municipality: str) -> tuple[Role, ...]:
        """Return the roles that the account has in a municipality, each once, in the order of Role."""
        held = {one.role for one in self.assignments if one.municipality in {None, municipality}}
        return tuple(role for role in Role if role in held)
