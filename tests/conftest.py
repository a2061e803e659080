"""What every test stands on: no contact with other machines, and property tests without a stop-watch."""

import ipaddress
import os
import socket

import hypothesis
import pytest
from django.utils import translation

# Two cores shared with a browser make any single example slow once in a while; in CI Hypothesis's own profile is kept.
hypothesis.settings.register_profile("kobling", hypothesis.settings(), deadline=None)
hypothesis.settings.load_profile("kobling")
if "TEST_EXAMPLES" in os.environ:
    few = int(os.environ["TEST_EXAMPLES"])
    hypothesis.settings.register_profile("few", hypothesis.settings(), deadline=None, max_examples=few)
    hypothesis.settings.load_profile("few")


@pytest.fixture(autouse=True)
def _no_language_left_behind():
    """A command speaks the language it was asked to, and the next test speaks the usual one again."""
    yield
    translation.deactivate()


class OtherMachine(Exception):
    """A test tried to reach another machine."""


def _is_here(address):
    """Say whether a socket address leads to this machine; a path is a Unix socket, which always does."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _no_other_machines():
    def only_here(connect):
        def checked(self, address):
            if not _is_here(address):
                raise OtherMachine(f"a test may not connect to {address}; give it a fake that tells the truth")
            return connect(self, address)

        return checked

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", only_here(socket.socket.connect), raising=False)
        patch.setattr(socket.socket, "connect_ex", only_here(socket.socket.connect_ex), raising=False)
        yield
