"""A folder that was exported earlier keeps what has changed since; it takes nothing back unless a person decides so."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import TakesBack, UnknownRevision, import_facts
from kobling.rooms.folder.errors import FolderError
from kobling.rooms.folder.merging import ConflictingChanges, merge_facts
from kobling.rooms.folder.queries import newest_revision
from kobling.rooms.folder.records import Revision
from tests.laws import examples
from tests.rooms import small
from tests.rooms.facts.test_storage import SMALL

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
HERE = "lilleby"


def take(facts, **more):
    return import_facts(facts=facts, by="office", at=NOON, **more)


def exported():
    return newest_revision(HERE)


INDEXES = st.integers(0, len(SMALL) - 1)


@given(INDEXES, INDEXES)
@examples(25)
def test_one_change_alone_is_kept_whole(base, changed):
    base, changed = SMALL[base], SMALL[changed]

    assert merge_facts(base=base, present=base, incoming=changed) == changed
    assert merge_facts(base=base, present=changed, incoming=base) == changed
    assert merge_facts(base=base, present=changed, incoming=changed) == changed


def test_what_has_changed_since_the_export_is_kept():
    base = small.facts(goals=[small.goal("a"), small.goal("b")], stories=[], initiatives=[])
    present = small.facts(
        goals=[small.goal("c"), small.goal("a", short="Her"), small.goal("b")], stories=[], initiatives=[]
    )
    incoming = small.facts(
        goals=[small.goal("b", short="Mappen"), small.goal("a"), small.goal("d")],
        stories=[],
        initiatives=[],
        measurements=[small.measurement("members", "2019", 59.0), small.measurement("members", "2020", 61.0)],
    )

    merged = merge_facts(base=base, present=present, incoming=incoming)

    assert [(goal.key, goal.short.da) for goal in merged.goals] == [
        ("c", "Mål c"),
        ("b", "Mappen"),
        ("a", "Her"),
        ("d", "Mål d"),
    ]
    assert [figure.period.code for figure in merged.measurements] == ["2019", "2020"]


def test_the_same_figure_changed_twice_is_shown_three_ways():
    def facts(value):
        return small.facts(measurements=[small.measurement("members", "2019", value)])

    with pytest.raises(ConflictingChanges) as refused:
        merge_facts(base=facts(1.0), present=facts(2.0), incoming=facts(3.0))

    [conflict] = refused.value.conflicts
    assert (conflict.kind, conflict.key) == ("measurement", "members 2019 2020-01-15")
    assert (conflict.base, conflict.present, conflict.incoming) == (1.0, 2.0, 3.0)


@pytest.mark.django_db
def test_a_folder_without_a_revision_only_adds():
    take(SMALL[0])

    with pytest.raises(TakesBack) as refused:
        take(small.facts(stories=[]))
    assert [(one.kind, one.name) for one in refused.value.differences] == [("story", "st")]
    assert municipality_facts(HERE) == SMALL[0]

    take(small.with_measurements(small.measurement("members", "2020", 61.0)))
    take(small.facts(stories=[]), replace=True)
    assert municipality_facts(HERE) == small.facts(stories=[])


@pytest.mark.django_db
def test_an_older_export_never_takes_a_later_change_back():
    take(SMALL[0])
    began_at = exported()
    take(small.facts(goals=[small.goal("a", small.target("a1"), short="Nyere")]), began_at=began_at)

    take(small.facts(stories=[]), began_at=began_at)

    assert municipality_facts(HERE) == small.facts(
        stories=[], goals=[small.goal("a", small.target("a1"), short="Nyere")]
    )


@pytest.mark.django_db
def test_two_right_changes_never_make_a_wrong_whole():
    """Each makes another goal the overall one."""
    goals = [small.goal("a"), small.goal("b")]
    others = {"stories": [], "initiatives": []}
    take(small.facts(goals=goals, **others))
    began_at = exported()
    take(small.facts(goals=[goals[0] | {"overall": True, "themes": []}, goals[1]], **others), began_at=began_at)
    before = municipality_facts(HERE)

    with pytest.raises(FolderError, match="a"):
        take(small.facts(goals=[goals[0], goals[1] | {"overall": True, "themes": []}], **others), began_at=began_at)

    assert municipality_facts(HERE) == before


@pytest.mark.django_db
@pytest.mark.parametrize("revision", [Revision(number=1, digest="0" * 12), Revision(number=9, digest="0" * 12)])
def test_a_folder_of_another_kobling_is_refused(revision):
    take(SMALL[0])

    with pytest.raises(UnknownRevision):
        take(SMALL[1], began_at=revision)
    assert municipality_facts(HERE) == SMALL[0]


@pytest.mark.django_db
@given(st.lists(INDEXES, min_size=1, max_size=4), INDEXES)
@examples(15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_a_merge_keeps_every_later_change_or_is_refused(later, incoming):
    base = SMALL[0]
    with transaction.atomic():
        take(base)
        began_at = exported()
        for index in later:
            take(SMALL[index], replace=True)
        present = municipality_facts(HERE)
        try:
            take(SMALL[incoming], began_at=began_at)
        except (ConflictingChanges, FolderError):
            assert municipality_facts(HERE) == present
        else:
            assert municipality_facts(HERE) == merge_facts(base=base, present=present, incoming=SMALL[incoming])
        transaction.set_rollback(True)
