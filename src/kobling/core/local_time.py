"""The moment of a local time, on the nights when the clocks are changed too."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from kobling.core.errors import KoblingError


@dataclass(eq=False)
class NoSuchMoment(KoblingError):
    """The clocks skip this local time, or it lies outside the calendar."""

    local: datetime
    around: tuple[datetime, ...]
    """The local times as far before and after the change; empty outside the calendar."""


@dataclass(eq=False)
class TwoMoments(KoblingError):
    """The clocks show this local time twice."""

    local: datetime
    moments: tuple[datetime, ...]
    """Both of them in local time, the earlier first; their UTC offsets differ."""


def moment_of(local: datetime, zone: tzinfo) -> datetime:
    """Return the moment, in UTC, at which the clocks of a time zone show a local time.

    local   without a time zone

    Raises NoSuchMoment and TwoMoments.
    """
    try:
        candidates = sorted({local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)})
        shown = [candidate.astimezone(zone) for candidate in candidates]
    except OverflowError as error:
        raise NoSuchMoment(local=local, around=()) from error
    same = [moment for moment in shown if moment.replace(tzinfo=None, fold=0) == local]
    if not same:
        raise NoSuchMoment(local=local, around=tuple(shown))
    if len(same) > 1:
        raise TwoMoments(local=local, moments=tuple(same))
    return same[0].astimezone(UTC)


def is_shown_twice(local: datetime) -> bool:
    """Return whether the clocks show a moment's local time twice, because they are put back that night.

    local   a moment in its own time zone
    """
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def moment_in_calendar(moment: datetime, zone: tzinfo) -> datetime:
    """Return a moment in UTC, if the clocks of a time zone can show it.

    moment   with a time zone of its own

    Raises NoSuchMoment for the first and last hours of the calendar, which lie outside it in one of the time zones.
    """
    try:
        return moment.astimezone(zone).astimezone(UTC)
    except OverflowError as error:
        raise NoSuchMoment(local=moment, around=()) from error
