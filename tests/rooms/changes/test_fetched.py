"""Undoing a fetch: the answer and the record of it stay, its figures go, and those they replaced are back."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kobling.core.errors import KoblingError
from kobling.records.drawings import Outcome
from kobling.records.indicators import Indicator
from kobling.rooms.changes import actions
from kobling.rooms.facts import queries as stored
from kobling.rooms.facts.integrity import first_broken_change_set
from kobling.rooms.facts.queries import municipality_facts
from kobling.rooms.folder.actions import import_facts
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.publishing.actions import create_release
from kobling.rooms.registers import actions as registers
from kobling.rooms.registers import queries
from kobling.rooms.releases.actions import approve
from tests.laws import examples
from tests.rooms.facts.test_storage import present, replayed
from tests.rooms.registers.town import MARCH, draw, people, statbank, take

HERE = "lilleby"
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


def undo(number, at=MARCH + HOUR):
    return actions.undo(municipality=HERE, number=number, by="anna", at=at)


def figures():
    rows = stored.measurements(pk_of(HERE), "folketal")
    return {one.period.code: (one.value, one.drawn, one.withdrawn) for one in rows}


def revise(fake, value):
    cell = ("791", "TOT", "IALT", "000", "2019K1")
    fake.revise("FOLK1B", {cell: value}, updated="2020-03-11T08:00:00")


def count_answers():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM registers_answer")
        return cursor.fetchone()[0]


def test_the_figures_of_a_fetch_are_taken_back_and_fetched_again(fake):
    whole = take()
    draw(statbank(fake))
    fetched = figures()

    undo(2)

    assert municipality_facts(HERE).measurements == whole.measurements
    assert [drawing.outcome for drawing in queries.drawings(HERE)] == [Outcome.FIRST]
    assert count_answers() == 1
    (due,) = queries.fetchable_indicators(HERE, on=date(2020, 3, 13))
    assert due.is_due
    assert draw(statbank(fake), at=MARCH + 2 * HOUR).drawing.outcome is Outcome.FIRST
    assert figures() == fetched
    assert count_answers() == 1


@pytest.mark.parametrize("later", [HOUR, timedelta(days=80)], ids=["on the same day", "later"])
@pytest.mark.parametrize("value", [97114, None], ids=["revised", "withdrawn"])
def test_what_a_fetch_superseded_or_withdrew_is_given_back(fake, later, value):
    take()
    draw(statbank(fake))
    former = figures()
    revise(fake, value)
    draw(statbank(fake), at=MARCH + later)
    assert figures() != former

    undo(3, at=MARCH + later + HOUR)
    assert figures() == former

    result = draw(statbank(fake), at=MARCH + later + 2 * HOUR)
    assert result.drawing.outcome is (Outcome.WITHDRAWN if value is None else Outcome.REVISED)


def test_published_figures_of_a_fetch_are_never_taken_back(fake):
    take()
    draw(statbank(fake))
    create_release(municipality=HERE, on=MARCH.date(), by="office", at=MARCH)
    approve(municipality=HERE, number=1, embargo_until=None, by="council", at=MARCH)

    with pytest.raises(actions.PublishedSince):
        undo(2)


def test_a_fetch_that_only_asked_is_never_undone(fake):
    take()
    draw(statbank(fake))
    draw(statbank(fake), at=MARCH + HOUR)

    with pytest.raises(actions.NothingToUndo):
        undo(3)


class AskedMeanwhile:
    """StatBank, where something is done while it is asked."""

    def __init__(self, register, meanwhile):
        self._register, self._meanwhile = register, meanwhile

    def __getattr__(self, name):
        return getattr(self._register, name)

    def fetch(self, selection):
        self._meanwhile()
        return self._register.fetch(selection)


def test_a_definition_that_is_changed_meanwhile_is_not_followed(fake):
    take()
    other = Indicator.model_validate(people() | {"name": "Indbyggere"})

    def change():
        registers.define(municipality=HERE, definition=other, by="bo", at=MARCH)

    with pytest.raises(registers.DefinitionChanged):
        draw(AskedMeanwhile(statbank(fake), change))

    assert (figures(), queries.drawings(HERE)) == ({}, ())
    assert len(draw(statbank(fake)).diff.added) == 4


STEPS = st.one_of(
    st.tuples(st.just("undo"), st.integers(1, 9)),
    st.tuples(st.just("fetch"), st.sampled_from((97113, 97114, 97115, None))),
    st.tuples(st.just("import"), st.integers(0, 5)),
)


@given(st.lists(STEPS, min_size=3, max_size=9), st.lists(st.integers(0, 2), min_size=9, max_size=9))
@examples(
    12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
)
def test_after_any_imports_fetches_and_undoings_every_revision_is_known_as_it_was(fake, steps, days):
    """History replayed is the present, and the facts known on a day are those exported at its end."""
    fake.reset()
    with transaction.atomic():
        take()
        folders, at = [municipality_facts(HERE)], MARCH
        pk, known, exported = pk_of(HERE), {}, {}
        for (step, argument), later in zip(steps, days, strict=False):
            at += timedelta(days=later) + HOUR
            try:
                if step == "undo":
                    undo(argument, at=at)
                elif step == "fetch":
                    revise(fake, argument)
                    draw(statbank(fake), at=at, accept="")
                else:
                    folder = folders[argument % len(folders)]
                    import_facts(facts=folder, by="office", at=at, replace=True)
            except KoblingError:
                pass  # refused: what is stored is compared all the same
            facts, revision = stored.facts_and_revision(pk)
            exported[at.date()] = facts
            assert known.setdefault(revision, facts) == facts
            folders.append(facts)

        assert {revision: stored.facts_at(pk, revision) for revision in known} == known
        assert {day: stored.municipality_facts_known_on(HERE, day) for day in exported} == exported
        assert replayed(pk) == present(pk)
        assert first_broken_change_set(pk) is None
        transaction.set_rollback(True)
