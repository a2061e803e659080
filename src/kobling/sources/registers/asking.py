"""One question to a source, asked until there is an answer that is whole, or a refusal that is final."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from itertools import count
from threading import Lock
from typing import BinaryIO, NoReturn

import httpx

from kobling.sources.registers.deadline import Deadline
from kobling.sources.registers.limits import Clock, Limits
from kobling.sources.registers.parts import Part, shown
from kobling.sources.registers.receiving import received
from kobling.sources.registers.redirects import moved_to
from kobling.sources.registers.refusals import RegisterRefused

log = logging.getLogger(__name__)

BUSY = 429
PASSING = (BUSY, 500, 502, 503, 504)
"""Statuses that may be over in a moment."""
READ_OF_A_REFUSAL = 100_000
"""Bytes that are read of what a source says when it refuses a question."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked."""

    method: str
    url: httpx.URL
    content: bytes | None
    at: Part
    """the register and the table, where a refusal is placed"""

    @property
    def text(self) -> str:
        """The question as it is sent: method, address and body."""
        body = "" if self.content is None else "\n" + self.content.decode()
        return f"{self.method} {self.url}{body}"


@dataclass(frozen=True, slots=True)
class Head:
    """What came above an answer."""

    content_type: str
    request_id: str | None


class SaidNo(RegisterRefused):
    """The source understood, and said no: what it said is for the register's own adapter to read."""

    def __init__(self, *, register: str, table: str, status: int, request_id: str | None, body: bytes) -> None:
        """Keep the status and the body that came with it."""
        super().__init__("said_no", register=register, table=table, status=status, request=request_id or "?")
        self.status, self.request_id, self.body = status, request_id, body


class Passing(Exception):
    """What may be over in a moment: the refusal it is if it is not, and the seconds the source asks for."""

    def __init__(self, refusal: RegisterRefused, wait: float = 0.0) -> None:
        super().__init__(refusal)
        self.refusal, self.wait = refusal, wait


class Asking:
    """Asks one source, gently."""

    def __init__(self, client: httpx.Client, *, limits: Limits, clock: Clock, id_header: str) -> None:
        """Take the connection, and the header in which the source names a request."""
        self._client, self._limits, self._clock, self._id_header = client, limits, clock, id_header
        self._turn = Lock()
        self._next = clock.elapsed()

    def answer(self, asked: Question, into: BinaryIO, *, at_most: int, unpacked: int) -> Head:
        """Write the answer's bytes, after as many attempts as it takes and is allowed.

        at_most   bytes that may come
        unpacked  bytes that they may become
        """
        for attempt in count(1):
            into.seek(0)
            into.truncate()
            try:
                return self._followed(asked, into, at_most, unpacked)
            except Passing as passing:
                if attempt >= self._limits.attempts or passing.wait > self._limits.longest_wait:
                    raise passing.refusal from passing
                log.info("attempt %s: %s", attempt, passing.refusal)
                self._clock.sleep(self._wait(attempt, passing.wait))
        raise AssertionError  # pragma: no cover

    def _wait(self, attempt: int, asked_for: float) -> float:
        """Return how long to wait: doubling, with chance so that many callers do not come back at once."""
        doubled = self._limits.first_wait * 2.0 ** (attempt - 1)
        return min(max(doubled * (0.5 + self._clock.chance()), asked_for), self._limits.longest_wait)

    def _followed(self, asked: Question, into: BinaryIO, at_most: int, unpacked: int) -> Head:
        found = self._once(asked, asked.url, into, at_most, unpacked)
        followed = 0
        while isinstance(found, httpx.URL):
            if followed == self._limits.redirects:
                asked.at.refuse("redirect_round", allowed=followed)
            followed += 1
            found = self._once(asked, found, into, at_most, unpacked)
        return found

    def _once(self, asked: Question, url: httpx.URL, into: BinaryIO, at_most: int, unpacked: int) -> Head | httpx.URL:
        """Ask once: write the answer, or return where it has moved to."""
        self._take_turn()
        with Deadline(self._limits.whole) as deadline, ExitStack() as stack:
            try:
                response = stack.enter_context(
                    self._client.stream(
                        asked.method,
                        url,
                        content=asked.content,
                        headers={"Content-Type": "application/json"} if asked.content is not None else None,
                        extensions={"trace": deadline.watch},
                    )
                )
                found = self._told(asked, response)
                if isinstance(found, Head):
                    into.writelines(_pieces(response, asked.at, at_most, unpacked))
            except httpx.TransportError as error:
                self._broken(asked, error, deadline)
            if deadline.passed:
                asked.at.refuse("too_slow", seconds=f"{self._limits.whole:g}")
            return found

    def _take_turn(self) -> None:
        """Wait until the pause since the last request is over."""
        with self._turn:
            wait = self._next - self._clock.elapsed()
            if wait > 0:
                self._clock.sleep(wait)
            self._next = self._clock.elapsed() + self._limits.pause

    def _told(self, asked: Question, response: httpx.Response) -> Head | httpx.URL:
        """Return what stands above the answer, or where it has moved to; anything but success is refused."""
        request_id = response.headers.get(self._id_header)
        log.info("%s %s: %s, request %s", asked.method, response.url, response.status_code, request_id)
        if response.is_redirect:
            return moved_to(response, at=asked.at)
        if response.status_code in PASSING:
            self._passing(asked, response, request_id)
        if not response.is_success:
            self._said_no(asked, response, request_id)
        return Head(response.headers.get("Content-Type", ""), request_id)

    def _passing(self, asked: Question, response: httpx.Response, request_id: str | None) -> NoReturn:
        wait, status = self._retry_after(response), response.status_code
        refusal = RegisterRefused(
            "busy" if status == BUSY else "fell_over",
            register=asked.at.register,
            table=asked.at.table,
            status=status,
            request=request_id or "?",
            seconds=f"{wait:g}",
        )
        raise Passing(refusal, wait)

    def _retry_after(self, response: httpx.Response) -> float:
        """Return the seconds that the source asks us to wait, given as a number or as a time."""
        told = response.headers.get("Retry-After", "")
        if told.isascii() and told.isdigit():
            return float(told[:9])
        try:
            return max(0.0, (parsedate_to_datetime(told) - self._clock.now()).total_seconds())
        except (ValueError, TypeError):
            return 0.0

    def _said_no(self, asked: Question, response: httpx.Response, request_id: str | None) -> NoReturn:
        body = b"".join(_pieces(response, asked.at, READ_OF_A_REFUSAL, READ_OF_A_REFUSAL))
        at, status = asked.at, response.status_code
        raise SaidNo(register=at.register, table=at.table, status=status, request_id=request_id, body=body)

    def _broken(self, asked: Question, error: httpx.TransportError, deadline: Deadline) -> NoReturn:
        """Refuse an answer that never began, stopped, or ended too early."""
        at = asked.at
        if deadline.passed:
            at.refuse("too_slow", seconds=f"{self._limits.whole:g}")
        if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
            said = shown(str(error) or type(error).__name__)
            raise Passing(RegisterRefused("no_contact", register=at.register, table=at.table, said=said)) from error
        if isinstance(error, httpx.TimeoutException):
            at.refuse("silent", seconds=f"{self._limits.silence:g}")
        at.refuse("cut_off")


def _pieces(response: httpx.Response, at: Part, at_most: int, unpacked: int) -> Iterator[bytes]:
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    return received(response.iter_raw(), encoding=encoding, at_most=at_most, unpacked=unpacked, at=at)
