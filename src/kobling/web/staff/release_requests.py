"""What is typed about releases, read, and what stands in the way of what was asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from kobling.core.errors import KoblingError
from kobling.core.local_time import moment_of
from kobling.records.base import Text
from kobling.rooms.audit.reasons import parse_reason
from kobling.rooms.people.queries import names as account_names
from kobling.rooms.releases.doubts import Doubtful
from kobling.web.staff.days import not_a_day, parse_iso_day
from kobling.web.staff.doubts import doubt_sentence
from kobling.web.staff.release_words import RELEASE_ERRORS, release_error

MAX_REASON_LENGTH = 4000


@dataclass(frozen=True)
class Problem:
    """What stands in the way of something that was asked for."""

    message: str = ""
    doubts: tuple[str, ...] = ()
    """What is unlikely to be meant; a reason is asked for."""

    def __bool__(self) -> bool:
        """Return whether there is anything."""
        return bool(self.message or self.doubts)


NO_PROBLEM = Problem()


class NotADay(KoblingError):
    """What was given is no day."""


class NoClock(KoblingError):
    """The embargo has a day and no time, or a time and no day."""


class ReasonTooLong(KoblingError):
    """A reason is longer than MAX_REASON_LENGTH."""


def public_reason(given: Mapping[str, str]) -> Text | None:
    """Return why a release is corrected, as the public reads it; None where it is empty. Raises ReasonTooLong."""
    danish, english = given.get("reason", ""), given.get("reason_en", "")
    require_short(danish, english)
    if not danish.strip():
        return None
    return Text(da=parse_reason(danish), en=parse_reason(english) if english.strip() else None)


def anyway_reason(given: Mapping[str, str]) -> str | None:
    """Return why something unlikely is meant; None where that was not asked. Raises ReasonTooLong."""
    if "anyway" not in given:
        return None
    require_short(given["anyway"])
    return given["anyway"]


def require_short(*reasons: str) -> None:
    """Raise ReasonTooLong where a reason is longer than is kept."""
    if any(len(reason) > MAX_REASON_LENGTH for reason in reasons):
        raise ReasonTooLong


def embargo_end(given: Mapping[str, str]) -> datetime | None:
    """Return the end of the embargo that was asked for, in UTC; None without one. Raises as moment_of, and NoClock."""
    day, clock = given.get("day", ""), given.get("clock", "")
    if not day and not clock:
        return None
    parsed = parse_iso_day(day)
    if parsed is None and day:
        raise NotADay
    try:
        hour = time.fromisoformat(clock)
    except ValueError as error:
        raise NoClock from error
    if parsed is None or hour.tzinfo is not None:
        raise NoClock
    return moment_of(datetime.combine(parsed, hour), timezone.get_current_timezone())


def attempt(act: Callable[[], object]) -> Problem:
    """Do what was asked for; return what stands in the way."""
    try:
        act()
    except Doubtful as error:
        names = account_names()
        return Problem(doubts=tuple(doubt_sentence(doubt, names) for doubt in error.doubts))
    except NotADay:
        return Problem(not_a_day())
    except NoClock:
        return Problem(_("Write both the day and the time at which the embargo ends, or neither."))
    except ReasonTooLong:
        return Problem(_("The reason is too long: write at most %(most)s characters.") % {"most": MAX_REASON_LENGTH})
    except RELEASE_ERRORS as error:
        return Problem(release_error(error))
    return NO_PROBLEM
