from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from kobling.rooms.folder.actions import import_facts
from kobling.rooms.publishing.actions import CorrectionWithoutReason, create_release
from kobling.rooms.records import Text
from kobling.rooms.releases import actions, queries
from kobling.rooms.releases.release_file import checksum
from tests.rooms import small

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
DAY = date(2020, 11, 30)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def municipality():
    import_facts(facts=small.facts(), by="office", at=NOON)


def draft(**more):
    return create_release(municipality="lilleby", on=DAY, by="office", at=NOON, **more)


def approve(number=1, **more):
    return actions.approve(
        **({"municipality": "lilleby", "number": number, "embargo_until": None, "by": "council", "at": NOON} | more)
    )


def test_a_draft_is_seen_by_nobody_until_it_is_approved():
    draft()

    assert queries.newest_published("lilleby", at=NOON) is None
    approve()
    assert queries.newest_published("lilleby", at=NOON).approved_by == "council"


def test_an_embargo_keeps_a_release_back_until_its_moment():
    draft()
    approve(embargo_until=NOON + timedelta(hours=2))

    assert queries.newest_published("lilleby", at=NOON + timedelta(hours=1, minutes=59)) is None
    assert queries.newest_published("lilleby", at=NOON + timedelta(hours=2)).number == 1


def test_the_newest_public_release_of_every_municipality_is_found():
    draft()
    approve()
    draft(corrects=1, reason=Text(da="Et tal var skrevet forkert af."))
    approve(2)
    draft(corrects=2, reason=Text(da="Igen."))
    approve(3, embargo_until=NOON + timedelta(days=1))

    assert [(head.municipality, head.number) for head in queries.newest_published_by_municipality(at=NOON)] == [
        ("lilleby", 2)
    ]
    assert queries.newest_published("lilleby", at=NOON).number == 2
    assert [head.number for head in queries.published("lilleby", at=NOON)] == [2, 1]


def test_the_same_facts_give_the_same_draft():
    first = draft()

    assert draft() == first
    assert [head.number for head in queries.summaries("lilleby")] == [1]


def test_a_draft_gives_way_when_the_facts_have_changed():
    first = draft()
    import_facts(facts=small.with_measurements(small.measurement("members", "2018", 55.0)), by="office", at=NOON)

    assert draft().sha256 != first.sha256
    assert len(queries.summaries("lilleby")) == 1


def test_what_is_kept_is_what_the_checksum_was_made_of():
    draft()
    kept = queries.release("lilleby", 1)

    assert kept.has_valid_checksum()
    assert checksum(kept.document.canonical_bytes()) == kept.sha256
    assert not kept.model_copy(update={"sha256": "0" * 64}).has_valid_checksum()


def test_an_approved_release_cannot_be_approved_again():
    draft()
    approve()

    with pytest.raises(actions.AlreadyApproved):
        approve()


def test_only_the_next_release_can_be_approved():
    with pytest.raises(queries.NoSuchRelease):
        approve(7)


def test_a_correction_names_what_it_corrects_and_says_why():
    draft()
    approve()
    with pytest.raises(CorrectionWithoutReason):
        draft(corrects=1)
    with pytest.raises(queries.NoSuchRelease):
        draft(corrects=5, reason=Text(da="Fejl"))

    draft(corrects=1, reason=Text(da="Et tal var skrevet forkert af."))

    document = queries.release("lilleby", 2).document
    assert (document.corrects, document.reason.da) == (1, "Et tal var skrevet forkert af.")
    assert [earlier.number for earlier in document.earlier] == [1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE releases_release SET document = '{}'",
        "UPDATE releases_release SET sha256 = 'x'",
        "UPDATE releases_release SET embargo_until = NULL, approved_by = 'other'",
        "UPDATE releases_release SET approved_at = NULL, approved_by = NULL",
        "DELETE FROM releases_release",
    ],
)
def test_the_database_refuses_to_change_an_approved_release(statement):
    draft()
    approve()

    with pytest.raises(DatabaseError, match="never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_to_change_what_a_draft_says():
    draft()

    with pytest.raises(DatabaseError, match="never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE releases_release SET document = '{}'")
