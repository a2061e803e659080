"""The pause between two requests to one source, whichever client of this process sends them.

A client is made for each indicator that is fetched; sources count the requests of a machine.
"""

from collections import deque
from threading import Lock

from kobling.sources.registers.http.timeouts_and_limits import Clock

MAX_WINDOW_SECONDS = 600.0
"""The longest time that a source may count requests over; a longer one is taken as this."""

MARGIN = 1.05
"""What a time is lengthened by: a request may take longer on its way than the next one."""
MAX_REMEMBERED = 1000
"""Starts of requests that are remembered."""


class Pace:
    """When the next request to a source may start."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self._lock = clock, Lock()
        self._next_start = clock.elapsed()
        self._calls, self._window, self._starts = 1, 0.0, deque[float](maxlen=MAX_REMEMBERED)

    def keep_to(self, calls: int, seconds: float) -> None:
        """Start no more than a number of requests (at least 1) in any such time; a stricter limit stays."""
        with self._lock:
            window = min(max(seconds, 0.0), MAX_WINDOW_SECONDS) * MARGIN
            if window / calls > self._window / self._calls:
                self._calls, self._window = min(calls, MAX_REMEMBERED), window

    def wait(self, pause_seconds: float) -> None:
        """Wait until the next request may start, with a pause after the last one; threads wait in turn."""
        with self._lock:
            start = max(self._next_start, self._clock.elapsed())
            if len(self._starts) >= self._calls:
                start = max(start, self._starts[-self._calls] + self._window)
            wait = start - self._clock.elapsed()
            if wait > 0:
                self._clock.sleep(wait)
            self._starts.append(self._clock.elapsed())
            self._next_start = self._starts[-1] + pause_seconds


_PACES: dict[tuple[str, Clock], Pace] = {}
_LOCK = Lock()


def pace_of(origin: str, clock: Clock) -> Pace:
    """Return the pace of a source: `https://api.scb.se`."""
    with _LOCK:
        return _PACES.setdefault((origin, clock), Pace(clock))
