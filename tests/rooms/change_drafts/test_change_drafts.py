"""A change that is not applied yet: what it holds is kept, and it is applied by who may, as it was seen."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given

from kobling.rooms.audit import queries as audit
from kobling.rooms.change_drafts import actions, queries
from kobling.rooms.change_drafts.contents import edits_from_json, edits_to_json
from kobling.rooms.change_drafts.records import DraftEventKind, DraftState
from kobling.rooms.changes.actions import change_facts
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.changes.queries import change_sets
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import Acceptance, import_facts
from kobling.rooms.folder.errors import FolderError
from kobling.rooms.folder.merging import ConflictingChanges
from kobling.rooms.folder.warnings import UnacceptedWarnings
from tests.laws import examples
from tests.rooms import small, strategies
from tests.rooms.changes.test_edits import edits_between, figure

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
HERE = "lilleby"
AUTHOR, OTHER, THIRD = "kauthor1", "kother22", "kthird33"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stored():
    import_facts(facts=small.facts(), by="office", at=NOON)


def goal():
    return municipality_facts(HERE).goals[0]


def short(text):
    return Edits((FactEdit(goal(), goal().model_copy(update={"short": type(goal().short)(da=text)})),))


def save(edits, by=AUTHOR, **more):
    return actions.save_change_draft(municipality=HERE, edits=edits, title="Kortere", by=by, at=NOON, **more)


def do(action, number, by, **more):
    return action(municipality=HERE, number=number, by=by, at=NOON, **more)


def seen(number):
    return queries.digest_of(queries.change_draft(HERE, number))


def waiting(edits):
    number = save(edits)
    do(actions.submit_change_draft, number, AUTHOR)
    return number


@given(strategies.facts())
@examples(5, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_stored_edits_are_read_as_they_were(other):
    edits = edits_between(small.facts(), other.model_copy(update={"drawings": ()}))

    assert edits_from_json(edits_to_json(edits)) == edits


def test_a_draft_changes_nothing_until_another_person_approves_it():
    number = waiting(short("Nyt"))
    assert goal().short.da == "Mål a"
    assert [each.number for each in queries.waiting_change_drafts(HERE)] == [number]

    do(actions.approve_change_draft, number, OTHER, seen=seen(number))

    draft, newest = queries.change_draft(HERE, number), change_sets(HERE)[0]
    assert (goal().short.da, draft.state, draft.change_set) == ("Nyt", DraftState.APPLIED, newest.number)
    assert (newest.by, newest.reason) == (AUTHOR, "Kortere")
    assert [(event.what, event.by) for event in draft.events] == [
        (DraftEventKind.CREATED, AUTHOR),
        (DraftEventKind.SUBMITTED, AUTHOR),
        (DraftEventKind.APPROVED, OTHER),
    ]


def test_the_author_neither_approves_nor_sends_back():
    number = waiting(short("Nyt"))

    with pytest.raises(actions.ByAuthor):
        do(actions.approve_change_draft, number, AUTHOR, seen=seen(number))
    with pytest.raises(actions.ByAuthor):
        do(actions.send_back_change_draft, number, AUTHOR, reason="Nej")


@pytest.mark.parametrize("action", ["edit", "underneath"])
def test_a_change_of_draft_or_facts_voids_what_was_seen(action):
    number = waiting(short("Nyt"))
    looked_at = seen(number)
    if action == "edit":
        save(short("Andet"), number=number)
        do(actions.submit_change_draft, number, AUTHOR)
    else:
        now = goal()
        edits = Edits((FactEdit(now, now.model_copy(update={"former_slugs": ("gammelt",)})),))
        change_facts(municipality=HERE, edits=edits, by=OTHER, at=NOON)

    with pytest.raises(actions.SeenOtherwise):
        do(actions.approve_change_draft, number, OTHER, seen=looked_at)
    do(actions.approve_change_draft, number, OTHER, seen=seen(number))


def test_what_is_sent_back_says_why_and_is_its_authors_again():
    number = waiting(short("Nyt"))

    do(actions.send_back_change_draft, number, OTHER, reason="Skriv det ud.")

    draft = queries.change_draft(HERE, number)
    assert (draft.state, draft.sent_back.reason) == (DraftState.OPEN, "Skriv det ud.")
    save(short("Nyt navn"), number=number)
    assert queries.change_draft(HERE, number).sent_back is None


def test_it_is_read_by_its_author_and_those_it_is_shared_with():
    number = save(short("Nyt"))
    do(actions.share_change_draft, number, AUTHOR, readers=[OTHER, AUTHOR])
    assert queries.change_draft(HERE, number).readers == (OTHER,)
    assert [each.number for each in queries.change_drafts_of(HERE, OTHER)] == [number]

    do(actions.share_change_draft, number, AUTHOR, readers=[THIRD])

    assert queries.change_drafts_of(HERE, OTHER) == ()
    assert [each.number for each in queries.change_drafts_of(HERE, AUTHOR)] == [number]


def test_what_meets_a_later_change_shows_both_and_applies_nothing():
    number = save(short("Nyt"))
    change_facts(municipality=HERE, edits=short("Deres"), by=OTHER, at=NOON)

    for action in (actions.submit_change_draft, actions.apply_change_draft):
        with pytest.raises(ConflictingChanges), transaction.atomic():
            do(action, number, AUTHOR)
    assert queries.change_draft(HERE, number).state is DraftState.OPEN


def test_what_would_be_wrong_is_neither_submitted_nor_applied_but_kept():
    wrong = Edits((FactEdit(goal(), goal().model_copy(update={"responsible": "nowhere"})),))
    number = save(wrong)

    with pytest.raises(FolderError), transaction.atomic():
        do(actions.submit_change_draft, number, AUTHOR)
    assert queries.change_draft(HERE, number).edits == wrong


def test_only_its_author_edits_shares_withdraws_and_applies():
    number = save(short("Nyt"))

    for action in (actions.withdraw_change_draft, actions.apply_change_draft, actions.submit_change_draft):
        with pytest.raises(actions.NotAuthor):
            do(action, number, OTHER)
    with pytest.raises(actions.NotAuthor):
        save(short("Mit"), by=OTHER, number=number)
    with pytest.raises(actions.NotAuthor):
        do(actions.share_change_draft, number, OTHER, readers=[OTHER])


@pytest.mark.parametrize("end", [actions.withdraw_change_draft, actions.apply_change_draft])
def test_what_is_over_stays_as_it_is(end):
    number = save(short("Nyt"))
    do(end, number, AUTHOR)

    for action in (actions.withdraw_change_draft, actions.apply_change_draft, actions.submit_change_draft):
        with pytest.raises(actions.NotInState):
            do(action, number, AUTHOR)
    with pytest.raises(actions.NotInState):
        save(short("Igen"), number=number)


def test_a_draft_without_contents_or_effect_is_none():
    with pytest.raises(actions.NothingToChange):
        save(Edits())
    number = save(short("Mål a"))
    with pytest.raises(actions.NothingToChange):
        do(actions.submit_change_draft, number, AUTHOR)
    with pytest.raises(queries.NoSuchChangeDraft):
        queries.change_draft(HERE, number + 1)


def test_why_is_kept_whole_however_long():
    why = "Byrådet har ombestemt sig. " * 40
    number = actions.save_change_draft(municipality=HERE, edits=short("Nyt"), title=why, by=AUTHOR, at=NOON)

    do(actions.apply_change_draft, number, AUTHOR)

    assert change_sets(HERE)[0].reason == queries.change_draft(HERE, number).title == why.strip()


def unlikely_waiting():
    """The number of a draft that waits, with an unlikely figure that its author has answered for."""
    store(Edits(added=(figure("2018", 58.5),)))
    number = save(Edits(added=(figure("2020", 0.64),)))
    with pytest.raises(UnacceptedWarnings), transaction.atomic():
        do(actions.submit_change_draft, number, AUTHOR)
    do(actions.submit_change_draft, number, AUTHOR, acceptance=Acceptance("Foreningerne lukkede."))
    return number


def store(edits, **more):
    change_facts(municipality=HERE, edits=edits, by=OTHER, at=NOON, **more)


def test_what_is_unlikely_is_asked_of_the_author_and_of_nobody_again():
    number = unlikely_waiting()
    do(actions.send_back_change_draft, number, OTHER, reason="Er det nu rigtigt?")
    do(actions.submit_change_draft, number, AUTHOR)

    do(actions.approve_change_draft, number, OTHER, seen=seen(number))

    assert {one["reason"] for one in change_sets(HERE)[0].accepted} == {"Foreningerne lukkede."}
    assert list(change_sets(HERE)[0].accepted) == queries.change_draft(HERE, number).answers


def test_what_has_become_unlikely_in_another_way_is_asked_again():
    number = unlikely_waiting()
    store(Edits(added=(figure("2017", 60.0),)))

    with pytest.raises(UnacceptedWarnings), transaction.atomic():
        do(actions.approve_change_draft, number, OTHER, seen=seen(number))
    do(actions.approve_change_draft, number, OTHER, seen=seen(number), acceptance=Acceptance("Alle lukkede."))

    reasons = {one["code"]: one["reason"] for one in change_sets(HERE)[0].accepted}
    assert reasons.pop("far_from_series") == "Alle lukkede."
    assert set(reasons.values()) == {"Foreningerne lukkede."}


def test_the_audit_trail_holds_no_contents():
    number = save(short("Hemmeligt"))

    entries = [entry for entry in audit.entries() if entry.action.startswith("change draft")]
    assert [(entry.action, entry.subject, entry.by) for entry in entries] == [
        ("change draft created", f"{HERE} {number}", AUTHOR)
    ]
    assert "Hemmeligt" not in str(entries)
