"""The public process needs one table, and a database role with a right to that table alone is enough."""

import re
from datetime import UTC, date, datetime

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kobling.rooms.facts.queries import facts_of
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.publishing.actions import create_release
from kobling.rooms.releases import actions
from tests.rooms import small

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
ADDRESSES = [
    "/",
    "/lilleby/",
    "/lilleby/en/",
    "/lilleby/maal/maal-a/",
    "/lilleby/data/status.csv",
    "/api/v1/lilleby/goals",
]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def released(module_database):
    import_facts(facts=small.facts(), by="office", at=NOON, replace=True)
    create_release(municipality="lilleby", on=date(2020, 11, 30), by="office", at=NOON)
    actions.approve(municipality="lilleby", number=1, embargo_until=None, by="council", at=NOON)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_public_page_asks_for_releases_and_nothing_else(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, headers={"host": "localhost"}).status_code in {200, 302}

    tables = {table for query in asked for table in re.findall(r'(?:FROM|JOIN|INTO|UPDATE) "(\w+)"', query["sql"])}
    assert tables == {"releases_release"}
    assert not [query for query in asked if not query["sql"].startswith("SELECT")]


def test_the_role_of_the_operators_guide_can_serve_and_see_nothing_more(client):
    if connection.vendor != "postgresql":
        return  # an SQLite file has no roles; the test above holds there too
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE kobling_public")
        cursor.execute("GRANT USAGE ON SCHEMA public TO kobling_public")
        cursor.execute("GRANT SELECT ON releases_release, django_migrations TO kobling_public")
        cursor.execute("SET LOCAL ROLE kobling_public")

    for address in ADDRESSES:
        assert client.get(address, headers={"host": "localhost"}).status_code in {200, 302}
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        facts_of(1)
