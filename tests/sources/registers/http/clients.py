"""HTTP clients of the fake StatBank, on a clock that does not wait."""

from datetime import UTC, datetime

import pytest

from kobling.sources.registers import RegisterError
from kobling.sources.registers.http import Clock, HttpClient, Limits
from tests.sources.statbank.tables import RECORDED

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CATALOGUE = (RECORDED / "tables_da_2025-09.json").read_bytes()
CONTENT = {"lang": "da", "format": "JSON"}


class FakeClock:
    """A clock on which sleeping takes no time, and which remembers every sleep."""

    def __init__(self, random=0.5):
        self.slept, self.at = [], 0.0
        self.clock = Clock(sleep=self.sleep, elapsed=lambda: self.at, now=lambda: NOON, random=lambda: random)

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.at += seconds


def client_for(fake, *, random=0.5, cache_folder=None, **limits):
    """Return a client that does not wait, and its clock."""
    limits = {"connect_seconds": 2, "read_seconds": 2, "total_seconds": 20, "pause_seconds": 0, **limits}
    clock = FakeClock(random)
    client = HttpClient(
        fake.base_url,
        register="statbank",
        limits=Limits(**limits),
        clock=clock.clock,
        cache_folder=cache_folder,
        id_header="Statbankapi-Request-Id",
    )
    return client, clock


def error_of(client, path="tables", question=CONTENT, table="FOLK1B"):
    with pytest.raises(RegisterError) as raised:
        client.post(path, question, table=table)
    assert str(raised.value).startswith("statbank FOLK1B: ")
    return raised.value
