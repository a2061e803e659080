"""A fake StatBank for the HTTP client."""

import pytest

from tests.sources.statbank.fake import FakeStatBank


@pytest.fixture(scope="module")
def server():
    with FakeStatBank() as fake:
        yield fake


@pytest.fixture
def fake(server):
    server.reset()
    return server
