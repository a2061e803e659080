"""The contract, checked on the fake and, where the network allows, on StatBank itself."""

import socket

import pytest

from kobling.sources.statbank import BASE_URL, StatBank, statbank_client
from tests.sources.statbank.contract import CONTRACT_CHECKS

HOST = "api.statbank.dk"


@pytest.mark.parametrize("check", CONTRACT_CHECKS, ids=lambda check: check.__name__)
def test_the_fake_keeps_the_contract(statbank, check):
    check(statbank)


@pytest.fixture(scope="module")
def real():
    """A line to StatBank itself: the one place where a test may reach another machine, and only that one."""
    try:
        addresses = {address[0] for *_, address in socket.getaddrinfo(HOST, 443, type=socket.SOCK_STREAM)}
    except OSError as error:
        pytest.skip(f"{HOST} is not known here: {error}")
    guarded = socket.socket.connect

    def connect(self, address):
        if isinstance(address, tuple) and address[0] in addresses:
            return super(socket.socket, self).connect(address)
        return guarded(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        try:
            socket.create_connection((HOST, 443), timeout=10).close()
        except OSError as error:
            pytest.skip(f"{HOST} cannot be reached from here: {error}")
        yield StatBank(statbank_client(BASE_URL))


@pytest.mark.contract
@pytest.mark.parametrize("check", CONTRACT_CHECKS, ids=lambda check: check.__name__)
def test_statbank_keeps_the_contract(real, check):
    check(real)
