"""The contract, checked on the fake and, where the network allows, on StatBank itself."""

import pytest

from kobling.sources.statbank import BASE_URL, StatBank, statbank_client
from tests.sources.reaching import reaching
from tests.sources.statbank.contract import CONTRACT_CHECKS


@pytest.mark.parametrize("check", CONTRACT_CHECKS, ids=lambda check: check.__name__)
def test_the_fake_keeps_the_contract(statbank, check):
    check(statbank)


@pytest.fixture(scope="module")
def real():
    with reaching("api.statbank.dk"):
        yield StatBank(statbank_client(BASE_URL))


@pytest.mark.contract
@pytest.mark.parametrize("check", CONTRACT_CHECKS, ids=lambda check: check.__name__)
def test_statbank_keeps_the_contract(real, check):
    check(real)
