"""Several facts and figures are changed by one change set: merged, in their places, and what is unlikely questioned."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, reject

from kobling.records.indicators import Measurement
from kobling.rooms.changes.actions import change_facts
from kobling.rooms.changes.edits import Edits, FactEdit
from kobling.rooms.changes.queries import change_sets, differences
from kobling.rooms.facts.changes import changes_to
from kobling.rooms.facts.kinds import KINDS, MUNICIPALITY
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import Acceptance, import_facts
from kobling.rooms.folder.errors import FolderError
from kobling.rooms.folder.merging import ConflictingChanges
from kobling.rooms.folder.warnings import UnacceptedWarnings
from tests.laws import examples
from tests.rooms import small, strategies

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
HERE = "lilleby"

pytestmark = pytest.mark.django_db


def take(facts, **more):
    import_facts(facts=facts, by="office", at=NOON, **more)


def change(*edits, added=(), removed=(), **more):
    return change_facts(municipality=HERE, edits=Edits(edits, tuple(added), tuple(removed)), by="anna", at=NOON, **more)


def with_fields(record, **fields):
    return type(record).model_validate(record.model_dump() | fields)


def figure(period, value, **more):
    return Measurement.model_validate(small.measurement("members", period, value, **more))


def goals(*keys):
    return small.facts(goals=[small.goal(key, small.target(f"{key}1")) for key in keys], stories=[], initiatives=[])


def order():
    return [goal.key for goal in municipality_facts(HERE).goals]


def edits_between(one, other):
    """Return the edits that make one municipality's facts another's, each fact with its place."""
    places = {
        (kind, kind.key_of(record)): place
        for kind in KINDS
        if kind is not MUNICIPALITY and kind.is_ordered
        for place, record in enumerate(getattr(other, kind.list_name), 1)
    }
    changes = changes_to(other, present=one, positions={})
    return Edits(
        tuple(FactEdit(each.before, each.after, places.get((each.kind, each.key))) for each in changes.records),
        changes.added,
        changes.removed,
    )


@given(strategies.facts(most=1), strategies.facts(most=1))
@examples(
    15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much]
)
def test_edits_from_one_to_the_other_give_the_other(one, other):
    """Also in the order of the other, and with figures; drawings are never taken back."""
    kept = {"municipality": one.municipality, "drawings": ()}
    one, other = one.model_copy(update=kept), other.model_copy(update=kept)
    with transaction.atomic():
        take(one)
        try:
            change_facts(
                municipality=one.municipality.code,
                edits=edits_between(one, other),
                by="anna",
                at=NOON,
                acceptance=Acceptance("Det er rigtigt."),
            )
        except FolderError:
            reject()

        assert municipality_facts(one.municipality.code) == other
        transaction.set_rollback(True)


def test_a_goal_and_its_indicator_come_together_or_not_at_all():
    take(small.facts())
    facts = municipality_facts(HERE)
    indicator = with_fields(facts.indicators[0], key="new")
    goal = with_fields(facts.goals[0], context=["new"])

    with pytest.raises(FolderError):
        change(FactEdit(facts.goals[0], goal))
    made = change(FactEdit(None, indicator), FactEdit(facts.goals[0], goal), reason="Et tal mere.")

    assert [(one.kind, one.name) for one in differences(HERE, made.change_set)] == [
        ("indicator", "new"),
        ("goal", "a"),
    ]
    assert change_sets(HERE)[0].reason == "Et tal mere."


def test_a_move_is_one_version():
    take(goals("a", "b", "c", "d"))
    facts = municipality_facts(HERE)

    made = change(FactEdit(facts.goals[3], facts.goals[3], place=2))

    assert order() == ["a", "d", "b", "c"]
    assert [one.key for one in made.changes.records] == ["d"]
    assert not change(FactEdit(facts.goals[3], facts.goals[3], place=2)).changes


def test_new_facts_stand_last_or_where_they_are_wanted():
    take(goals("a", "b"))
    new = {key: with_fields(municipality_facts(HERE).goals[0], **small.goal(key)) for key in "xyz"}

    change(FactEdit(None, new["x"]), FactEdit(None, new["y"], place=1), FactEdit(None, new["z"]))

    assert order() == ["y", "a", "b", "x", "z"]


def test_a_figure_is_entered_corrected_and_met_by_another():
    take(small.facts())
    drawn = date(2020, 11, 30)
    change(added=[figure("2020", 60.0, drawn=drawn)])

    change(removed=[figure("2020", 60.0, drawn=drawn)], added=[figure("2020", 61.0, drawn=drawn)])

    assert [each.value for each in municipality_facts(HERE).measurements] == [59.0, 61.0]
    for wrong in ([], [figure("2020", 60.0, drawn=drawn)]):
        with pytest.raises(ConflictingChanges) as refused:
            change(removed=wrong, added=[figure("2020", 62.0, drawn=drawn)])
        [conflict] = refused.value.conflicts
        assert (conflict.present, conflict.incoming) == (61.0, 62.0)
    assert not change(added=[figure("2020", 61.0, drawn=drawn)]).changes


def test_an_unlikely_figure_is_questioned_once_and_the_answer_kept():
    take(small.with_measurements(small.measurement("members", "2018", 58.5)))
    entered = {"added": [figure("2020", 0.64, drawn=date(2020, 11, 30))]}

    assert [one.code for one in change(**entered, dry_run=True).questioned]
    with pytest.raises(UnacceptedWarnings):
        change(**entered)
    assert len(municipality_facts(HERE).measurements) == 2

    change(**entered, reason="Nyt tal", acceptance=Acceptance("Foreningerne lukkede."))

    newest = change_sets(HERE)[0]
    assert newest.reason == "Nyt tal"
    assert [one["reason"] for one in newest.accepted] == ["Foreningerne lukkede."]
    goal = municipality_facts(HERE).goals[0]
    assert not change(FactEdit(goal, with_fields(goal, short="Nyt")), dry_run=True).questioned
