from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kobling.records.base import InvisibleCharacter, Text
from kobling.rooms.audit import queries as audit
from kobling.rooms.audit.reasons import NoReason
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.publishing.actions import CorrectionWithoutReason, create_release
from kobling.rooms.publishing.queries import document, release_facts
from kobling.rooms.releases import actions, queries
from kobling.rooms.releases.doubts import (
    CorrectsNothing,
    DayInFuture,
    DiscardsDraft,
    Doubtful,
    EarlierDay,
    EmbargoInPast,
    RevokesApproval,
)
from kobling.rooms.releases.models import Release
from kobling.rooms.releases.release_file import checksum
from tests.rooms import small

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
DAY = date(2020, 11, 30)
FAR = datetime(2999, 1, 1, 8, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def municipality(module_database):
    import_facts(facts=small.facts(), by="office", at=NOON, replace=True)


def draft(**more):
    return create_release(**({"municipality": "lilleby", "on": DAY, "by": "office", "at": NOON} | more))


def approve(number=1, **more):
    return actions.approve(
        **({"municipality": "lilleby", "number": number, "embargo_until": None, "by": "council", "at": NOON} | more)
    )


def revoke(number=1, **more):
    usual = {"municipality": "lilleby", "number": number, "reason": "Et tal skal efterses.", "by": "council"}
    return actions.revoke(**(usual | {"at": NOON} | more))


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
    approve(2, anyway="Prøve.")
    draft(corrects=2, reason=Text(da="Igen."))
    approve(3, embargo_until=NOON + timedelta(days=1), anyway="Prøve.")

    assert [(head.municipality, head.number) for head in queries.newest_published_by_municipality(at=NOON)] == [
        ("lilleby", 2)
    ]
    assert queries.newest_published("lilleby", at=NOON).number == 2
    assert [head.number for head in queries.published("lilleby", at=NOON)] == [2, 1]


def test_the_same_facts_give_the_same_draft():
    first = draft()

    assert draft() == first
    assert [head.number for head in queries.summaries("lilleby")] == [1]


def change_the_facts():
    more = small.with_measurements(small.measurement("members", "2018", 55.0))
    import_facts(facts=more, by="office", at=NOON, replace=True)


def doubts_of(make, **more):
    """What is asked about; nothing is stored until a reason is given, and then the reason is kept."""
    stored = list(Release.objects.values_list("number", "sha256", "approved_at"))
    with pytest.raises(Doubtful) as refused, transaction.atomic():
        make(**more)
    assert list(Release.objects.values_list("number", "sha256", "approved_at")) == stored
    with pytest.raises(NoReason), transaction.atomic():
        make(**more, anyway="  ")

    make(**more, anyway="Det er aftalt.")

    names = [type(doubt).__name__ for doubt in refused.value.doubts]
    newest = list(audit.entries())[-1]
    assert (newest.details["anyway"], newest.details["doubts"]) == ("Det er aftalt.", names)
    return refused.value.doubts


def test_a_draft_gives_way_to_another_for_a_reason():
    first = draft()
    change_the_facts()

    assert doubts_of(draft) == (DiscardsDraft(number=1, created_at=NOON, created_by="office"),)
    (kept,) = queries.summaries("lilleby")
    assert kept.sha256 != first.sha256
    (discarded,) = (entry for entry in audit.entries() if entry.action == "release.discard")
    assert discarded.details == {"sha256": first.sha256, "anyway": "Det er aftalt.", "doubts": ["DiscardsDraft"]}


def test_a_reason_holds_nothing_that_cannot_be_seen():
    draft()
    change_the_facts()

    with pytest.raises(InvisibleCharacter):
        draft(anyway="\u200b")


def test_a_release_of_a_day_that_has_not_come_is_asked_about():
    day = DAY + timedelta(days=1)

    assert doubts_of(draft, on=day) == (DayInFuture(day=day),)


def test_today_is_a_day_in_denmark():
    late = datetime(2020, 11, 30, 23, 30, tzinfo=UTC)

    assert draft(on=date(2020, 12, 1), at=late).as_of == date(2020, 12, 1)


def test_a_release_of_an_earlier_day_than_the_newest_public_one_is_asked_about():
    draft()
    approve()
    day = DAY - timedelta(days=1)

    assert doubts_of(draft, on=day) == (EarlierDay(day=day, number=1, published_day=DAY),)


def test_an_embargo_that_has_ended_is_asked_about():
    draft()
    ended = NOON - timedelta(hours=1)

    assert doubts_of(approve, embargo_until=ended) == (EmbargoInPast(embargo_until=ended),)
    assert queries.newest_published("lilleby", at=NOON).number == 1


def test_all_doubts_are_asked_about_at_once():
    draft()
    approve()
    draft(corrects=1, reason=Text(da="Fejl"))

    assert [type(doubt) for doubt in doubts_of(draft, on=DAY - timedelta(days=1))] == [EarlierDay, DiscardsDraft]


def test_a_release_made_while_another_is_under_embargo_is_asked_about():
    draft()
    approve(embargo_until=FAR)

    assert doubts_of(draft) == (RevokesApproval(number=1, embargo_until=FAR),)
    assert queries.summaries("lilleby")[0].approved_at is None
    actions = [entry.action for entry in audit.entries() if entry.action.startswith("release.")]
    assert actions == [f"release.{what}" for what in ("freeze", "approve", "revoke", "discard", "freeze")]


def test_only_what_is_public_can_be_corrected():
    draft()
    approve(embargo_until=FAR)

    with pytest.raises(queries.NoSuchRelease):
        draft(corrects=1, reason=Text(da="Fejl"), anyway="Det haster.")


def test_a_release_is_not_public_before_those_that_its_history_names():
    draft()
    approve()
    first = queries.release("lilleby", 1).document
    for number, embargo in ((2, FAR), (3, None)):
        actions.create_draft(document=first.model_copy(update={"number": number}), host=None, by="office", at=NOON)
        if embargo:
            approve(number, embargo_until=embargo)

    for too_early in (None, FAR - timedelta(seconds=1)):
        with pytest.raises(actions.EarlierUnderEmbargo):
            approve(3, embargo_until=too_early)
    approve(3, embargo_until=FAR)
    with pytest.raises(actions.LaterApproved):
        revoke(2)


def test_an_approval_under_embargo_can_be_revoked_and_given_again():
    draft()
    approve(embargo_until=FAR)

    with pytest.raises(NoReason):
        revoke(reason=" ")
    revoke()

    assert queries.newest_published("lilleby", at=FAR) is None
    assert list(audit.entries())[-1].details["reason"] == "Et tal skal efterses."
    assert approve().embargo_until is None


@pytest.mark.parametrize("embargo_until", [None, NOON - timedelta(1), NOON, NOON + timedelta(microseconds=1), FAR])
@pytest.mark.parametrize("is_approved", [True, False])
def test_a_release_is_public_in_queries_exactly_when_it_is_in_its_summary(is_approved, embargo_until):
    draft()
    if is_approved:
        approve(embargo_until=embargo_until, anyway="Det er for sent.")

    [summary] = queries.summaries("lilleby")

    assert queries.published("lilleby", at=NOON) == ((summary,) if summary.is_public(NOON) else ())
    is_embargoed = is_approved and not summary.is_public(NOON)
    assert queries.under_embargo("lilleby", at=NOON) == ((summary,) if is_embargoed else ())


def test_what_is_public_or_a_draft_cannot_be_revoked():
    draft()
    with pytest.raises(actions.NotUnderEmbargo):
        revoke()
    approve()
    with pytest.raises(actions.NotUnderEmbargo):
        revoke()


def test_the_database_refuses_to_revoke_what_has_been_public():
    draft()
    approve(embargo_until=NOON + timedelta(hours=1))

    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        revoke(at=NOON)


def test_the_database_lets_nothing_else_of_an_embargo_be_changed():
    draft()
    approve(embargo_until=FAR)

    for change in ("approved_by = 'other'", "embargo_until = NULL", "approved_by = NULL, approved_at = NULL"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE releases_release SET {change}")
    with pytest.raises(DatabaseError, match="never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM releases_release")


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


def test_another_account_approves_unless_one_may_alone_which_the_audit_keeps():
    draft()

    with pytest.raises(actions.MadeByApprover), transaction.atomic():
        approve(by="office")
    approve(by="office", alone=True)

    assert list(audit.entries())[-1].details["alone"] is True
    draft(corrects=1, reason=Text(da="Et tal var skrevet forkert af."))
    approve(2, alone=True, anyway="Prøve.")
    assert "alone" not in list(audit.entries())[-1].details


def test_a_draft_is_approved_as_the_one_that_was_looked_at():
    seen = draft().sha256
    change_the_facts()
    newer = draft(anyway="Et tal er kommet.")

    with pytest.raises(actions.DraftReplaced):
        approve(seen=seen)
    assert approve(seen=newer.sha256).is_public(NOON)


def test_a_release_under_embargo_has_named_readers_and_keeps_when_they_read_it():
    draft()
    read = {"municipality": "lilleby", "number": 1, "by": "anna"}
    actions.record_reading(**read, at=NOON)
    actions.name_reader(**read | {"by": "office"}, account="anna", at=NOON)
    approved = approve(embargo_until=FAR)
    for hours in (0, 1, 24):
        actions.record_reading(**read, at=NOON + timedelta(hours=hours))

    assert queries.embargo_readers(approved) == ("anna",)
    assert [(one.account, one.at) for one in queries.embargo_readings(approved)] == [
        ("anna", NOON),
        ("anna", NOON + timedelta(days=1)),
    ]
    assert [entry.action for entry in audit.entries() if entry.by == "anna"] == ["release.read"] * 2
    actions.remove_reader(**read | {"by": "office"}, account="anna", at=NOON)
    assert queries.embargo_readers(approved) == ()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM releases_reading")
    with pytest.raises(actions.NotReadEarly):
        actions.name_reader(**read | {"by": "office"}, account="bo", at=FAR)


def test_another_draft_of_the_number_has_readers_of_its_own():
    first = draft()
    actions.name_reader(municipality="lilleby", number=1, account="anna", by="office", at=NOON)
    change_the_facts()
    second = draft(anyway="Et tal er kommet.")

    assert (queries.embargo_readers(first), queries.embargo_readers(second)) == (("anna",), ())


def test_only_the_next_release_can_be_approved():
    with pytest.raises(queries.NoSuchRelease):
        approve(7)


def test_a_correction_that_says_the_same_is_asked_about_before_it_is_public():
    draft()
    approve()
    correction = {"corrects": 1, "reason": Text(da="Et tal var skrevet forkert af."), "anyway": "Igen."}
    for on in (DAY, DAY + timedelta(days=1)):
        draft(**correction, on=on)
        with pytest.raises(Doubtful) as asked:
            approve(2)
        assert asked.value.doubts == (CorrectsNothing(number=1),)
    change_the_facts()
    draft(**correction)
    approve(2)

    assert "doubts" not in list(audit.entries())[-1].details


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


def test_who_writes_a_release_waits_for_others_before_reading_what_there_is():
    """Otherwise a draft could be exchanged while it is approved: the approval would be told and kept of another one."""
    if connection.vendor != "postgresql":
        return  # on SQLite a transaction that may write waits for others as it begins
    release = document(release_facts("lilleby"), on=DAY)

    for write in (
        lambda: actions.create_draft(document=release, host=None, by="office", at=NOON),
        lambda: approve(embargo_until=FAR),
        revoke,
    ):
        with CaptureQueriesContext(connection) as asked:
            write()
        first = next(query["sql"] for query in asked if "releases_release" in query["sql"])
        assert first == "LOCK TABLE releases_release IN SHARE ROW EXCLUSIVE MODE"
