"""What a folder says is what the rooms keep, and a release of it can always be made."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, given

from kobling.records.facts import MunicipalityFacts
from kobling.rooms.audit.queries import entries
from kobling.rooms.facts.changes import PublishedFactsProtected
from kobling.rooms.facts.history import change_sets
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import AddressIsPublic, import_facts
from kobling.rooms.municipality.actions import AddressTaken
from kobling.rooms.municipality.queries import pk_of, slugs
from kobling.rooms.publishing import queries as publishing
from kobling.rooms.publishing.actions import create_release
from kobling.rooms.releases import actions
from kobling.rooms.releases.document import Document
from tests.laws import examples
from tests.rooms import small, strategies

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
DAYS = [date(1990, 1, 1), date(2020, 11, 30), date(2090, 1, 1)]

pytestmark = pytest.mark.django_db


def take(facts, **more):
    return import_facts(facts=facts, by="office", at=NOON, replace=True, **more).differences


def publish():
    create_release(municipality="lilleby", on=DAYS[1], by="office", at=NOON)
    actions.approve(municipality="lilleby", number=1, embargo_until=None, by="council", at=NOON)


@given(strategies.facts())
@examples(25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_any_municipality_is_kept_as_it_was_and_can_be_released(said):
    with transaction.atomic():
        take(said)
        assert municipality_facts(said.municipality.slug) == said
        assert take(said) == ()

        kept = publishing.release_facts(said.municipality.slug)
        for day in DAYS:
            made = publishing.document(kept, on=day)
            assert Document.model_validate_json(made.canonical_bytes()) == made
            assert publishing.document(kept, on=day).canonical_bytes() == made.canonical_bytes()
        transaction.set_rollback(True)


@given(strategies.facts(most=1), strategies.facts(most=1))
@examples(12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_an_unpublished_municipality_can_be_made_into_any_other(one, other):
    """But for its drawings: what was once drawn stays written down."""
    assume(not {drawing.key for drawing in one.drawings} & {drawing.key for drawing in other.drawings})
    other = other.model_copy(
        update={"municipality": other.municipality.model_copy(update={"code": one.municipality.code})}
    )
    with transaction.atomic():
        take(one)
        take(other)
        measured = {indicator.key for indicator in other.indicators}
        former = [drawing for drawing in one.drawings if drawing.indicator in measured]
        assert municipality_facts(other.municipality.slug) == MunicipalityFacts.model_validate(
            other.model_dump() | {"drawings": [*other.drawings, *former]}
        )
        transaction.set_rollback(True)


def test_a_rehearsal_says_what_the_import_then_does():
    rehearsed = take(small.facts(), dry_run=True)

    assert slugs() == ()
    assert list(entries()) == []
    assert take(small.facts()) == rehearsed


def test_facts_are_named_as_the_folder_names_them():
    named = {(one.kind, one.name) for one in take(small.facts())}

    assert {("goal", "a"), ("measurement", "members 2019 2020-01-15")} <= named


def test_an_import_returns_what_is_new_changed_and_removed():
    take(small.facts())
    made = take(small.facts(goals=[small.goal("a", short="Nyt navn"), small.goal("b")], stories=[]))

    by_name = {(one.kind, one.name): (one.before, one.after) for one in made}
    before, after = by_name.pop(("goal", "a"))
    assert (before["short"], after["short"], before["targets"]) == ({"da": "Mål a"}, {"da": "Nyt navn"}, ("a1",))
    assert [name for name, (before, _) in by_name.items() if before is None] == [("goal", "b")]
    assert [name for name, (_, after) in by_name.items() if after is None] == [("story", "st")]


def test_the_audit_names_the_change_set_and_does_not_repeat_it():
    take(small.facts())

    (entry,) = entries()
    (made,) = change_sets(pk_of("lilleby"))
    assert (entry.action, entry.details) == ("import", {"change_set": 1, "digest": made.digest})


@pytest.mark.parametrize(
    "changed",
    [
        small.facts(goals=[small.goal("a")]),
        small.facts(goals=[]),
        small.facts(stories=[]),
        small.facts(measurements=[]),
        small.facts(measurements=[small.measurement("members", "2019", 60.0)]),
        small.facts(initiatives=[]),
        small.facts(themes=[]),
        small.facts(bodies=[]),
    ],
)
def test_what_has_been_public_is_neither_removed_nor_overwritten(changed):
    take(small.facts())
    publish()

    with pytest.raises(PublishedFactsProtected):
        take(changed)
    assert municipality_facts("lilleby") == small.facts()


def test_a_new_value_stands_beside_the_one_that_was_public():
    take(small.facts())
    publish()
    more = small.with_measurements(small.measurement("members", "2019", 60.0, drawn=date(2020, 12, 1)))

    assert len(take(more)) == 1
    assert municipality_facts("lilleby") == more


def test_addresses_belong_to_one_municipality_and_last():
    take(small.facts())
    other = {"code": "998", "slug": "lilleby", "name": "Anden"}
    with pytest.raises(AddressTaken):
        take(small.facts(municipality=other))
    publish()
    with pytest.raises(AddressIsPublic):
        take(small.facts(municipality={"code": "999", "slug": "nyby", "name": "Nyby"}))
