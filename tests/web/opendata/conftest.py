"""Documents, their files, and releases in the database."""

from datetime import UTC, datetime

import pytest

from kobling.rooms.releases.release_file import checksum
from kobling.web.opendata.extract import extract_release
from kobling.web.opendata.files.release_files import release_files
from tests.web import sample
from tests.web.opendata.documents import consistent, small_document
from tests.web.opendata.release_factory import make_release


@pytest.fixture(scope="session")
def document():
    """The made-up municipality."""
    return consistent(sample.sample_document())


@pytest.fixture(scope="session")
def data(document):
    """Its files."""
    return release_files(document)


@pytest.fixture(scope="session")
def small():
    """A municipality with five figures."""
    return small_document()


@pytest.fixture
def extract(document):
    """Everything in the made-up municipality's release."""
    return extract_release(document, checksum(document.canonical_bytes()))


@pytest.fixture
def addresses(settings):
    """The API alone, so that no other surface's addresses are met."""
    settings.ROOT_URLCONF = "tests.web.opendata.urlconf"


@pytest.fixture(scope="module")
def releases(module_database, document):
    """Two published releases; a third is under embargo. In another municipality, one that nobody has approved."""
    elsewhere = document.municipality.model_copy(update={"slug": "andenby", "code": "998"})
    make_release(document.model_copy(update={"municipality": elsewhere}), 1, approve=False)
    heads = [make_release(document, 1), make_release(document, 2)]
    make_release(document, 3, embargo_until=datetime(2999, 1, 1, tzinfo=UTC))
    return heads


@pytest.fixture
def published(releases, db, addresses):
    """The two published releases, behind the addresses of the API."""
    return releases
