"""History replayed gives the present; every day's facts are those exported on it; nothing stored is ever changed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kobling.records.facts import LISTS
from kobling.records.references import references
from kobling.rooms.audit.queries import entries
from kobling.rooms.facts import history, integrity, queries
from kobling.rooms.facts.changes import apply_changes
from kobling.rooms.facts.kinds import KIND_NAMED, KINDS
from kobling.rooms.facts.models import Fact, Reference, Version
from kobling.rooms.facts.queries import NotKnownThen, facts_at, facts_of, municipality_facts_known_on
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.municipality.queries import pk_of
from tests.laws import examples
from tests.rooms import small, strategies

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
SMALL = [
    small.facts(),
    small.facts(goals=[small.goal("b"), small.goal("a", small.target("a1", value=70.0))]),
    small.facts(goals=[small.goal("a", short="Andet"), small.goal("c"), small.goal("b")], stories=[]),
    small.facts(
        measurements=[small.measurement("members", *one) for one in (("2018", 55.0), ("2019", 59.0), ("2020", 61.0))]
    ),
    small.facts(measurements=[small.measurement("members", "2019", 58.0)], initiatives=[]),
]

pytestmark = pytest.mark.django_db


def take(facts, at=NOON):
    import_facts(facts=facts, by="office", at=at, replace=True)


def replayed(municipality):
    """The newest version of every fact that its newest version did not remove."""
    newest = {}
    for version in Version.objects.filter(municipality=municipality).order_by("revision"):
        newest[version.kind, version.key] = version
    return {key: (row.revision, row.position, row.shape, row.body) for key, row in newest.items() if row.body}


def present(municipality):
    rows = Fact.objects.filter(municipality=municipality)
    return {(row.kind, row.key): (row.revision, row.position, row.shape, row.body) for row in rows}


def replayed_changes(municipality):
    """The facts that all change sets make, one after the other, from the first."""
    facts = facts_at(municipality, 1)
    for number in range(2, queries.revision(municipality) + 1):
        facts = apply_changes(facts, history.changes_of(municipality, number))
    known = {indicator.key for indicator in facts.indicators}  # drawings stay, and come back with their indicator
    drawings = tuple(drawing for drawing in facts.drawings if drawing.indicator in known)
    return facts.model_copy(update={"drawings": drawings})


def without_order(facts):
    return {name: sorted(record.model_dump_json() for record in getattr(facts, name)) for name in LISTS}


def check_references(municipality):
    """What is stored of who names whom is what the present facts say."""
    facts, named = facts_of(municipality), {}
    for kind in KINDS:
        value = getattr(facts, kind.list_name)
        for record in value if isinstance(value, tuple) else (value,):
            for one in references(record):
                named.setdefault((one.kind, one.key), set()).add((kind.name, kind.key_of(record)))
    stored = {
        key: {(kind.name, name) for kind, name in queries.named_by(municipality, KIND_NAMED[key[0]], key[1])}
        for key in named
    }

    assert stored == named
    assert Reference.objects.filter(municipality=municipality).count() == sum(map(len, named.values()))


@given(st.lists(st.integers(0, len(SMALL) - 1), min_size=1, max_size=6))
@examples(20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_every_earlier_revision_is_read_as_it_was(chosen):
    imports = [SMALL[index] for index in chosen]
    with transaction.atomic():
        for number, facts in enumerate(imports):
            take(facts, at=NOON + timedelta(days=number))
        pk, known = pk_of("lilleby"), {}
        for number, facts in enumerate(imports):
            known[queries.revision_on(pk, (NOON + timedelta(days=number)).date())] = facts

        assert {revision: facts_at(pk, revision) for revision in known} == known
        assert facts_of(pk) == imports[-1]
        assert replayed(pk) == present(pk)
        assert without_order(replayed_changes(pk)) == without_order(imports[-1])
        assert integrity.first_broken_change_set(pk) is None
        check_references(pk)
        transaction.set_rollback(True)


@given(strategies.facts(most=1), strategies.facts(most=1))
@examples(12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_any_municipality_is_read_as_it_was_before_it_became_another(one, other):
    code = {"municipality": other.municipality.model_copy(update={"code": one.municipality.code}), "drawings": ()}
    with transaction.atomic():
        take(one)
        take(other.model_copy(update=code))

        pk = pk_of(one.municipality.code)
        assert facts_at(pk, 1) == one
        assert replayed(pk) == present(pk)
        assert without_order(replayed_changes(pk)) == without_order(facts_of(pk))
        assert integrity.first_broken_change_set(pk) is None
        check_references(pk)
        transaction.set_rollback(True)


def test_figures_that_went_with_their_transaction_are_not_read_for_those_of_the_same_numbers():
    first, second = (small.facts(measurements=[small.measurement("members", "2019", value)]) for value in (58.0, 57.0))
    for facts in (first, second, first):
        with transaction.atomic():
            take(SMALL[0])
            take(facts)
            pk = pk_of("lilleby")
            assert facts_of(pk) == facts_of(pk, series=["members"]) == facts
            assert facts_of(pk, series=[]).measurements == ()
            transaction.set_rollback(True)


def test_facts_are_known_by_the_day_they_were_stored():
    take(SMALL[0])
    take(SMALL[3], at=NOON + timedelta(days=10))

    assert municipality_facts_known_on("lilleby", date(2020, 12, 9)) == SMALL[0]
    assert municipality_facts_known_on("lilleby", date(2020, 12, 10)) == SMALL[3]
    with pytest.raises(NotKnownThen) as refused:
        municipality_facts_known_on("lilleby", date(2020, 11, 29))
    assert refused.value.first == date(2020, 11, 30)


def test_one_move_is_one_version():
    goals = [small.goal(key) for key in "abcdefgh"]
    take(small.facts(goals=goals, stories=[], initiatives=[]))
    take(small.facts(goals=[goals[-1], *goals[:-1]], stories=[], initiatives=[]))

    assert list(Version.objects.filter(revision=2).values_list("kind", "key")) == [("goal", "h")]
    assert [goal.key for goal in facts_of(pk_of("lilleby")).goals] == list("habcdefg")


STORED = ["facts_changeset", "facts_version", "facts_measurement", "facts_drawing"]


@pytest.mark.parametrize("table", STORED)
def test_the_database_refuses_to_remove_what_is_stored(table):
    drawing = {
        "key": "20200115-abc",
        "indicator": "members",
        "register_name": "statbank",
        "register_title": "Danmarks Statistik",
        "table": "FOLK1A",
        "query": "alt",
        "day": "2020-01-15",
        "at": "2020-01-15T08:00:00+01:00",
        "outcome": "first",
        "by": "office",
    }
    take(small.facts(drawings=[drawing]))

    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET municipality_id = municipality_id"):
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize("column", ["value", "withdrawn", "added", "note", "drawn", "area"])
def test_no_column_of_a_figure_is_changed(column):
    take(small.facts())

    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE facts_measurement SET {column} = {column}")


def test_a_figure_is_removed_once():
    take(SMALL[0])
    take(SMALL[4])

    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE facts_measurement SET removed = NULL WHERE removed IS NOT NULL")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE facts_changeset SET reason = 'anden' WHERE number = 1",
        "UPDATE facts_version SET body = NULL WHERE revision = 1 AND kind = 'goal'",
        "UPDATE facts_measurement SET value = 1 WHERE added = 1",
        "UPDATE facts_measurement SET removed = 2 WHERE added = 2",
        "DELETE FROM facts_version WHERE kind = 'story' AND revision = 1",
    ],
)
@pytest.mark.parametrize("at_once", [1, 1_000])
def test_a_change_past_the_triggers_is_detected(statement, at_once, monkeypatch):
    monkeypatch.setattr(integrity, "DIGESTS_AT_ONCE", at_once)
    take(SMALL[0])
    take(SMALL[3], at=NOON + timedelta(days=1))
    triggers = [
        ("facts_changeset", "no_update", "frozen"),
        ("facts_version", "no_update", "frozen"),
        ("facts_version", "no_delete", None),
        ("facts_measurement", "no_update", "no_update"),
        ("facts_measurement", "removed", "removed"),
    ]
    with connection.cursor() as cursor:
        for table, on_sqlite, on_postgresql in triggers:
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER {table}_{on_sqlite}")
            elif on_postgresql:
                cursor.execute(f"DROP TRIGGER {table}_{on_postgresql} ON {table}")
        cursor.execute(statement)

    assert integrity.first_broken_change_set(pk_of("lilleby")) in {1, 2}


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("INSERT INTO facts_version ({version}) SELECT {version9} FROM facts_version WHERE kind = 'goal'", 1),
        ("INSERT INTO facts_measurement ({figure}) SELECT {figure0} FROM facts_measurement", 0),
        ("UPDATE facts_measurement SET removed = 9", 9),
        ("UPDATE facts_fact SET body = '{{}}' WHERE kind = 'goal'", 1),
        ("UPDATE facts_fact SET position = '9' WHERE kind = 'goal'", 1),
        ("DELETE FROM facts_fact WHERE kind = 'story'", 1),
    ],
)
def test_what_no_digest_covers_is_detected(statement, number):
    """The triggers let all of these through: rows may be added, and the tables of the present are written anew."""
    take(SMALL[0])
    version = "municipality_id, kind, key, position, shape, body, revision"
    figure = "municipality_id, indicator, area, part, value, uncertainty, drawn, period, added"
    columns = {"version": version, "version9": version.replace("revision", "9")}
    columns |= {"figure": figure, "figure0": figure.replace("period, added", "'2007', 0")}
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**columns))

    assert integrity.first_broken_change_set(pk_of("lilleby")) == number


def test_a_change_that_is_gone_is_missed_by_the_audit():
    take(SMALL[0])
    take(small.facts(stories=[]))
    assert integrity.first_lost_change_set() is None

    with connection.cursor() as cursor:
        for table, on_sqlite in (("facts_changeset", "no_delete"), ("facts_version", "no_delete")):
            where = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER {table}_{on_sqlite if not where else 'frozen'}{where}")
        cursor.execute("DELETE FROM facts_version WHERE revision = 2")
        cursor.execute("DELETE FROM facts_changeset WHERE number = 2")

    lost = integrity.first_lost_change_set()
    assert [entry.details["change_set"] for entry in entries() if entry.number == lost] == [2]
