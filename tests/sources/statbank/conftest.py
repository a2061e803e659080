"""A StatBank on this machine, and Kobling's client of it."""

import pytest

from kobling.sources.registers.http.timeouts_and_limits import Clock, Limits
from kobling.sources.statbank import StatBank, statbank_client

QUICK = Limits(
    connect_seconds=2,
    read_seconds=20,
    total_seconds=60,
    pause_seconds=0,
    max_bytes=50_000_000,
    max_decompressed_bytes=100_000_000,
)


@pytest.fixture
def statbank(fake):
    return StatBank(statbank_client(fake.base_url, limits=QUICK, clock=Clock(sleep=lambda _seconds: None)))
