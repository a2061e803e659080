"""Undoing a change set restores the facts, or is refused by name."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kobling.rooms.audit.queries import entries
from kobling.rooms.changes import actions, queries
from kobling.rooms.facts.changes import PublishedFactsProtected
from kobling.rooms.facts.queries import NoSuchChangeSet, municipality_facts
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.folder.errors import FolderError
from kobling.rooms.publishing.actions import create_release
from kobling.rooms.releases.actions import approve
from tests.laws import examples
from tests.rooms import small
from tests.rooms.facts.test_storage import SMALL

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
HERE = "lilleby"

pytestmark = pytest.mark.django_db


def take(facts, at=NOON):
    import_facts(facts=facts, by="office", at=at, replace=True)


def undo(number, at=LATER, **more):
    return actions.undo(municipality=HERE, number=number, by="anna", at=at, **more)


def publish(at=NOON):
    create_release(municipality=HERE, on=date(2020, 11, 30), by="office", at=at)
    approve(municipality=HERE, number=1, embargo_until=None, by="council", at=at)


@given(st.lists(st.integers(0, len(SMALL) - 1), min_size=2, max_size=5))
@examples(20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_undoing_the_newest_change_is_the_identity(chosen):
    with transaction.atomic():
        made = []
        for facts in (SMALL[index] for index in chosen):
            before = len(queries.change_sets(HERE)) if made else 0
            take(facts)
            made += [facts] if len(queries.change_sets(HERE)) > before else []
        if len(made) > 1:
            undo(len(made))
            assert municipality_facts(HERE) == made[-2]
            undo(len(made) + 1)
            assert municipality_facts(HERE) == made[-1]
        transaction.set_rollback(True)


def test_an_earlier_change_is_undone_where_nothing_of_it_has_moved():
    take(SMALL[0])
    take(small.facts(stories=[]))
    take(small.facts(stories=[], goals=[small.goal("a", small.target("a1"), short="Kort")]))

    differences = undo(2, reason="Historien skal med.")

    assert [(one.kind, one.name, one.before) for one in differences] == [("story", "st", None)]
    assert municipality_facts(HERE) == small.facts(goals=[small.goal("a", small.target("a1"), short="Kort")])
    newest, *_ = made = queries.change_sets(HERE)
    assert (newest.number, newest.origin, newest.undoes, newest.reason) == (4, "undo", 2, "Historien skal med.")
    assert {one.number: one.undone_by for one in made} == {4: None, 3: None, 2: 4, 1: None}
    details = {"undoes": 2, "reason": "Historien skal med.", "change_set": 4, "digest": newest.digest}
    assert list(entries())[-1].details == details


def test_what_has_been_changed_again_is_named():
    take(SMALL[0])
    take(small.with_measurements(small.measurement("members", "2020", 61.0)))
    take(small.with_measurements(small.measurement("members", "2020", 62.0)))
    kept = municipality_facts(HERE)

    with pytest.raises(actions.ChangedSince) as refused:
        undo(2)

    assert refused.value.names == ("members 2020 2021-01-15",)
    assert municipality_facts(HERE) == kept
    assert len(queries.change_sets(HERE)) == 3


def test_what_may_have_been_published_is_refused():
    take(SMALL[0])
    take(SMALL[3])
    publish()

    with pytest.raises(actions.PublishedSince) as refused:
        undo(2)

    assert refused.value.release == 1
    assert municipality_facts(HERE) == SMALL[3]


def test_a_change_after_the_release_is_undone_but_for_what_must_stay():
    take(SMALL[0])
    publish()
    take(SMALL[3], at=LATER)

    with pytest.raises(PublishedFactsProtected):
        undo(2)


def test_a_change_of_words_after_the_release_is_undone():
    take(SMALL[0])
    publish()
    take(small.facts(goals=[small.goal("a", small.target("a1"), short="Kort")]), at=LATER)

    undo(2)

    assert municipality_facts(HERE) == SMALL[0]


def test_what_would_be_wrong_as_a_whole_is_refused():
    """A later fact rests on what the change added: without it, its reference leads nowhere."""
    source = {"key": "s2", "title": "Nyt referat"}
    both = [{"key": "s1", "title": "Referat"}, source]
    take(SMALL[0])
    take(small.facts(sources=both))
    take(small.facts(sources=both, goals=[small.goal("a", small.target("a1"), sources=["s2"])]))

    with pytest.raises(FolderError, match="s2"):
        undo(2)


def test_a_trial_run_changes_nothing():
    take(SMALL[0])
    take(small.facts(stories=[]))

    rehearsed = undo(2, dry_run=True)

    assert len(queries.change_sets(HERE)) == 2
    assert undo(2) == rehearsed


def test_the_first_change_an_unknown_one_and_one_undone_already_are_refused():
    take(SMALL[0])
    take(small.facts(stories=[]))

    with pytest.raises(actions.NothingBefore):
        undo(1)
    with pytest.raises(NoSuchChangeSet):
        undo(7)
    undo(2)
    with pytest.raises(actions.AlreadyUndone):
        undo(2)


def test_the_order_is_restored_though_another_has_taken_the_place():
    goals = [small.goal(key) for key in "abc"]
    here = {"stories": [], "initiatives": []}
    take(small.facts(goals=goals, **here))
    take(small.facts(goals=[goals[0], goals[2]], **here))
    take(small.facts(goals=[goals[0], small.goal("d"), goals[2]], **here))

    undo(2)

    assert [goal.key for goal in municipality_facts(HERE).goals] in (list("abdc"), list("adbc"))


def test_the_history_of_a_goal_is_told_newest_first():
    take(SMALL[0])
    take(small.facts(goals=[small.goal("a", small.target("a1", value=70.0))]))
    take(small.facts(goals=[], stories=[], initiatives=[]))

    removed, changed, added = queries.history(HERE, "goal", "a")

    assert (removed.after, added.before) == (None, None)
    assert (changed.before, changed.after) == ({"targets.a1.value": 80.0}, {"targets.a1.value": 70.0})
    assert [entry.change_set.number for entry in (removed, changed, added)] == [3, 2, 1]
    with pytest.raises(queries.NoSuchFact) as refused:
        queries.history(HERE, "goal", "b")
    assert refused.value.known == ("a",)
