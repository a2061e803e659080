"""Lock out a name after too many wrong passwords: count the wrong ones, and refuse sign-in for a time.

Each failed sign-in is one stored row, under the hash of the name that was typed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from kobling.core.errors import KoblingError
from kobling.rooms.people.models import WrongPassword
from kobling.rooms.people.queries import normalize_name

MAX_WRONG_PASSWORDS = 10
ATTEMPT_WINDOW = timedelta(minutes=15)
"""Within this time wrong passwords are counted."""


@dataclass(eq=False)
class TooManyAttempts(KoblingError):
    """The name is locked out: there were too many wrong passwords for it within the time window."""

    until: datetime
    """The time from which sign-in can be tried again."""


def require_not_locked_out(name: str, at: datetime) -> None:
    """Raise TooManyAttempts if the name is locked out at this moment."""
    recent = WrongPassword.objects.filter(name_hash=_name_hash(name), at__gt=at - ATTEMPT_WINDOW).order_by("-at")
    if recent.count() >= MAX_WRONG_PASSWORDS:
        raise TooManyAttempts(until=recent[MAX_WRONG_PASSWORDS - 1].at + ATTEMPT_WINDOW)


def count_wrong_password(name: str, at: datetime) -> None:
    """Store a wrong password, and delete those of all names that no longer count."""
    WrongPassword.objects.filter(at__lte=at - ATTEMPT_WINDOW).delete()
    WrongPassword.objects.create(name_hash=_name_hash(name), at=at)


def clear_wrong_passwords(name: str) -> None:
    """Delete the wrong passwords of a name, which ends its lockout."""
    WrongPassword.objects.filter(name_hash=_name_hash(name)).delete()


def _name_hash(name: str) -> str:
    return sha256(normalize_name(name).encode(errors="replace")).hexdigest()
