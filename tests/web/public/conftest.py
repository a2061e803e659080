"""The made-up municipality's site, opened once for all tests that only read it."""

import pytest

from kobling.web.public.responses import HTML
from kobling.web.public.site import Site
from tests.web.sample import sample_release


@pytest.fixture(scope="session")
def release():
    return sample_release()


@pytest.fixture(scope="session")
def site(release):
    return Site(release)


@pytest.fixture(scope="session")
def opened(site):
    """Every page and file, by address."""
    return {address: site.open(address) for address in site.addresses()}


@pytest.fixture(scope="session")
def pages(opened):
    """The text of every page, by address."""
    return {address: page.body.decode() for address, page in opened.items() if page.content_type == HTML}
