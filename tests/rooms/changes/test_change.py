"""One fact is changed by one change set: checked as the whole would be, and merged with what has changed meanwhile."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from kobling.records.indicators import Measurement
from kobling.rooms.changes.queries import change_sets, fact_at, revision
from kobling.rooms.changes.scope import concerned, series_to_check
from kobling.rooms.facts import queries
from kobling.rooms.facts.changes import FactChanges, PublishedFactsProtected, RecordChange, apply_changes
from kobling.rooms.facts.kinds import KINDS, MUNICIPALITY
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.folder.checks.context import ReadGaps
from kobling.rooms.folder.checks.run import run_checks
from kobling.rooms.folder.checks.warnings.run import find_warnings
from kobling.rooms.folder.errors import FolderError, ProblemCollector
from kobling.rooms.folder.merging import ConflictingChanges
from kobling.rooms.folder.parsing.locations import RecordLocations
from kobling.rooms.municipality.queries import pk_of
from tests.laws import examples
from tests.rooms import small, strategies
from tests.rooms.changing import change_fact

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
HERE = "lilleby"
CHANGEABLE = [kind for kind in KINDS if kind is not MUNICIPALITY]

pytestmark = pytest.mark.django_db


def take(facts):
    import_facts(facts=facts, by="office", at=NOON)


def change(before, after, **more):
    return change_fact(municipality=HERE, before=before, after=after, by="anna", at=NOON, **more)


def goal(facts):
    return facts.goals[0]


def with_fields(record, **fields):
    return type(record).model_validate(record.model_dump() | fields)


def problems(facts):
    found = ProblemCollector()
    run_checks(facts, locations=RecordLocations(), gaps=ReadGaps(), problems=found)
    return {(problem.location, problem.code, problem.found) for problem in found.found}


def raised(before, changes, series=None):
    """What a change makes unlikely: in what concerns it, or in everything."""
    after = apply_changes(before, changes)
    asked = [None if series is None else concerned(facts, changes, series) for facts in (before, after)]
    known = {warning.identity for warning in find_warnings(before, today=NOON.date(), asked=asked[0])}
    found = find_warnings(after, today=NOON.date(), kept=before.goals, asked=asked[1])
    return {warning.identity for warning in found} - known


@given(strategies.facts(most=1), strategies.facts(most=1), st.data())
@examples(30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_the_checks_of_a_change_find_what_the_checks_of_everything_find(one, other, data):
    """A fact is removed, or another municipality's stands in its place: references, dates and figures no longer fit."""
    kind = data.draw(st.sampled_from(CHANGEABLE))
    ours, theirs = getattr(one, kind.list_name), getattr(other, kind.list_name)
    assume(ours)
    before = data.draw(st.sampled_from(ours))
    after = data.draw(st.sampled_from([None, *(each.model_copy(update={"key": before.key}) for each in theirs)]))
    changes = FactChanges(records=(RecordChange(kind, before.key, before, after),))
    with transaction.atomic():
        take(one)
        pk = pk_of(one.municipality.code)
        series = series_to_check(pk, changes)
        seen = queries.facts_of(pk, series=series)
        found = problems(apply_changes(one, changes))

        assert problems(apply_changes(seen, changes)) == found
        if not found:
            assert raised(seen, changes, series) == raised(one, changes)
        transaction.set_rollback(True)


EARLY = small.counted("register", "2021", 5.0, drawn="2021-02-01")
QUESTIONED = small.facts(
    goals=[
        small.goal("a", small.target("level", value=58.4), small.target("growth", kind="relative_change", value=10)),
        small.goal("b", small.target("far", indicator="register", value=5.0)),
    ],
    indicators=[
        small.indicator(
            "grown", unit="percent_per_year", derived={"method": "yearly_growth_percent", "of": "register"}
        ),
        small.indicator("members"),
        small.indicator("register", unit="persons", collected_by="register"),
    ],
    measurements=[
        *(small.measurement("members", f"{year}", 55.0 + year % 5) for year in range(2016, 2020)),
        *(small.counted("register", f"{year}", 5.0) for year in range(2017, 2020)),
        EARLY,
    ],
)
REVISED = tuple(
    Measurement(**small.measurement("members", year, value, drawn="2030-01-01"))
    for year, value in (("2016", 5.0), ("2018", 95.0))
)


def edited(name, key, **fields):
    """The change that gives a fact other fields."""
    kind = next(kind for kind in KINDS if kind.list_name == name)
    records = {kind.key_of(record): record for record in getattr(QUESTIONED, name)}
    return FactChanges(records=(RecordChange(kind, key, records[key], with_fields(records[key], **fields)),))


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        (
            edited("goals", "a", targets=[small.target("level", value=8000.0)]),
            {"target_changed"},
        ),
        (edited("goals", "b", wordings=[{"text": "Nyt", "valid_from": "1200-01-01"}]), {"day_far_from_terms"}),
        (
            edited("indicators", "members", decimals=0, contact={"function": "Den ansvarlige", "email": "abc@b.dk"}),
            {"decimals_hide_difference"},
        ),
        (edited("indicators", "grown", derived=None, unit="percent"), {"period_not_over"}),
        (edited("terms", "2018-2021", start="2198-01-01", end="2199-12-31"), {"day_far_from_terms"}),
        (FactChanges(added=REVISED), {"drawn_in_future", "far_from_series"}),
    ],
)
def test_what_a_change_makes_unlikely_is_what_questioning_everything_finds(changes, codes):
    take(QUESTIONED)
    pk = pk_of(HERE)
    series = series_to_check(pk, changes)

    found = raised(queries.facts_of(pk, series=series), changes, series)
    assert found == raised(QUESTIONED, changes)
    assert codes <= {code for code, *_more in found}


def test_one_word_is_changed_and_nothing_else():
    take(small.facts())
    before = goal(municipality_facts(HERE))

    made = change(before, with_fields(before, short="Nyt"), reason="Kortere.")

    assert [(one.kind, one.name, one.before, one.after) for one in made] == [
        ("goal", "a", {"short": {"da": "Mål a"}}, {"short": {"da": "Nyt"}})
    ]
    assert municipality_facts(HERE) == small.facts(goals=[small.goal("a", small.target("a1"), short="Nyt")])
    newest = change_sets(HERE)[0]
    assert (newest.by, newest.origin, newest.reason) == ("anna", "page", "Kortere.")


def test_two_who_change_different_fields_at_once_both_have_their_way():
    take(small.facts())
    before = goal(municipality_facts(HERE))

    change(before, with_fields(before, short="Nyt"))
    change(before, with_fields(before, missing="Tal mangler."))

    now = goal(municipality_facts(HERE))
    assert (now.short.da, now.missing.da) == ("Nyt", "Tal mangler.")


def test_two_who_change_the_same_field_see_all_three_values():
    take(small.facts())
    before = goal(municipality_facts(HERE))
    change(before, with_fields(before, short="Annas"))

    with pytest.raises(ConflictingChanges) as refused:
        change(before, with_fields(before, short="Bos"))

    [conflict] = refused.value.conflicts
    assert [value["da"] for value in (conflict.base, conflict.present, conflict.incoming)] == [
        "Mål a",
        "Annas",
        "Bos",
    ]


def test_a_new_fact_stands_last_and_one_that_is_referred_to_stays():
    take(small.facts())
    facts = municipality_facts(HERE)

    change(None, with_fields(facts.sources[0], key="s2"))
    assert [source.key for source in municipality_facts(HERE).sources] == ["s1", "s2"]
    with pytest.raises(FolderError, match="liv"):
        change(facts.themes[0], None)
    assert municipality_facts(HERE).themes == facts.themes


def test_nothing_is_stored_where_nothing_changes_or_it_is_a_trial():
    take(small.facts())
    before = goal(municipality_facts(HERE))

    assert change(before, before) == ()
    assert change(before, with_fields(before, short="Nyt"), dry_run=True)
    assert len(change_sets(HERE)) == 1


def test_what_has_been_public_is_not_removed():
    from kobling.rooms.publishing.actions import create_release
    from kobling.rooms.releases.actions import approve

    take(small.facts())
    create_release(municipality=HERE, on=NOON.date(), by="office", at=NOON)
    approve(municipality=HERE, number=1, embargo_until=None, by="council", at=NOON)

    with pytest.raises(PublishedFactsProtected):
        change(municipality_facts(HERE).stories[0], None)


def test_a_problem_names_the_field_of_the_fact():
    take(small.facts())
    before = goal(municipality_facts(HERE))

    with pytest.raises(FolderError) as refused:
        change(before, with_fields(before, targets=[{**small.target("a1"), "value": None}]))

    [problem] = refused.value.problems
    assert (problem.location.file, problem.location.field) == ("goal a", "targets.0.value")
    assert str(problem.location) == "mål a targets.0.value"


def test_a_fact_is_read_as_a_change_set_left_it():
    take(small.facts())
    before = goal(municipality_facts(HERE))
    began = revision(HERE)
    change(before, with_fields(before, short="Nyt"))

    assert fact_at(HERE, "goal", "a", began) == before
    assert fact_at(HERE, "goal", "a", began + 1).short.da == "Nyt"
    assert fact_at(HERE, "goal", "a", 0) is fact_at(HERE, "goal", "b", 99) is None
