"""The guarded line to a source: one address, set by the operator, and an answer that is whole or refused.

    line = Line("https://api.statbank.dk/v1/", register="statbank")
    raw = line.post("tableinfo", {"table": "FOLK1B"}, table="FOLK1B")

Slow, endless, broken, packed too tightly or sent elsewhere: nothing of such an answer is used. A source that is busy
or has fallen over is asked again, later and later, and never in a hurry.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import httpx

from kobling import __version__
from kobling.sources.registers.asking import Asking, Question, SaidNo
from kobling.sources.registers.keeping import keep, kept
from kobling.sources.registers.limits import Clock, Limits
from kobling.sources.registers.parts import Part, shown
from kobling.sources.registers.redirects import is_written_inside, leads_inside
from kobling.sources.registers.shape import Raw

__all__ = ["Clock", "Limits", "Line", "SaidNo"]

USER_AGENT = f"Kobling/{__version__} (+https://github.com/kobling/kobling)"


class Line:
    """A line to one source. Every method raises RegisterRefused."""

    def __init__(
        self,
        base: str,
        *,
        register: str,
        limits: Limits | None = None,
        clock: Clock | None = None,
        cache: Path | None = None,
        id_header: str = "X-Request-Id",
    ) -> None:
        """Take the operator's address of a source.

        cache      folder for the answers that are asked for with `kept`; without one they are asked for anew
        id_header  the header in which the source names a request

        http is accepted from this machine or its own network alone.
        """
        self.register = register
        self._limits, self._clock, self._cache = limits or Limits(), clock or Clock(), cache
        self._base = _base(base, at=self._at(""))
        client = httpx.Client(
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"},
            timeout=httpx.Timeout(self._limits.silence, connect=self._limits.connect),
            # A connection of its own for each request, so that its deadline cuts no other.
            limits=httpx.Limits(max_keepalive_connections=0),
            follow_redirects=False,
            # A proxy of the operator's is the way out, and never the way to this machine itself.
            trust_env=not is_written_inside(self._base.host),
        )
        self._asking = Asking(client, limits=self._limits, clock=self._clock, id_header=id_header)

    def get(self, path: str, *, params: Mapping[str, str] | None = None, table: str = "") -> Raw:
        """Return the answer to a question in the address."""
        url = self._base.join(path).copy_merge_params(params or {})
        return self._answer(Question("GET", url, None, self._at(table)))

    def post(self, path: str, question: Mapping[str, object], *, table: str = "") -> Raw:
        """Return the answer to a question in JSON."""
        return self._answer(self._posted(path, question, table))

    def kept(self, path: str, question: Mapping[str, object], *, max_age: timedelta, table: str = "") -> Raw:
        """Return the answer to a question in JSON: the one in the cache while it is not older, with its own date."""
        asked = self._posted(path, question, table)
        if self._cache is None:
            return self._answer(asked)
        found = kept(self._cache, asked.text, max_age=max_age, now=self._clock.now())
        if found is None:
            found = self._answer(asked)
            keep(self._cache, found)
        return found

    def _at(self, table: str) -> Part:
        return Part(None, self.register, shown(table))

    def _posted(self, path: str, question: Mapping[str, object], table: str) -> Question:
        content = json.dumps(question, ensure_ascii=False, separators=(",", ":")).encode()
        return Question("POST", self._base.join(path), content, self._at(table))

    def _answer(self, asked: Question) -> Raw:
        body = BytesIO()
        limits = self._limits
        head = self._asking.answer(asked, body, at_most=limits.received, unpacked=limits.unpacked)
        return Raw(asked.text, body.getvalue(), head.content_type, self._clock.now(), head.request_id)


def _base(address: str, *, at: Part) -> httpx.URL:
    """Return the operator's address, ending in a slash so that paths are below it."""
    try:
        url = httpx.URL(address if address.endswith("/") else address + "/")
    except httpx.InvalidURL:
        at.refuse("no_address", found=shown(address))
    if url.scheme not in {"http", "https"} or not url.host or url.userinfo or url.query or url.fragment:
        at.refuse("no_address", found=shown(address))
    if url.scheme == "http" and not leads_inside(url.host):
        at.refuse("unencrypted", found=shown(address))
    return url
