"""A folder that was exported earlier keeps what has changed since; it takes nothing back unless a person decides so."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kobling.records.base import Text
from kobling.records.facts import LISTS, MunicipalityFacts
from kobling.rooms.changes.actions import undo
from kobling.rooms.changes.queries import change_sets
from kobling.rooms.facts.differences import fields_of
from kobling.rooms.facts.kinds import KINDS
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import Acceptance, TakesBack, UnknownRevision, import_facts
from kobling.rooms.folder.checks.warnings.run import find_warnings
from kobling.rooms.folder.errors import FolderError
from kobling.rooms.folder.merging import ConflictingChanges, merge_facts
from kobling.rooms.folder.queries import facts_with_revision, kept_goals
from kobling.rooms.folder.records import Revision
from kobling.rooms.folder.warnings import UnacceptedWarnings
from kobling.rooms.municipality.queries import addresses
from tests.laws import examples
from tests.rooms import small, strategies
from tests.rooms.facts.test_storage import SMALL

NOON = datetime(2020, 11, 30, 12, tzinfo=UTC)
HERE = "lilleby"


def take(facts, **more):
    return import_facts(facts=facts, by="office", at=NOON, **more)


def exported():
    return facts_with_revision(HERE)[1]


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
def test_what_was_taken_back_comes_back_only_by_a_new_decision():
    """The same folder is handed in again after its change was undone, or corrected back."""
    take(SMALL[0])
    began_at = exported()
    changed = small.facts(
        goals=[small.goal("a", small.target("a1"), short="Nyt")],
        stories=[],
        measurements=[small.measurement("members", "2019", 59.0), small.measurement("members", "2018", 58.0)],
    )
    take(changed, began_at=began_at)
    undo(municipality=HERE, number=2, by="office", at=NOON)
    before = municipality_facts(HERE)

    with pytest.raises(ConflictingChanges) as refused:
        take(changed, began_at=began_at)

    assert [(one.kind, one.key.split()[0], one.field) for one in refused.value.conflicts] == [
        ("goal", "a", "short"),
        ("story", "st", "key"),
        *(("story", "st", name) for name in ("goals", "date", "title", "text")),
        ("measurement", "members", ""),
    ]
    assert municipality_facts(HERE) == before
    take(changed, began_at=exported())
    assert municipality_facts(HERE) == changed


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


def asked(folder):
    """The warnings about a folder, as the command line finds them before it imports."""
    return find_warnings(folder, today=NOON.date(), kept=kept_goals("999"))


@pytest.mark.django_db
def test_a_target_that_was_changed_since_the_export_is_no_change_of_the_folder():
    take(SMALL[0])
    began_at = exported()
    take(small.facts(goals=[small.goal("a", small.target("a1", value=70.0))]), began_at=began_at)
    folder = small.facts(stories=[])
    assert "target_changed" in {warning.code for warning in asked(folder)}

    imported = take(folder, began_at=began_at, warnings=asked(folder))

    assert imported.unlikely == ()
    assert municipality_facts(HERE).goals[0].targets[0].value == 70.0


@pytest.mark.django_db
def test_what_is_unlikely_in_the_merged_facts_alone_is_asked_about():
    """The folder has one figure of a series; the others have come since."""
    first = [small.measurement("members", "2010", 0.59)]
    goals = [small.goal("a")]
    take(small.facts(goals=goals, measurements=[]))
    began_at = exported()
    series = [small.measurement("members", str(year), 59.0 + year % 3) for year in range(2011, 2019)]
    take(small.facts(goals=goals, measurements=series), began_at=began_at)
    folder = small.facts(goals=goals, measurements=first)
    assert asked(folder) == ()

    with pytest.raises(UnacceptedWarnings) as refused:
        take(folder, began_at=began_at, warnings=())
    assert {warning.code for warning in refused.value.warnings} == {"far_from_series"}
    imported = take(folder, began_at=began_at, warnings=(), acceptance=Acceptance("Målt på en anden måde."))

    assert imported.unlikely == refused.value.warnings
    assert change_sets(HERE)[0].accepted[0]["code"] == "far_from_series"


@pytest.mark.django_db
def test_an_older_export_never_takes_a_later_address_back():
    here = {"code": "999", "slug": HERE, "name": "Lilleby Kommune", "notice": "Opdigtet."}
    take(small.facts(municipality=here))
    began_at = exported()
    take(small.facts(municipality=here | {"slug": "storby", "host": "maal.storby.dk"}), began_at=began_at)

    take(small.facts(municipality=here, stories=[]), began_at=began_at)

    assert [(one.slug, one.host) for one in addresses()] == [("storby", "maal.storby.dk")]
    assert municipality_facts("storby").municipality.slug == "storby"
    assert municipality_facts("storby").stories == ()


@st.composite
def another_version(draw, facts):
    """Draw another version of a municipality: some of its facts are gone, some moved, and some have another text."""
    changed = {}
    for name in draw(st.lists(st.sampled_from(sorted(LISTS)), max_size=4, unique=True)):
        records = list(getattr(facts, name))
        if name != "drawings" and records:
            index = draw(st.integers(0, len(records) - 1))
            record = records.pop(index)
            what = draw(st.sampled_from(("remove", "move", "fill in", "empty")))
            texts = [
                field for field in ("note", "name", "short", "title", "what") if field in type(record).model_fields
            ]
            if what == "move":
                records.insert(draw(st.integers(0, len(records))), record)
            elif what != "remove" and texts:
                text = (
                    Text(da=draw(st.sampled_from(("Her", "Der")))) if what == "fill in" or texts[0] != "note" else None
                )
                records.insert(index, record.model_copy(update={texts[0]: text}))
            elif what != "remove":
                records.insert(index, record)
        changed[name] = records
    return MunicipalityFacts.model_validate(dict(facts) | changed)


def by_key(facts, kind):
    value = getattr(facts, kind.list_name)
    return {kind.key_of(record): record for record in (value if isinstance(value, tuple) else (value,))}


def order(before, after):
    return [key for key in after if key in before] == [key for key in before if key in after]


def assert_both_kept(kind, versions):
    """Assert that every field that one of two changes alters is as that one has it; lists of parts by their parts."""
    lists = {(parts.name,) for parts in kind.record.PARTS}
    was, here, there, both = (fields_of(kind, one) for one in versions)
    for path in {*was, *here, *there} - lists:
        if was.get(path) == here.get(path):
            assert both.get(path) == there.get(path), path
        elif was.get(path) == there.get(path):
            assert both.get(path) == here.get(path), path


@given(strategies.facts(), st.data())
@examples(15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_neither_of_two_changes_of_any_municipality_is_lost_in_silence(base, data):
    present, incoming = (data.draw(another_version(base)) for _ in range(2))
    try:
        merged = merge_facts(base=base, present=present, incoming=incoming)
    except ConflictingChanges:
        with pytest.raises(ConflictingChanges):
            merge_facts(base=base, present=incoming, incoming=present)
        return
    mirrored = merge_facts(base=base, present=incoming, incoming=present)

    for kind in KINDS:
        former, here, there, both, other = (by_key(one, kind) for one in (base, present, incoming, merged, mirrored))
        assert both == other
        for key in {*former, *here, *there}:
            assert_both_kept(kind, [one.get(key) for one in (former, here, there, both)])
        for one, another in ((here, there), (there, here)):
            assert order(one, both) or not order(former, another)
    assert set(merged.measurements) == set(mirrored.measurements)
    for figures in (present.measurements, incoming.measurements):
        assert set(figures) - set(base.measurements) <= set(merged.measurements)
        assert not (set(base.measurements) - set(figures)) & set(merged.measurements)


@pytest.mark.django_db
def test_what_stays_because_it_was_changed_since_the_export_is_named():
    """A folder that is corrected back to what it was exported as asks for nothing, and is told what stays."""
    take(small.facts())
    began_at = exported()
    corrected = small.facts(goals=[small.goal("a", small.target("a1"), short="Nyt")], stories=[])
    assert take(corrected, began_at=began_at).newer == ()

    imported = take(small.facts(), began_at=began_at)

    assert imported.differences == ()
    found = [(one.kind, one.name, one.before, one.after) for one in imported.newer]
    assert found[:1] == [("goal", "a", {"short": {"da": "Mål a"}}, {"short": {"da": "Nyt"}})]
    assert [(kind, after) for kind, _name, _before, after in found[1:]] == [("story", None)]
