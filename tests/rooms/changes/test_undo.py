"""Undoing a change set restores the facts, or is refused by name."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kobling.rooms.audit.queries import entries
from kobling.rooms.changes import actions, queries
from kobling.rooms.facts.changes import PublishedFactsProtected
from kobling.rooms.facts.history import NoSuchChangeSet
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.folder.errors import FolderError
from kobling.rooms.municipality.actions import AddressTaken
from kobling.rooms.publishing.actions import create_release
from kobling.rooms.publishing.queries import document, release_facts
from kobling.rooms.releases.actions import approve, create_draft, revoke
from tests.laws import examples
from tests.rooms import small
from tests.rooms.facts.test_storage import SMALL

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
HERE = "lilleby"
GOAL = small.goal("a", small.target("a1"), short="Kort")

pytestmark = pytest.mark.django_db


def take(facts, at=NOON):
    import_facts(facts=facts, by="office", at=at, replace=True)


def undo(number, at=LATER, **more):
    return actions.undo(municipality=HERE, number=number, by="anna", at=at, **more)


def publish(at=NOON, on=date(2020, 11, 30), embargo_until=None):
    create_release(municipality=HERE, on=on, by="office", at=at)
    approve(municipality=HERE, number=1, embargo_until=embargo_until, by="council", at=at)


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


def test_changes_of_one_fact_are_undone_one_after_the_other():
    take(SMALL[0])
    made = [small.facts(goals=[GOAL | {"short": short}]) for short in ("Kort", "Kortere", "Kortest")]
    for facts in made:
        take(facts)

    with pytest.raises(actions.ChangedSince) as refused:
        undo(3)
    assert refused.value.names == ("goal a",)
    undo(4)
    undo(3)
    assert municipality_facts(HERE) == made[0]
    undo(6)
    assert municipality_facts(HERE) == made[1]
    with pytest.raises(actions.ChangedSince):
        undo(2)
    undo(7)
    undo(2)
    assert municipality_facts(HERE) == SMALL[0]


def test_a_change_is_undone_again_where_undoing_it_was_taken_back():
    take(SMALL[0])
    take(SMALL[1])
    assert municipality_facts(HERE) == SMALL[1] != SMALL[0]
    undo(2)
    undo(3)

    undo(2)

    assert municipality_facts(HERE) == SMALL[0]
    with pytest.raises(actions.AlreadyUndone) as refused:
        undo(2)
    assert refused.value.undone_by == 5


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"at": NOON - timedelta(days=1), "on": date(2020, 11, 29)},
        {"on": date(2019, 1, 1)},
        {"embargo_until": datetime(2099, 1, 1, tzinfo=UTC)},
    ],
    ids=["at once", "by a clock that went back", "as of an earlier day", "under embargo"],
)
def test_what_may_have_been_published_is_refused(how):
    take(SMALL[0])
    take(SMALL[3])
    publish(**how)

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


@pytest.mark.parametrize("published", [NOON, LATER, LATER + timedelta(days=9)])
def test_a_change_of_words_after_the_release_is_undone_whatever_the_clock_says(published):
    take(SMALL[0])
    publish(at=published)
    take(small.facts(goals=[small.goal("a", small.target("a1"), short="Kort")]), at=LATER)

    undo(2)

    assert municipality_facts(HERE) == SMALL[0]


def test_a_release_whose_revision_is_not_known_is_told_by_the_clock():
    take(SMALL[0])
    take(SMALL[3])
    create_draft(document=document(release_facts(HERE), on=NOON.date()), host=None, by="office", at=NOON)
    approve(municipality=HERE, number=1, embargo_until=None, by="council", at=LATER)
    take(SMALL[3].model_copy(update={"goals": small.facts(goals=[GOAL]).goals}), at=LATER)

    with pytest.raises(actions.PublishedSince):
        undo(2)
    undo(3)
    assert municipality_facts(HERE) == SMALL[3]


def test_a_revoked_release_hinders_nothing():
    take(SMALL[0])
    take(SMALL[3])
    publish(embargo_until=datetime(2099, 1, 1, tzinfo=UTC))
    revoke(municipality=HERE, number=1, reason="Forkert.", by="council", at=LATER)

    undo(2)

    assert municipality_facts(HERE) == SMALL[0]


DRAWING = {
    "key": "20210115-abc",
    "indicator": "members",
    "register_name": "statbank",
    "register_title": "Danmarks Statistik",
    "table": "FOLK1A",
    "query": "alt",
    "day": "2021-01-15",
    "at": "2021-01-15T08:00:00+01:00",
    "outcome": "first",
    "by": "office",
}


def test_an_indicator_comes_back_with_its_figures_and_their_drawings():
    fetched = [small.measurement("members", "2020", 61.0, drawing=DRAWING["key"])]
    whole = small.facts(drawings=[DRAWING], measurements=fetched)
    without = small.facts(indicators=[], measurements=[], goals=[], stories=[], initiatives=[])
    take(whole)
    take(without)

    undo(2)
    assert municipality_facts(HERE) == whole

    undo(3)
    assert municipality_facts(HERE) == without
    take(whole)
    assert municipality_facts(HERE) == whole


def test_an_address_that_another_has_taken_meanwhile_is_not_given_back():
    take(SMALL[0])
    take(small.facts(municipality={"code": "999", "slug": "storby", "name": "Storby", "notice": "Opdigtet."}))
    take(small.facts(municipality={"code": "998", "slug": HERE, "name": "Anden", "notice": "Opdigtet."}))

    with pytest.raises(AddressTaken):
        actions.undo(municipality="storby", number=2, by="anna", at=LATER)


@given(
    st.permutations("abcde"),
    st.sets(st.sampled_from("abcde"), max_size=4),
    st.lists(st.sampled_from("uvxy"), max_size=6),
)
@examples(15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_what_is_restored_stands_where_it_stood(first, removed, later):
    here = {"stories": [], "initiatives": []}

    def goals(keys):
        return small.facts(goals=[small.goal(key) for key in keys], **here)

    left = [key for key in first if key not in removed]
    with transaction.atomic():
        take(goals(first))
        take(goals(left))
        among = list(left)
        for place, key in enumerate(dict.fromkeys(later)):
            among.insert(place * 2 % (len(among) + 1), key)
        take(goals(among))
        if removed:
            undo(2)
        order = [goal.key for goal in municipality_facts(HERE).goals]
        assert [key for key in order if key in first] == list(first)
        assert [key for key in order if key in among] == among
        transaction.set_rollback(True)


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
