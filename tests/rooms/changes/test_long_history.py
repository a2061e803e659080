"""A long history costs no more questions to the database than a short one, and an earlier shape stays readable."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from kobling.records.chain import Goal
from kobling.rooms.changes import actions, queries
from kobling.rooms.facts import queries as stored
from kobling.rooms.facts.bodies import WrittenByNewer
from kobling.rooms.facts.integrity import first_broken_change_set
from kobling.rooms.facts.models import Fact
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.folder.queries import facts_with_revision
from kobling.rooms.municipality.queries import pk_of
from tests.rooms import small

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
HERE = "lilleby"

pytestmark = pytest.mark.django_db


def take(facts, **more):
    import_facts(facts=facts, by="office", at=NOON, **{"replace": True} | more)


def short(text, **more):
    return small.facts(goals=[small.goal("a", small.target("a1"), short=text)], **more)


@pytest.mark.parametrize("count", [3, 25])
def test_questions_to_the_database_do_not_grow_with_the_history(count, django_assert_max_num_queries):
    for number in range(count):
        take(short(f"Mål {number}"))
    pk = pk_of(HERE)

    with django_assert_max_num_queries(10):
        assert len(queries.change_sets(HERE)) == count
    with django_assert_max_num_queries(10):
        assert len(queries.history(HERE, "goal", "a")) == count
    with django_assert_max_num_queries(10):
        queries.differences(HERE, count)
    with django_assert_max_num_queries(10):
        stored.facts_of(pk)
    with django_assert_max_num_queries(10):
        stored.facts_at(pk, 2)
    with django_assert_max_num_queries(50):
        actions.undo(municipality=HERE, number=count, by="anna", at=NOON)
    with django_assert_max_num_queries(15):
        assert first_broken_change_set(pk) is None


def test_the_newest_of_a_history_are_those_of_all_of_it():
    for number in range(3):
        take(short(f"Mål {number}"))
    take(small.facts(goals=[]))
    everything = queries.history(HERE, "goal", "a")

    assert [entry.change_set.number for entry in everything] == [4, 3, 2, 1]
    assert [queries.history(HERE, "goal", "a", most=most) for most in range(1, 6)] == [
        everything[:most] for most in range(1, 6)
    ]


def first_letter_up(fields):
    return fields | {"short": {name: text.capitalize() for name, text in fields["short"].items()}}


def test_a_history_of_two_shapes_is_read_undone_and_merged(monkeypatch):
    """A shape that begins the short text of a goal with a capital comes after two changes."""
    take(short("mål a"))
    _facts, began_at = facts_with_revision(HERE)
    take(short("kort", stories=[]))
    stored_before = dict(Fact.objects.filter(kind="goal").values_list("key", "body"))
    monkeypatch.setattr(Goal, "UPGRADES", (first_letter_up,))
    pk = pk_of(HERE)

    assert stored.facts_at(pk, 1) == short("Mål a")
    assert stored.facts_of(pk) == short("Kort", stories=[])
    assert [entry.after["short"] for entry in queries.history(HERE, "goal", "a")] == [{"da": "Kort"}, {"da": "Mål a"}]

    take(
        short("Mål a", sources=[{"key": "s1", "title": "Referat"}, {"key": "s2", "title": "Nyt"}]),
        replace=False,
        began_at=began_at,
    )
    assert [source.key for source in stored.facts_of(pk).sources] == ["s1", "s2"]
    assert stored.facts_of(pk).goals == short("Kort").goals
    assert dict(Fact.objects.filter(kind="goal").values_list("key", "body")) == stored_before
    actions.undo(municipality=HERE, number=3, by="anna", at=NOON)
    actions.undo(municipality=HERE, number=2, by="anna", at=NOON + timedelta(days=1))

    assert stored.facts_of(pk) == short("Mål a")
    (row,) = Fact.objects.filter(kind="goal")
    assert (row.shape, json.loads(row.body)["short"]) == (2, {"da": "Mål a"})
    assert first_broken_change_set(pk) is None


@pytest.mark.parametrize(
    "newer",
    [{"shape": 2}, {"body": '{"key": "a", "rationale": "Nyt felt"}'}, {"kind": "wave"}],
    ids=["shape", "field", "kind"],
)
def test_what_a_newer_version_wrote_is_named_and_never_read_wrongly(newer):
    take(short("Kort"))
    Fact.objects.filter(kind="goal").update(**newer)

    with pytest.raises(WrittenByNewer) as refused:
        stored.facts_of(pk_of(HERE))
    with pytest.raises(WrittenByNewer):
        take(short("Nyt"))

    assert refused.value.kind == newer.get("kind", "goal")
