"""How long a line to a source waits, how much it takes, and what it sees of the clock."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost."""

    connect: float = 10.0
    """seconds until there is a connection"""
    silence: float = 60.0
    """seconds without a byte"""
    whole: float = 600.0
    """seconds for one request and all of its answer"""
    received: int = 200_000_000
    """bytes of one answer as it comes"""
    unpacked: int = 1_000_000_000
    """bytes of one answer when it is unpacked"""
    pause: float = 0.5
    """seconds between the beginnings of two requests, at least"""
    attempts: int = 4
    first_wait: float = 1.0
    """seconds before the second attempt, give or take half; twice as many before each one after"""
    longest_wait: float = 60.0
    """seconds that are waited before an attempt, at most; a source that asks for more is left in peace"""
    redirects: int = 3


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock and the chance that a line lives by."""

    sleep: Callable[[float], None] = time.sleep
    elapsed: Callable[[], float] = time.monotonic
    """seconds since some moment"""
    now: Callable[[], datetime] = _now
    """the time of day, with its zone"""
    chance: Callable[[], float] = random.random
    """from 0 to 1"""
