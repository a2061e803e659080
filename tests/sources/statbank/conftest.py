"""A StatBank on this machine, and Kobling's line to it."""

import pytest

from kobling.sources.registers.limits import Clock, Limits
from kobling.sources.statbank import StatBank, line_to_statbank
from tests.sources.statbank.fake import FakeStatBank

QUICK = Limits(connect=2, silence=20, whole=60, pause=0, received=50_000_000, unpacked=100_000_000)


@pytest.fixture(scope="session")
def server():
    with FakeStatBank() as fake:
        yield fake


@pytest.fixture
def fake(server):
    server.reset()
    return server


@pytest.fixture
def statbank(fake):
    return StatBank(line_to_statbank(fake.base, limits=QUICK, clock=Clock(sleep=lambda _seconds: None)))
