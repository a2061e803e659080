from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from kobling.records.base import InvisibleCharacter
from kobling.rooms.audit import queries as audit
from kobling.rooms.audit.reasons import NoReason
from kobling.rooms.comments import actions
from kobling.rooms.comments.mentions import mentioned, with_keys, with_names
from kobling.rooms.comments.models import Comment, Event
from kobling.rooms.comments.queries import NoSuchComment, comment, open_count, threads
from kobling.rooms.comments.records import Subject
from kobling.rooms.folder.actions import import_facts
from tests.laws import examples
from tests.rooms import small

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
GOAL = Subject("goal", "a")
ANNA, BO = "k2222222", "k3333333"
ACCOUNTS = {"anna": ANNA, "bo": BO, "bo.b": "k4444444"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def _municipality(module_database):
    import_facts(facts=small.facts(), by="office", at=NOON, replace=True)


def write(text="Hvorfor 80 %?", **more):
    usual = {"municipality": "lilleby", "about": GOAL, "by": ANNA, "at": NOON, "accounts": ACCOUNTS}
    return actions.write(**(usual | {"text": text} | more))


def later(action, number, minutes=1, **more):
    at = NOON + timedelta(minutes=minutes)
    return action(**({"municipality": "lilleby", "number": number, "by": ANNA, "at": at} | more))


def test_what_happens_to_a_comment_is_added_to_it():
    first = write("Spørg @Bo om det.")
    reply = write("Det er aftalt.", by=BO, reply_to=first.number)
    write("Ja.", reply_to=reply.number)
    write("Noget andet.", about=Subject("release", "1"))
    later(actions.edit, first.number, text="Spørg @bo.b om det.", accounts=ACCOUNTS)
    later(actions.settle, first.number, by=BO)

    (thread,) = threads("lilleby", GOAL)
    assert [one.text for one in thread.replies] == ["Det er aftalt.", "Ja."]
    assert [event.text for event in thread.first.events][:2] == [f"Spørg @{BO} om det.", "Spørg @k4444444 om det."]
    assert (thread.first.settled.by, thread.first.edited.by, open_count("lilleby", GOAL)) == (BO, ANNA, 0)

    later(actions.reopen, first.number)
    assert (comment("lilleby", first.number).settled, open_count("lilleby", GOAL)) == (None, 1)
    entries = [entry for entry in audit.entries() if entry.action.startswith("comment.")]
    assert {entry.subject for entry in entries} == {"lilleby goal a", "lilleby release 1"}
    assert all(set(entry.details) == {"comment"} for entry in entries)


def test_a_deleted_comment_stays_without_any_of_its_texts():
    first = write("Først")
    later(actions.edit, first.number, text="Så", accounts=ACCOUNTS)
    write("Svar", by=BO, reply_to=first.number)

    later(actions.delete, first.number)

    (thread,) = threads("lilleby", GOAL)
    assert (thread.first.text, thread.first.is_deleted, len(thread.replies)) == (None, True, 1)
    assert [event.what for event in thread.first.events] == ["written", "edited", "deleted"]
    assert set(Event.objects.filter(comment__number=first.number).values_list("text", flat=True)) == {None}
    for refused in (actions.delete, actions.edit):
        more = {"text": "Igen", "accounts": ACCOUNTS} if refused is actions.edit else {}
        with pytest.raises(actions.CommentDeleted):
            later(refused, first.number, **more)
    with pytest.raises(actions.CommentDeleted):
        write("Svar", reply_to=first.number)


@pytest.mark.parametrize(
    ("text", "error"),
    [("  ", NoReason), ("a\u202eb", InvisibleCharacter), ("x" * (actions.MAX_LENGTH + 1), actions.TooLong)],
)
def test_a_text_that_cannot_be_kept_is_refused(text, error):
    with pytest.raises(error), transaction.atomic():
        write(text)
    assert threads("lilleby", GOAL) == ()


def test_what_is_not_ones_own_or_not_there_is_refused():
    own = write()
    with pytest.raises(actions.NotOwnComment):
        later(actions.delete, own.number, by=BO)
    with pytest.raises(actions.AlreadySo):
        later(actions.reopen, own.number)
    with pytest.raises(NoSuchComment):
        write(about=Subject("goal", "b"), reply_to=own.number)
    with pytest.raises(NoSuchComment):
        comment("lilleby", own.number + 1)


def test_the_database_refuses_to_change_what_was_written():
    number = write().number
    for change in (
        lambda: Event.objects.filter(comment__number=number).update(text="Noget andet"),
        lambda: Event.objects.filter(comment__number=number).update(by=BO),
        lambda: Event.objects.filter(comment__number=number).delete(),
        lambda: Comment.objects.filter(number=number).update(about_key="b"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_many_comments_are_read_as_fast_as_one():
    counts = []
    for _ in range(2):
        first = write()
        for _reply in range(3):
            write("Svar", reply_to=first.number)
        with CaptureQueriesContext(connection) as asked:
            assert threads("lilleby", GOAL)
        counts.append(len(asked))

    assert counts[0] == counts[1]


NAMED = st.sampled_from([f"@{name}" for name in (*ACCOUNTS, "ukendt")])
TEXTS = st.lists(NAMED | st.text(st.characters(exclude_characters="@k")), max_size=8).map(" ".join)


@given(TEXTS)
@examples(50)
def test_a_text_is_shown_as_it_was_written_and_kept_without_names(text):
    kept = with_keys(text, ACCOUNTS)
    names = {key: name for name, key in ACCOUNTS.items()}

    assert with_names(kept, names, names.__getitem__) == text
    assert [names[key] for key in mentioned(kept, ACCOUNTS.values())] == [
        name for name in ACCOUNTS if f"@{name}" in text.split(" ")
    ]


def test_the_key_of_an_erased_account_is_shown_as_such():
    kept = with_keys("Tak, @Anna!", ACCOUNTS)

    assert kept == f"Tak, @{ANNA}!"
    assert (
        with_names(kept, {ANNA: None}, lambda key: f"en slettet konto ({key})") == f"Tak, @en slettet konto ({ANNA})!"
    )
    assert with_names(kept, {}, str) == kept
    assert with_keys("post@anna.dk, @@anna", ACCOUNTS) == "post@anna.dk, @@anna"
