"""A line to one source itself: the only place where a test may reach another machine, and that one alone."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def reaching(host: str) -> Iterator[None]:
    """Let tests connect to a host, or skip them where it is not known or cannot be reached."""
    try:
        addresses = {address[0] for *_, address in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)}
    except OSError as error:
        pytest.skip(f"{host} is not known here: {error}")
    guarded = socket.socket.connect

    def connect(self, address):
        if isinstance(address, tuple) and address[0] in addresses:
            return super(socket.socket, self).connect(address)
        return guarded(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        try:
            socket.create_connection((host, 443), timeout=10).close()
        except OSError as error:
            pytest.skip(f"{host} cannot be reached from here: {error}")
        yield
