"""A municipality folder that is handed in as a zip file becomes a change draft of what differs in it."""

import io
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given

from kobling.rooms.change_drafts.actions import apply_change_draft
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.folder.archive import packed
from kobling.rooms.folder.queries import facts_with_revision
from kobling.rooms.folder.writing.serializer import serialize_folder
from kobling.rooms.workbooks.folders import NewDrawings, NotAllowed, edits_between, take_over_folder, zipped_folder
from tests.laws import examples
from tests.rooms import small, strategies
from tests.rooms.changing import change_fact
from tests.rooms.workbooks.filling_in import applied, by_key

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
HERE = "lilleby"


@given(strategies.facts())
@examples(10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_differs_makes_the_one_into_the_other(facts):
    code = {"municipality": facts.municipality.model_copy(update={"code": "999"})}
    drawn, known = facts.model_copy(update=code), small.facts()
    for one, other in ((drawn, known), (known, drawn), (drawn, drawn)):
        edits = edits_between(one, other)
        after, figures = applied(one, edits)
        assert after == by_key(other)
        assert figures == {*other.measurements}
    assert not edits


def take_over(data, may_change=lambda _before, _after: True):
    return take_over_folder(
        municipality=HERE, file=io.BytesIO(data), title="Mappe", by="anna", at=NOON, may_change=may_change
    )


@pytest.mark.django_db
def test_a_folder_with_facts_moved_added_and_removed_is_merged_with_what_has_changed_since():
    goals = [small.goal(key) for key in "abc"]
    import_facts(facts=small.facts(goals=goals), by="office", at=NOON)
    facts, revision = facts_with_revision(HERE)
    assert take_over(zipped_folder(HERE)).draft is None
    a, b, c = facts.goals
    d = type(a).model_validate(small.goal("d"))
    wanted = facts.model_copy(update={"goals": (c, a, d, b), "visions": ()})
    data = packed(serialize_folder(wanted, revision), folder=HERE)
    change_fact(municipality=HERE, before=a, after=a.model_copy(update={"responsible": "council"}), by="bo", at=NOON)

    with pytest.raises(NotAllowed) as refused:
        take_over(data, may_change=lambda before, after: None not in (before, after))
    assert {name.split()[-1] for name in refused.value.names} == {"v", "d"}

    apply_change_draft(municipality=HERE, number=take_over(data).draft, by="anna", at=NOON)
    after = municipality_facts(HERE)
    assert [goal.key for goal in after.goals] == ["c", "a", "d", "b"]
    assert (after.goals[1].responsible, after.visions) == ("council", ())


@pytest.mark.django_db
def test_drawings_of_elsewhere_are_refused():
    import_facts(facts=small.facts(), by="office", at=NOON)
    facts, revision = facts_with_revision(HERE)
    drawing = {
        "key": "20200312-3f9a1c2b4d",
        "indicator": "members",
        "register_name": "statbank",
        "register_title": "Danmarks Statistik",
        "table": "FOLK1A",
        "query": "{}",
        "day": "2020-03-12",
        "at": "2020-03-12T08:00:00+01:00",
        "outcome": "first",
        "by": "anna",
    }
    wanted = type(facts).model_validate(facts.model_dump() | {"drawings": [drawing]})

    with pytest.raises(NewDrawings):
        take_over(packed(serialize_folder(wanted, revision), folder=HERE))
