"""Retry a request after transient errors, with exponential back-off.

Why not stamina or tenacity: docs/decisions/0012-retries-are-our-own.md.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import count
from typing import TypeVar

from kobling.sources.registers.http.errors import TransientError
from kobling.sources.registers.http.timeouts_and_limits import Clock, Limits

log = logging.getLogger(__name__)

T = TypeVar("T")


def retry(send: Callable[[], T], *, limits: Limits, clock: Clock) -> T:
    """Return what `send` returns, calling it again after a TransientError.

    Raises the TransientError's own error after the last attempt, and at once where the source asks for a longer wait
    than the limits allow.
    """
    for attempt in count(1):
        try:
            return send()
        except TransientError as transient:
            if attempt >= limits.max_attempts or transient.wait > limits.max_wait_seconds:
                raise transient.error from transient
            log.info("attempt %s: %s", attempt, transient.error)
            clock.sleep(_backoff(attempt, transient.wait, limits, clock))
    raise AssertionError  # pragma: no cover


def _backoff(attempt: int, retry_after: float, limits: Limits, clock: Clock) -> float:
    """Return the seconds before the next attempt: doubled each time, with jitter between clients."""
    doubled = limits.backoff_seconds * 2.0 ** (attempt - 1)
    return min(max(doubled * (0.5 + clock.random()), retry_after), limits.max_wait_seconds)


def retry_after_seconds(header: str, *, now: datetime) -> float:
    """Return the seconds of a Retry-After header, a number or a date; 0 where it is missing or malformed."""
    if header.isascii() and header.isdigit():
        return float(header[:9])
    try:
        return max(0.0, (parsedate_to_datetime(header) - now).total_seconds())
    except (ValueError, TypeError):
        return 0.0
