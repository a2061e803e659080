"""Limits on time (timeouts), size and attempts of a request, and the clock that the client uses."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on one request; times in seconds, sizes in bytes."""

    connect_seconds: float = 10.0
    """timeout of the connection"""
    read_seconds: float = 60.0
    """timeout of each wait for the next byte"""
    total_seconds: float = 600.0
    """deadline: timeout of one request and all of its response"""
    max_bytes: int = 200_000_000
    """of one response as it is sent"""
    max_decompressed_bytes: int = 1_000_000_000
    pause_seconds: float = 0.5
    """between the starts of two requests, at least"""
    max_attempts: int = 4
    backoff_seconds: float = 1.0
    """before the second attempt, give or take half; doubled before each one after"""
    max_wait_seconds: float = 60.0
    """before an attempt; a source that asks for a longer wait is not asked again"""
    max_redirects: int = 3


@dataclass(frozen=True, slots=True)
class Clock:
    """Time and randomness, which tests replace."""

    sleep: Callable[[float], None] = time.sleep
    elapsed: Callable[[], float] = time.monotonic
    """seconds since some moment"""
    now: Callable[[], datetime] = _now
    """the time of day, with its zone"""
    random: Callable[[], float] = random.random
    """from 0 to 1"""
