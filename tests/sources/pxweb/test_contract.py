"""What holds of every PxWeb, checked on the fakes and, where the network allows, on the services themselves."""

from urllib.parse import urlsplit

import pytest

from kobling.sources.pxweb import NORWAY_2, SWEDEN, SWEDEN_2, PxWeb, PxWeb2
from kobling.sources.registers import Selection
from kobling.sources.registers.http.client import HttpClient, Limits
from tests.sources.pxweb.fake import TABLE, FakePxWeb
from tests.sources.pxweb.fake2 import TABLE as TABLE_2
from tests.sources.pxweb.fake2 import FakePxWeb2
from tests.sources.reaching import reaching

QUICK = Limits(pause_seconds=0, max_attempts=1)
TABLES = {
    SWEDEN: "BE/BE0101/BE0101A/BefolkningNy",
    SWEDEN_2: "TAB638",
    NORWAY_2: "07459",
}
"""A table of the population in each service."""


def limits(register, table):
    """The service says how many cells and calls it allows, where it is asked for that."""
    found = register.limits()
    assert found.cells
    assert found.calls
    assert found.seconds


def newest(register, table):
    """One value of every variable, and the newest period, are drawn as they are asked for."""
    described = register.describe(table, language="en")
    [time] = [variable for variable in described.variables if variable.is_time]
    chosen = {variable.code: [variable.values[0].code] for variable in described.variables}
    drawn = register.fetch(Selection(table, {**chosen, time.code: ["top(1)"]}))
    assert drawn.cube.frame.height == 1
    assert drawn.cube.updated_at is not None


CHECKS = [limits, newest]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_fakes_keep_the_contract(check):
    with FakePxWeb() as fake, FakePxWeb2() as fake2:
        check(PxWeb(HttpClient(fake.address, register="scb", limits=QUICK), SWEDEN), TABLE)
        check(PxWeb2(HttpClient(fake2.address, register="scb2", limits=QUICK), SWEDEN_2), TABLE_2)


@pytest.mark.contract
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("site", TABLES, ids=lambda site: site.name)
def test_the_services_keep_the_contract(site, check):
    client = HttpClient(site.address, register=site.name)
    with reaching(urlsplit(site.address).hostname or ""):
        check(PxWeb2(client, site) if site in {SWEDEN_2, NORWAY_2} else PxWeb(client, site), TABLES[site])
