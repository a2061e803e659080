"""Send one request and write the body of its response, with redirects followed and transient errors retried."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import BinaryIO, NoReturn

import httpx

from kobling.sources.registers.errors import DataLocation, RegisterError, excerpt
from kobling.sources.registers.http.deadline import Deadline
from kobling.sources.registers.http.decompression import decompress
from kobling.sources.registers.http.errors import RequestRejected, TransientError
from kobling.sources.registers.http.pace import Pace
from kobling.sources.registers.http.redirect_target import redirect_target
from kobling.sources.registers.http.retry import retry, retry_after_seconds
from kobling.sources.registers.http.timeouts_and_limits import Clock, Limits

log = logging.getLogger(__name__)

TOO_MANY_REQUESTS = 429
TRANSIENT_STATUSES = (TOO_MANY_REQUESTS, 500, 502, 503, 504)
MAX_REJECTION_BYTES = 100_000
"""Bytes that are read of the body of a rejection."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request to a source."""

    method: str
    url: httpx.URL
    content: bytes | None
    at: DataLocation
    """the register and the table, for errors"""

    @property
    def text(self) -> str:
        """The request as it is sent: method, URL and body."""
        body = "" if self.content is None else "\n" + self.content.decode()
        return f"{self.method} {self.url}{body}"


@dataclass(frozen=True, slots=True)
class ResponseHead:
    """The headers of a successful response that are used."""

    content_type: str
    request_id: str | None


class RequestSender:
    """Sends requests to one source, with a pause between them."""

    def __init__(self, client: httpx.Client, *, limits: Limits, clock: Clock, id_header: str, pace: Pace) -> None:
        """Take the connection, the header in which the source gives the id of a request, and the source's pace."""
        self._client, self._limits, self._clock, self._id_header = client, limits, clock, id_header
        self._pace = pace

    def send(self, request: Request, body: BinaryIO) -> ResponseHead:
        """Write the body of the response, after as many attempts as the limits allow. Raises RegisterError."""

        def attempt() -> ResponseHead:
            body.seek(0)
            body.truncate()
            return self._follow_redirects(request, body)

        return retry(attempt, limits=self._limits, clock=self._clock)

    def _follow_redirects(self, request: Request, body: BinaryIO) -> ResponseHead:
        result = self._send_once(request, request.url, body)
        followed = 0
        while isinstance(result, httpx.URL):
            if followed == self._limits.max_redirects:
                request.at.fail("redirect_round", allowed=followed)
            followed += 1
            result = self._send_once(request, result, body)
        return result

    def _send_once(self, request: Request, url: httpx.URL, body: BinaryIO) -> ResponseHead | httpx.URL:
        """Send a request once: write the body of the response, or return the URL of a redirect."""
        self._pace.wait(self._limits.pause_seconds)
        with Deadline(self._limits.total_seconds) as deadline, ExitStack() as stack:
            try:
                response = stack.enter_context(
                    self._client.stream(
                        request.method,
                        url,
                        content=request.content,
                        headers={"Content-Type": "application/json"} if request.content is not None else None,
                        extensions={"trace": deadline.trace},
                    )
                )
                result = self._check_status(request, response)
                if isinstance(result, ResponseHead):
                    limits = self._limits
                    body.writelines(_pieces(response, request.at, limits.max_bytes, limits.max_decompressed_bytes))
            except httpx.TransportError as error:
                self._fail_transport(request, error, deadline)
            if deadline.passed:
                request.at.fail("too_slow", seconds=f"{self._limits.total_seconds:g}")
            return result

    def _check_status(self, request: Request, response: httpx.Response) -> ResponseHead | httpx.URL:
        """Return the head of a successful response, or the URL of a redirect; raise for every other status."""
        request_id = response.headers.get(self._id_header)
        log.info("%s %s: %s, request %s", request.method, response.url, response.status_code, request_id)
        if response.is_redirect:
            return redirect_target(response, at=request.at)
        if response.status_code in TRANSIENT_STATUSES:
            self._fail_transient(request, response, request_id)
        if not response.is_success:
            self._fail_rejected(request, response, request_id)
        return ResponseHead(response.headers.get("Content-Type", ""), request_id)

    def _fail_transient(self, request: Request, response: httpx.Response, request_id: str | None) -> NoReturn:
        wait = retry_after_seconds(response.headers.get("Retry-After", ""), now=self._clock.now())
        status = response.status_code
        error = RegisterError(
            "busy" if status == TOO_MANY_REQUESTS else "fell_over",
            register=request.at.register,
            table=request.at.table,
            status=status,
            request=request_id or "?",
            seconds=f"{wait:g}",
        )
        raise TransientError(error, wait)

    def _fail_rejected(self, request: Request, response: httpx.Response, request_id: str | None) -> NoReturn:
        body = b"".join(_pieces(response, request.at, MAX_REJECTION_BYTES, MAX_REJECTION_BYTES))
        raise RequestRejected(
            register=request.at.register,
            table=request.at.table,
            status=response.status_code,
            request_id=request_id,
            body=body,
        )

    def _fail_transport(self, request: Request, error: httpx.TransportError, deadline: Deadline) -> NoReturn:
        """Raise for a connection that failed: transient where it was never made, final where a response broke off."""
        at = request.at
        if deadline.passed:
            at.fail("too_slow", seconds=f"{self._limits.total_seconds:g}")
        if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
            said = excerpt(str(error) or type(error).__name__)
            raise TransientError(
                RegisterError("no_contact", register=at.register, table=at.table, said=said)
            ) from error
        if isinstance(error, httpx.TimeoutException):
            at.fail("silent", seconds=f"{self._limits.read_seconds:g}")
        at.fail("cut_off")


def _pieces(response: httpx.Response, at: DataLocation, max_bytes: int, max_decompressed_bytes: int) -> Iterator[bytes]:
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    return decompress(
        response.iter_raw(),
        encoding=encoding,
        max_bytes=max_bytes,
        max_decompressed_bytes=max_decompressed_bytes,
        at=at,
    )
