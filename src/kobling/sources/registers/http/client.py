"""The HTTP client of a register: one base URL, set by the operator, and responses that are whole.

    client = HttpClient("https://api.statbank.dk/v1/", register="statbank")
    response = client.post("tableinfo", {"table": "FOLK1B"}, table="FOLK1B")

A response that is too slow, endless, broken off, too large when decompressed, or redirected to another server raises
RegisterError. Busy and failing sources are asked again, with growing waits.
"""

import json
import ssl
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import httpx

from kobling import __version__
from kobling.sources.registers.data import RawResponse
from kobling.sources.registers.errors import DataLocation, excerpt
from kobling.sources.registers.http import cache
from kobling.sources.registers.http.pace import pace_of
from kobling.sources.registers.http.redirect_target import is_internal_literal, resolves_to_internal
from kobling.sources.registers.http.sender import Request, RequestSender
from kobling.sources.registers.http.timeouts_and_limits import Clock, Limits

USER_AGENT = f"Kobling/{__version__} (+https://github.com/kobling/kobling)"


class HttpClient:
    """An HTTP client for one source. Every method raises RegisterError."""

    def __init__(
        self,
        base_url: str,
        *,
        register: str,
        limits: Limits | None = None,
        clock: Clock | None = None,
        cache_folder: Path | None = None,
        id_header: str = "X-Request-Id",
    ) -> None:
        """Take the operator's URL of a source.

        cache_folder  where responses to `post_cached` are stored; without one every call sends a request
        id_header     the header in which the source gives the id of a request

        http is accepted only from this machine or its own network.
        """
        self.register = register
        self._limits, self._clock, self._cache_folder = limits or Limits(), clock or Clock(), cache_folder
        self._base_url = _parse_base_url(base_url, at=self._at(""))
        # The operator's proxy is used for other machines, never for this one or its own network.
        trust_env = not is_internal_literal(self._base_url.host)
        client = httpx.Client(
            verify=_certificates(trust_env=trust_env),
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"},
            timeout=httpx.Timeout(self._limits.read_seconds, connect=self._limits.connect_seconds),
            # A connection of its own for each request, so that its deadline shuts down no other.
            limits=httpx.Limits(max_keepalive_connections=0),
            follow_redirects=False,
            trust_env=trust_env,
        )
        self._pace = pace_of(f"{self._base_url.scheme}://{self._base_url.netloc.decode()}", self._clock)
        self._sender = RequestSender(
            client, limits=self._limits, clock=self._clock, id_header=id_header, pace=self._pace
        )

    def get(
        self, path: str, *, params: Mapping[str, str] | None = None, flag: str = "", table: str = ""
    ) -> RawResponse:
        """Send a GET request with parameters in the URL, or with a flag: a bare name without a value, `?config`."""
        url = self._base_url.join(path)
        url = url.copy_with(query=flag.encode("ascii")) if flag else url.copy_merge_params(params or {})
        return self._send(Request("GET", url, None, self._at(table)))

    def post(
        self,
        path: str,
        content: Mapping[str, object],
        *,
        params: Mapping[str, str] | None = None,
        table: str = "",
    ) -> RawResponse:
        """Send a POST request with JSON content, and with parameters in the URL."""
        return self._send(self._post_request(path, content, table, params))

    def keep_pace(self, *, calls: int, seconds: float) -> None:
        """Send no more than a number of requests in a time: what the source allows."""
        self._pace.keep_to(calls, seconds)

    def post_cached(
        self, path: str, content: Mapping[str, object], *, max_age: timedelta, table: str = ""
    ) -> RawResponse:
        """Return the cached response to a POST request, with its own date, or send the request where it is too old."""
        request = self._post_request(path, content, table)
        if self._cache_folder is None:
            return self._send(request)
        response = cache.get(self._cache_folder, request.text, max_age=max_age, now=self._clock.now())
        if response is None:
            response = self._send(request)
            cache.put(self._cache_folder, response)
        return response

    def _at(self, table: str) -> DataLocation:
        return DataLocation(self.register, excerpt(table))

    def _post_request(
        self, path: str, content: Mapping[str, object], table: str, params: Mapping[str, str] | None = None
    ) -> Request:
        encoded = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        url = self._base_url.join(path).copy_merge_params(params or {})
        return Request("POST", url, encoded, self._at(table))

    def _send(self, request: Request) -> RawResponse:
        body = BytesIO()
        head = self._sender.send(request, body)
        return RawResponse(request.text, body.getvalue(), head.content_type, self._clock.now(), head.request_id)


@lru_cache
def _certificates(*, trust_env: bool) -> ssl.SSLContext:
    """Return what servers' certificates are checked against: to read it takes longer than most requests."""
    return httpx.create_ssl_context(trust_env=trust_env)


def _parse_base_url(address: str, *, at: DataLocation) -> httpx.URL:
    """Return the operator's URL, ending in a slash so that paths are joined below it."""
    try:
        url = httpx.URL(address if address.endswith("/") else address + "/")
    except httpx.InvalidURL:
        at.fail("no_address", found=excerpt(address))
    if url.scheme not in {"http", "https"} or not url.host or url.userinfo or url.query or url.fragment:
        at.fail("no_address", found=excerpt(address))
    if url.scheme == "http" and not resolves_to_internal(url.host):
        at.fail("unencrypted", found=excerpt(address))
    return url
