"""Two who approve a draft at the same time, or one who approves while another changes what it holds."""

from datetime import UTC, date, datetime

import pytest

from kobling.rooms.audit import queries as audit
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.publishing.actions import DraftOutdated, approve_release, create_release
from kobling.rooms.releases import queries
from kobling.rooms.releases.actions import AlreadyApproved
from tests.rooms import small
from tests.rooms.at_once import alone, at_once, database_of_many

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _shared(request, tmp_path):
    with database_of_many(request, tmp_path):
        yield


def draft():
    import_facts(facts=small.facts(), by="office", at=NOON)
    create_release(municipality="lilleby", on=date(2020, 11, 30), by="office", at=NOON)


def approve(by):
    return approve_release(municipality="lilleby", number=1, embargo_until=None, by=by, at=NOON)


def test_a_draft_is_approved_once():
    alone(draft)

    results = at_once(lambda: approve("anna"), lambda: approve("bo"))

    assert [type(result) for result in results if isinstance(result, Exception)] == [AlreadyApproved]
    entries = alone(lambda: [entry.by for entry in audit.entries() if entry.action == "release.approve"])
    assert entries == [alone(lambda: queries.summary("lilleby", 1).approved_by)]


def test_what_is_approved_is_still_stored():
    """Whoever comes second is refused, or what was public stays."""
    alone(draft)

    approved, _removed = at_once(
        lambda: approve("anna"),
        lambda: import_facts(facts=small.facts(stories=[]), by="bo", at=NOON, replace=True),
    )

    is_public = alone(lambda: queries.summary("lilleby", 1).is_public(NOON))
    stories = alone(lambda: municipality_facts("lilleby").stories)
    assert is_public == bool(stories)
    assert is_public or isinstance(approved, DraftOutdated)
