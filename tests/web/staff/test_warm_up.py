"""A server that has filled its caches answers the first reader from them."""

import pytest
from django.utils import timezone

from kobling.records.facts import MunicipalityFacts
from kobling.records.rights import Role
from kobling.rooms.changes.actions import begin_municipality
from kobling.web.staff import chain_view
from kobling.web.staff.pages import draft
from kobling.web.staff.warm_up import fill_caches
from tests.rooms import small
from tests.web.staff.users import HERE, NOON, import_municipality, signed_in_client

pytestmark = pytest.mark.django_db
CACHES = (chain_view._snapshot, draft._site)  # noqa: SLF001 - a cache is seen by nothing else


@pytest.fixture(autouse=True)
def _empty_caches():
    for cache in CACHES:
        cache.cache_clear()


def misses():
    return [cache.cache_info().misses for cache in CACHES]


def test_the_first_reader_finds_the_chain_and_the_draft_of_today_computed():
    import_municipality()
    reader = signed_in_client(Role.STRATEGY)

    fill_caches()
    before = misses()

    assert before == [1, 1]
    assert reader.get(f"/arbejde/{HERE}/").status_code == 200
    assert reader.get(f"/arbejde/{HERE}/udkast/{timezone.localdate().isoformat()}/").status_code == 200
    assert misses() == before


def test_a_municipality_that_has_just_been_begun_has_little_to_fill():
    fill_caches()
    given = small.facts()
    begun = MunicipalityFacts(municipality=given.municipality, bodies=given.bodies)
    begin_municipality(begun=begun, by="office", at=NOON)
    fill_caches()

    assert misses()[0] == 1
